import { Decimal } from 'decimal.js'
import type { Invoice, Tenant } from './entities.ts'
import { isClosed } from './life.ts'
import { cents, dec } from './money.ts'
import type { Sim } from './sim.ts'
import { isKept } from './stock-kept.ts'

export type StockValue = { warehouse: string; xref: string; pieces: string; value: string }

type Move = { warehouseId: number; pieces: Decimal; cost: string }

/**
 * What stands in each warehouse, at what it cost: all that was received, counted, moved and sold of what is kept, whether it is
 * batched or not. Each movement counts to the cent, as its entry does.
 */
export function stockValues(sim: Sim, tenant: Tenant): StockValue[] {
  const moves = [
    ...received(sim, tenant),
    ...counted(sim, tenant),
    ...moved(sim, tenant),
    ...sold(sim, tenant),
  ]
  return tenant.warehouses.map(({ id, name, xref }) => {
    const own = moves.filter(move => move.warehouseId === id)
    const add = (figure: (move: Move) => Decimal) =>
      own.reduce((total, move) => total.plus(figure(move)), new Decimal(0))
    const value = add(({ pieces, cost }) => cents(pieces.times(cost)))
    return { warehouse: name, xref, pieces: add(({ pieces }) => pieces).toFixed(), value: value.toFixed(2) }
  })
}

/** What the vendor delivers to the customer never comes into a warehouse. */
function received({ books }: Sim, tenant: Tenant): Move[] {
  return books.purchaseOrders
    .by('tenant', tenant.company)
    .filter(order => order.customerId === null)
    .flatMap(order => order.lines)
    .filter(({ receiptId, itemId }) => receiptId !== null && keeps(tenant, itemId))
    .map(line => ({ warehouseId: line.warehouseId, pieces: dec(line.received), cost: line.unitCost }))
}

function counted({ books }: Sim, tenant: Tenant): Move[] {
  return books.adjustments
    .by('tenant', tenant.company)
    .filter(({ closed }) => closed)
    .flatMap(({ lines }) => lines)
    .filter(({ itemId }) => keeps(tenant, itemId))
    .map(line => ({ warehouseId: line.warehouseId, pieces: new Decimal(line.quantity), cost: line.unitCost }))
}

function moved({ books }: Sim, tenant: Tenant): Move[] {
  return books.transfers
    .by('tenant', tenant.company)
    .filter(({ completedOn }) => completedOn !== '')
    .flatMap(({ fromId, toId, lines }) =>
      lines
        .filter(({ itemId }) => keeps(tenant, itemId))
        .flatMap(({ quantity, unitCost: cost }) => [
          { warehouseId: toId, pieces: new Decimal(quantity), cost },
          { warehouseId: fromId, pieces: new Decimal(-quantity), cost },
        ]),
    )
}

function sold({ books }: Sim, tenant: Tenant): Move[] {
  return books.invoices
    .by('tenant', tenant.company)
    .filter(invoice => isClosed(tenant, invoice))
    .flatMap(invoice => invoice.lines.flatMap(line => soldLine(tenant, invoice, line)))
}

function soldLine(tenant: Tenant, { type }: Invoice, line: Invoice['lines'][number]): Move[] {
  const { warehouseId, quantity, cost, amount, dropShipped } = line
  if (warehouseId === undefined || dropShipped === true || !isKept(tenant.catalog, line)) return []
  const pieces = dec(quantity).abs()
  // What is given away says by its quantity which way it goes.
  const back = dec(amount).isZero()
    ? (type === 'CreditMemo') !== dec(quantity).isNegative()
    : dec(amount).isNegative()
  return [{ warehouseId, pieces: back ? pieces : pieces.negated(), cost }]
}

const keeps = (tenant: Tenant, itemId: number): boolean =>
  isKept(tenant.catalog, { item: { id: itemId, identifier: '' } })
