import type { Member } from '@/app/_session/member.ts'
import { asking, within } from '@/app/_session/within.ts'
import { type Viewer, viewerOf } from '@/app/_ui/viewer.ts'
import { psaOf } from '@/lib/accounts/psa.ts'
import { companyOfRecord } from '@/lib/sync/views/asked.ts'
import { customerRecords } from '@/lib/sync/views/customer.ts'
import { orderRecords } from '@/lib/sync/views/order.ts'
import { type PanelAsk, type PanelView, recordPanel } from '@/lib/sync/views/panel.ts'
import type { SeveralView } from '@/lib/sync/views/several.ts'
import { orderThreeWay, type ThreeWayView } from '@/lib/sync/views/three-way.ts'

export type PodMessage = 'unsaved' | 'no-screen' | 'no-company'

export type PodContent =
  | { kind: PodMessage; viewer: Viewer }
  | { kind: 'record'; view: PanelView; viewer: Viewer }
  | {
      kind: 'several'
      of: Several
      /** what the screen shows */
      id: string
      list: SeveralView
      open: { recordId: string; view: PanelView } | null
      /** of a purchase order; null: none, or ConnectWise cannot be asked */
      threeWay: ThreeWayView | null
      viewer: Viewer
    }

/** What a screen that shows several records has: a customer's invoices, the packing slips of a purchase order. */
export type Several = 'customer' | 'order'

const severalOn: Readonly<Record<string, Several>> = {
  company: 'customer',
  companyfinance: 'customer',
  purchaseorder: 'order',
}

const readSeveral = {
  customer: customerRecords,
  order: orderRecords,
} as const satisfies Record<Several, (ask: PanelAsk, id: string) => Promise<SeveralView>>

export async function readPod(asked: {
  member: Member
  screen: string
  id: string
  open: string
}): Promise<PodContent> {
  const { member, screen, id, open } = asked
  const { accountId } = member
  const of = Object.hasOwn(severalOn, screen) ? severalOn[screen] : undefined
  const recordId = of ? open : id
  const companyId = await within(member, tx => companyOfRecord(tx, recordId))
  const viewer = await viewerOf(member, companyId, true)
  if (!of && screen !== 'invoice') return { kind: 'no-screen', viewer }
  if (id === '' || id === '0') return { kind: 'unsaved', viewer }
  if (companyId === null) return { kind: 'no-company', viewer }
  const ask = { ...asking(member), companyId, psa: await psaOf(accountId) }
  if (!of) {
    const view = await recordPanel(ask, id)
    const moved = view.kind === 'record' && view.companyId !== companyId
    return { kind: 'record', view, viewer: moved ? await viewerOf(member, view.companyId, true) : viewer }
  }
  const list = await readSeveral[of](ask, id)
  const known = list.rows.some(row => row.recordId === open)
  const [view, threeWay] = await Promise.all([
    known ? recordPanel(ask, open) : null,
    of === 'order' ? orderThreeWay(ask, id) : null,
  ])
  // Its preview has just said more than the list knew.
  const rows = list.rows.map(row =>
    view?.kind === 'record' && row.recordId === open ? { ...row, pill: view.pill } : row,
  )
  const opened = view && { recordId: open, view }
  return { kind: 'several', ...{ of, id, viewer, threeWay }, list: { ...list, rows }, open: opened }
}
