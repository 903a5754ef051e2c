import type { Member } from '@/app/_session/member.ts'
import { asking, within } from '@/app/_session/within.ts'
import { type Viewer, viewerOf } from '@/app/_ui/viewer.ts'
import { psaOf } from '@/lib/accounts/psa.ts'
import { companyOfRecord } from '@/lib/sync/views/asked.ts'
import { type CustomerView, customerRecords } from '@/lib/sync/views/customer.ts'
import { type PanelView, recordPanel } from '@/lib/sync/views/panel.ts'

export type PodMessage = 'unsaved' | 'no-screen' | 'no-company'

export type PodContent =
  | { kind: PodMessage; viewer: Viewer }
  | { kind: 'record'; view: PanelView; viewer: Viewer }
  | {
      kind: 'customer'
      customerId: string
      list: CustomerView
      open: { recordId: string; view: PanelView } | null
      viewer: Viewer
    }

/** Screens that show a customer's invoices where Manage hosts no Invoice screen. */
const customerScreens = new Set(['company', 'companyfinance'])

export async function readPod(asked: {
  member: Member
  screen: string
  id: string
  open: string
}): Promise<PodContent> {
  const { member, screen, id, open } = asked
  const { accountId } = member
  const forCustomer = customerScreens.has(screen)
  const recordId = forCustomer ? open : id
  const companyId = await within(member, tx => companyOfRecord(tx, recordId))
  const viewer = await viewerOf(member, companyId, true)
  if (!forCustomer && screen !== 'invoice') return { kind: 'no-screen', viewer }
  if (id === '' || id === '0') return { kind: 'unsaved', viewer }
  if (companyId === null) return { kind: 'no-company', viewer }
  const ask = { ...asking(member), companyId, psa: await psaOf(accountId) }
  if (!forCustomer) {
    const view = await recordPanel(ask, id)
    const moved = view.kind === 'record' && view.companyId !== companyId
    return { kind: 'record', view, viewer: moved ? await viewerOf(member, view.companyId, true) : viewer }
  }
  const list = await customerRecords(ask, id)
  const known = list.rows.some(row => row.recordId === open)
  return {
    kind: 'customer',
    customerId: id,
    list,
    open: known ? { recordId: open, view: await recordPanel(ask, open) } : null,
    viewer,
  }
}
