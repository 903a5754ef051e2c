import type { Route, SimRequest } from '../../kit/message.ts'
import { isUnpostedProduct, productDocuments } from '../documents.ts'
import type { PurchaseOrder } from '../entities-procurement.ts'
import { noSuchPlace } from '../errors.ts'
import { adjustmentRow, orderLineRow, orderRow, orderStatusRows, warehouseRows } from '../format-orders.ts'
import { unpostedProcurementRows } from '../format-procurement.ts'
import { purchaseId } from '../order-amounts.ts'
import { countAnswer, listAnswer, oneAnswer, type Row, type Wanted } from '../query.ts'
import type { Context, Rest, RestHandler } from '../rest.ts'
import { keyOf } from '../store.ts'

const LINES = '/procurement/purchaseorders/:parentId/lineitems'

/** Purchase orders, stock counts and what of them is unposted; read only. */
export function procurementRoutes(rest: Rest): Route[] {
  return [
    ...rest.collection('/procurement/purchaseorders', orders),
    rest.on('GET', LINES, ofOrder(list)),
    rest.on('GET', `${LINES}/count`, ofOrder(count)),
    rest.on('GET', `${LINES}/:id`, ofOrder(one)),
    ...rest.collection('/procurement/purchaseorderstatuses', ({ tenant }) => orderStatusRows(tenant)),
    ...rest.collection('/procurement/warehouses', ({ at }) => warehouseRows(at)),
    ...rest.collection('/procurement/adjustments', ({ sim, tenant, at }) =>
      sim.books.adjustments.by('tenant', tenant.company).map(found => adjustmentRow(at, found)),
    ),
    ...rest.collection('/finance/accounting/unpostedprocurement', unposted),
  ]
}

function orders({ sim, tenant, at }: Context, wanted: Wanted): Row[] {
  const table = sim.books.purchaseOrders
  const ids = wanted('id')
  const found = ids
    ? ids.flatMap(id => table.get(keyOf(tenant.company, id)) ?? [])
    : table.by('tenant', tenant.company)
  return found.map(order => orderRow(at, order))
}

/** Received, closed or complete, and not wholly batched. */
function unposted({ sim, tenant, at }: Context): Row[] {
  return productDocuments(sim, tenant)
    .filter(document => isUnpostedProduct(sim, document))
    .flatMap(document => unpostedProcurementRows(at, document, sim.parameters.unpostedPurchasePerLine))
}

type At = { context: Context; request: SimRequest; order: PurchaseOrder }

function ofOrder(answer: (at: At) => ReturnType<RestHandler>): RestHandler {
  return (context, request) => {
    const { purchaseOrders } = context.sim.books
    const order = purchaseOrders.get(keyOf(context.tenant.company, request.params.parentId ?? ''))
    return order ? answer({ context, request, order }) : noSuchPlace()
  }
}

function linesOf({ context, order }: At): Row[] {
  const { sim, tenant, at } = context
  return order.lines.map(line => {
    const entries =
      line.receiptId === null
        ? []
        : sim.books.recordEntries.by('record', keyOf(tenant.company, purchaseId(line.receiptId)))
    const entry = entries.find(found => found.lineId === line.id && found.type === 'P')
    return orderLineRow(at, order, line, entry)
  })
}

const list = (at: At) => listAnswer(at.request, at.context.base, () => linesOf(at))
const count = (at: At) => countAnswer(at.request, () => linesOf(at))
const one = (at: At) => {
  const row = linesOf(at).find(found => found.id === Number(at.request.params.id))
  return row ? oneAnswer(at.request, row) : noSuchPlace()
}
