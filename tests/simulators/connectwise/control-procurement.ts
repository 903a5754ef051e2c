import { ok, plain, refuse } from '../kit/control.ts'
import { type Route, route } from '../kit/message.ts'
import type { ExpenseStatus } from './entities-expenses.ts'
import type { FileSpec } from './entities-files.ts'
import type { PurchaseOrder } from './entities-procurement.ts'
import { attachFile } from './files.ts'
import { done } from './life.ts'
import { type Parcel, receive, saveOrder, unreceive } from './orders.ts'
import { type AgreementSpec, addAgreement } from './seed-agreements.ts'
import { type AdjustmentSpec, addAdjustment, addTransfer, type TransferSpec } from './seed-movements.ts'
import { addOrder, type OrderSpec, takesBackStock } from './seed-orders.ts'
import { accountantOf } from './sessions.ts'
import { dayBefore, type Sim } from './sim.ts'
import { moveExpense, type Spent, spendAgain } from './spending.ts'
import { adjustmentId, moveAgain, transferId } from './stock.ts'
import { keyOf } from './store.ts'

type Body = {
  tenant?: string
  agreements?: AgreementSpec[]
  orders?: OrderSpec[]
  adjustments?: AdjustmentSpec[]
  transfers?: TransferSpec[]
  id?: number
  /** Of an order: a delivery that arrives, or a line that is taken back to waiting. */
  deliver?: Omit<Parcel, 'on'> & { daysAgo?: number }
  unreceive?: number
  changes?: Partial<Pick<PurchaseOrder, 'vendorInvoiceNumber' | 'vendorInvoiceDate'>>
  status?: ExpenseStatus
  /** Of an expense. */
  receipts?: FileSpec[]
  /** Of an expense: what was paid, when it was entered wrong. */
  spent?: Spent
  /** Of an adjustment or a transfer, by the name the accounting interface has for it: how many of its first line it was. */
  movement?: string
  quantity?: number
}

/** Agreements, purchasing, stock and approvals, as people do them in Manage. */
export function procurementControlRoutes(sim: Sim, flush: () => void): Route[] {
  const on = (method: string, path: string, run: (body: Body) => object | string) =>
    route(method, `/_sim/${path}`, async request => {
      const made = run(plain<Body>(request))
      flush()
      return typeof made === 'string' ? refuse(made) : ok(made)
    })
  return [
    on('POST', 'procurement', body => add(sim, body)),
    on('POST', 'agreements', body => agree(sim, body)),
    on('PATCH', 'purchase-orders', body => changeOrder(sim, body)),
    on('PATCH', 'expenses', body => changeExpense(sim, body)),
    on('PATCH', 'movements', body => countAgain(sim, body)),
    on('POST', 'receipts', body => attach(sim, body)),
  ]
}

function add(sim: Sim, { tenant = '', orders = [], adjustments = [], transfers = [] }: Body) {
  const place = sim.books.tenants.get(tenant)
  if (!place) return 'no such login company'
  if (orders.some(spec => takesBackStock(place, spec)))
    return 'what is kept in stock goes back by an adjustment'
  return {
    orders: orders.map(spec => shown(addOrder(sim, place, spec))),
    adjustments: adjustments.map(spec => adjustmentId(addAdjustment(sim, place, spec).id)),
    transfers: transfers.map(spec => transferId(addTransfer(sim, place, spec).id)),
  }
}

function agree(sim: Sim, { tenant = '', agreements = [] }: Body) {
  const place = sim.books.tenants.get(tenant)
  if (!place) return 'no such login company'
  const made = agreements.map(spec => addAgreement(sim, place, spec))
  return { agreements: made.map(({ id, name }) => ({ id, name })) }
}

/** Approved, rejected or opened again, as its report is; or what was spent is put right. */
function changeExpense(sim: Sim, { tenant = '', id = 0, status, spent }: Body): object | string {
  const place = sim.books.tenants.get(tenant)
  const expense = sim.books.expenses.get(keyOf(tenant, id))
  if (!place || !expense) return 'no such expense'
  const by = accountantOf(sim, place)
  const right = spent ? spendAgain(sim, place, expense, spent, by) : done(expense)
  if (!right.ok) return JSON.stringify(right.refusal.body)
  if (status === undefined && spent) return { id }
  moveExpense(sim, place, right.value, status ?? 'ReadyToBill', by)
  return { id, status }
}

function attach(sim: Sim, { tenant = '', id = 0, receipts = [] }: Body): object | string {
  const place = sim.books.tenants.get(tenant)
  if (!place || !sim.books.expenses.get(keyOf(tenant, id))) return 'no such expense'
  return { files: receipts.map(one => attachFile(sim, place, id, one).id) }
}

/** Opened again, counted otherwise and closed. */
function countAgain(sim: Sim, { tenant = '', movement = '', quantity = 1 }: Body): object | string {
  const place = sim.books.tenants.get(tenant)
  if (!place) return 'no such login company'
  const again = moveAgain(sim, place, movement, quantity, accountantOf(sim, place))
  return again.ok ? {} : JSON.stringify(again.refusal.body)
}

function changeOrder(sim: Sim, body: Body): object | string {
  const { tenant = '', id = 0, deliver, unreceive: number, changes } = body
  const place = sim.books.tenants.get(tenant)
  const order = sim.books.purchaseOrders.get(keyOf(tenant, id))
  if (!place || !order) return 'no such purchase order'
  const by = accountantOf(sim, place)
  const edited = changes ? saveOrder(sim, place, { ...order, ...changes }, by) : order
  if (number !== undefined) {
    const back = unreceive(sim, place, edited, number, by)
    return back.ok ? shown(back.value) : JSON.stringify(back.refusal.body)
  }
  if (!deliver) return shown(edited)
  const { daysAgo = 0, ...parcel } = deliver
  return shown(receive(sim, place, edited, { ...parcel, on: dayBefore(sim, daysAgo) }, by))
}

const shown = ({ id, number, closedAt, lines }: PurchaseOrder) => ({
  id,
  number,
  closed: closedAt !== '',
  lines: lines.map(line => ({
    id: line.id,
    number: line.number,
    slip: line.slip,
    status: line.status,
    receiptId: line.receiptId,
  })),
})
