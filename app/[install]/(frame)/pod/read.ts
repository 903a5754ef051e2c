import type { Member } from '@/app/_session/member.ts'
import { asking, within } from '@/app/_session/within.ts'
import { type Viewer, viewerOf } from '@/app/_ui/viewer.ts'
import { isRecordId } from '@/lib/accounting/record-id.ts'
import { psaOf } from '@/lib/accounts/psa.ts'
import { type AgreementView, agreementView } from '@/lib/sync/views/agreement.ts'
import { companyOfRecord } from '@/lib/sync/views/asked.ts'
import { customerRecords } from '@/lib/sync/views/customer.ts'
import { expenseRecord } from '@/lib/sync/views/expense-entry.ts'
import { orderRecords } from '@/lib/sync/views/order.ts'
import { type PanelAsk, type PanelView, recordPanel } from '@/lib/sync/views/panel.ts'
import type { SeveralView } from '@/lib/sync/views/several.ts'
import { orderThreeWay, type ThreeWayView } from '@/lib/sync/views/three-way.ts'
import { type TodayView, todayView } from '@/lib/sync/views/today.ts'
import type { Opened } from './record-row.tsx'

export type PodMessage = 'unsaved' | 'no-screen' | 'no-company'

export type PodContent =
  | { kind: PodMessage; viewer: Viewer }
  | { kind: 'record'; view: PanelView; viewer: Viewer }
  /** an expense that is not to be posted, or not yet; ConnectWise's own word of its approval */
  | { kind: 'not-offered'; status: string; viewer: Viewer }
  | {
      kind: 'several'
      of: Several
      /** what the screen shows */
      id: string
      list: SeveralView
      open: Opened | null
      /** of a purchase order; null: none, or ConnectWise cannot be asked */
      threeWay: ThreeWayView | null
      viewer: Viewer
    }
  | { kind: 'agreement'; id: string; view: AgreementView; open: Opened | null; viewer: Viewer }
  | { kind: 'today'; view: TodayView; open: Opened | null; viewer: Viewer }

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
} as const satisfies Record<Several, (ask: PanelAsk, id: string, open: string) => Promise<SeveralView>>

/** The vendor's own list of screens has it in the plural. */
const agreementScreens: ReadonlySet<string> = new Set(['agreement', 'agreements'])
/** It shows no record of its own. */
const todayScreen = 'connectwisetoday'
/** The id is that of an entry, and the record is another's (views/expense-entry.ts). */
const expenseScreen = 'expense'

export async function readPod(asked: {
  member: Member
  screen: string
  id: string
  open: string
}): Promise<PodContent> {
  const { member, screen, id } = asked
  const open = isRecordId(asked.open) ? asked.open : ''
  const { accountId } = member
  const of = Object.hasOwn(severalOn, screen) ? severalOn[screen] : undefined
  const recordId = screen === 'invoice' ? id : open
  const companyId = await within(member, tx => companyOfRecord(tx, recordId))
  const viewer = await viewerOf(member, companyId, true)
  const isToday = screen === todayScreen
  const isAgreement = agreementScreens.has(screen)
  if (!of && !isToday && !isAgreement && screen !== 'invoice' && screen !== expenseScreen)
    return { kind: 'no-screen', viewer }
  if (!isToday && (id === '' || id === '0')) return { kind: 'unsaved', viewer }
  if (companyId === null) return { kind: 'no-company', viewer }
  const ask = { ...asking(member), companyId, psa: await psaOf(accountId) }
  if (isToday) {
    const view = await within(member, tx => todayView(tx, member.userId, open))
    return { kind: 'today', view, viewer, open: await opened(ask, view.items, open) }
  }
  if (isAgreement) {
    const view = await agreementView(ask, id)
    return {
      kind: 'agreement',
      ...{ id, view, viewer },
      open: await opened(ask, [...view.ahead, ...view.behind], open),
    }
  }
  if (screen === expenseScreen) {
    const found = await expenseRecord(ask, id)
    if (found.kind === 'not-offered') return { ...found, viewer }
    if (found.kind !== 'record') return { kind: 'record', view: found, viewer }
    const own = { ...ask, companyId: found.companyId }
    return readRecord(own, found.recordId, { member, viewer, companyId })
  }
  if (!of) return readRecord(ask, id, { member, viewer, companyId })
  const list = await readSeveral[of](ask, id, open)
  const [shown, threeWay] = await Promise.all([
    opened(ask, list.rows, open),
    of === 'order' ? orderThreeWay(ask, id) : null,
  ])
  const view = shown?.view
  // Its preview has just said more than the list knew.
  const rows = list.rows.map(row =>
    view?.kind === 'record' && row.recordId === open ? { ...row, pill: view.pill } : row,
  )
  return { kind: 'several', ...{ of, id, viewer, threeWay }, list: { ...list, rows }, open: shown }
}

/** Who looks at it is asked of the company that has it. */
async function readRecord(
  ask: PanelAsk,
  recordId: string,
  { member, viewer, companyId }: { member: Member; viewer: Viewer; companyId: string },
): Promise<PodContent> {
  const view = await recordPanel(ask, recordId)
  const moved = view.kind === 'record' && view.companyId !== companyId
  return { kind: 'record', view, viewer: moved ? await viewerOf(member, view.companyId, true) : viewer }
}

/** What the address wants opened, if it is one of those that are shown. */
async function opened(
  ask: PanelAsk,
  rows: readonly { recordId: string; companyId: string }[],
  open: string,
): Promise<Opened | null> {
  const row = rows.find(one => one.recordId === open)
  if (!row) return null
  return { recordId: open, view: await recordPanel({ ...ask, companyId: row.companyId }, open) }
}
