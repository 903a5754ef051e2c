import { Decimal, sum } from '../std/decimal.ts'
import type { DocumentLine, LedgerDocument } from './document.ts'
import { cents } from './money.ts'
import type { Problem } from './problems.ts'

// A purchase order against what came of it and what its bills say. Amounts are before tax, and the vendor's: what goes back to
// him is negative.

export interface OrderedLine {
  number: number
  product: { identifier: string } | null
  description: string
  ordered: Decimal
  /** ConnectWise tells whole pieces only */
  received: Decimal
  unitCost: Decimal
  /** '' while it waits */
  packingSlip: string
  receivedStatus: string | null
  canceled: boolean
  /** it stands in a batch of ConnectWise */
  batched: boolean
}

export interface Ordered {
  lines: readonly OrderedLine[]
  freight: { amount: Decimal; packingSlip: string }
}

/** The bill or vendor credit of one packing slip, as it stands in the ledger or as it would be sent. */
export interface SlipBill {
  recordId: string
  slip: string
  document: Pick<LedgerDocument, 'kind' | 'number' | 'lines'>
  /** in the ledger; false: it is only planned */
  stands: boolean
}

export interface Billed {
  recordId: string
  slip: string
  number: string
  stands: boolean
  quantity: Decimal
  /** with four places at most */
  unitPrice: Decimal
  amount: Decimal
}

export interface ThreeWayLine {
  /** null: no line of the order */
  number: number | null
  product: string
  description: string
  ordered: { quantity: Decimal; unitCost: Decimal; amount: Decimal } | null
  received: { quantity: Decimal; slip: string; amount: Decimal } | null
  billed: Billed | null
  /** that still has to come */
  open: Decimal
  canceled: boolean
  /** in a batch, and no bill is known of it: somebody else posted it */
  batched: boolean
  findings: Problem[]
}

export interface ThreeWay {
  lines: ThreeWayLine[]
  totals: { ordered: Decimal; received: Decimal; billed: Decimal; open: Decimal }
}

/** Ordered, received and billed side by side, line by line; what differs is told, and keeps nothing from being sent. */
export function threeWay(order: Ordered, bills: readonly SlipBill[]): ThreeWay {
  const pool = bills.flatMap(billedLines)
  const goods = pool.filter(({ kind }) => kind === 'goods')
  const billedOf = pair(order.lines, goods)
  const ofOrder = order.lines.map(line => orderLine(line, billedOf.get(line) ?? [], bills))
  const paired = new Set([...billedOf.values()].flat())
  const unordered = goods.filter(one => !paired.has(one)).map(unorderedLine)
  const freight = freightLines(order.freight, pool, bills)
  const rounding = pool.filter(({ kind }) => kind === 'rounding').map(roundingLine)
  const lines = [...ofOrder, ...freight, ...unordered, ...rounding]
  const counted = lines.filter(line => !line.canceled)
  return {
    lines,
    totals: {
      ordered: sum(counted.map(({ ordered }) => ordered?.amount ?? Decimal.zero)),
      received: sum(counted.map(({ received }) => received?.amount ?? Decimal.zero)),
      billed: sum(lines.map(({ billed }) => billed?.amount ?? Decimal.zero)),
      open: sum(counted.map(line => cents(line.open.times(line.ordered?.unitCost ?? Decimal.zero)))),
    },
  }
}

interface BillLine {
  bill: SlipBill
  kind: 'goods' | 'freight' | 'rounding'
  slip: string
  product: string
  description: string
  quantity: Decimal
  amount: Decimal
}

/** A credit says what it credits as positive figures: here it goes back. */
function billedLines(bill: SlipBill): BillLine[] {
  const turned = (amount: Decimal) => (bill.document.kind === 'vendor-credit' ? amount.negated() : amount)
  return bill.document.lines.map(line => {
    const [source] = line.sources
    const { product = '', freight = isCalledFreight(line), slip = bill.slip } = source?.bought ?? {}
    return {
      bill,
      kind: line.role === 'sale' ? (freight ? 'freight' : 'goods') : 'rounding',
      ...{ slip, product },
      description: source?.description || line.description,
      // Sent as one of the amount where no price of so many comes to it: the entries know how many it is.
      quantity: turned(sum(line.sources.map(({ quantity }) => quantity))),
      amount: turned(line.amount),
    }
  })
}

/** Of documents that were sent before their lines said what they are of. */
function isCalledFreight({ description, item }: DocumentLine): boolean {
  return item === null && description === 'Freight'
}

/**
 * By packing slip and product. Of several lines of a product under one slip those go together that say the same; what is left over
 * goes in the order's own order, and what a slip's bill has in more lines than the order counts to the last of these.
 */
function pair(lines: readonly OrderedLine[], billed: readonly BillLine[]): Map<OrderedLine, BillLine[]> {
  const found = new Map<OrderedLine, BillLine[]>()
  const came = lines.filter(isReceived)
  for (const group of Map.groupBy(came, ({ packingSlip }) => packingSlip).values()) {
    const ofSlip = billed.filter(({ slip }) => slip === group[0]?.packingSlip)
    for (const same of Map.groupBy(group, nameOf).values()) {
      const likely = ofSlip.filter(one => same.some(line => isOf(one, line)))
      const left = new Set(likely)
      const take = (line: OrderedLine, fits: (one: BillLine) => boolean) => {
        const one = found.has(line) ? undefined : [...left].find(fits)
        if (!one) return
        left.delete(one)
        found.set(line, [one])
      }
      for (const line of same) take(line, one => saysTheSame(one, line))
      for (const line of same) take(line, one => one.quantity.abs().equals(receivedOf(line).abs()))
      for (const line of same) take(line, () => true)
      const last = same.findLast(line => found.has(line))
      if (last) found.set(last, [...(found.get(last) ?? []), ...left])
    }
  }
  return found
}

function nameOf({ product, description }: OrderedLine): string {
  return (product?.identifier ?? description).toLowerCase()
}

function isOf(one: BillLine, line: OrderedLine): boolean {
  return one.product === ''
    ? one.description === line.description
    : one.product.toLowerCase() === line.product?.identifier.toLowerCase()
}

function saysTheSame({ quantity, amount }: BillLine, line: OrderedLine): boolean {
  const received = receivedOf(line)
  return quantity.abs().equals(received.abs()) && amount.equals(cents(received.times(line.unitCost)))
}

function isReceived({ receivedStatus }: OrderedLine): boolean {
  return receivedStatus !== 'Waiting' && receivedStatus !== null
}

/** Of a line of which all came ConnectWise's whole pieces say less than what was ordered. */
function receivedOf(line: OrderedLine): Decimal {
  if (!isReceived(line)) return Decimal.zero
  if (line.receivedStatus === 'FullyReceived') return line.ordered
  return line.ordered.minus(line.received).abs().lessThan(Decimal.one) ? line.ordered : line.received
}

function orderLine(line: OrderedLine, billed: readonly BillLine[], bills: readonly SlipBill[]): ThreeWayLine {
  const { ordered: quantity, unitCost, packingSlip: slip } = line
  const received = receivedOf(line)
  const whole = billedOf(billed)
  const came = isReceived(line)
  const facts = {
    number: line.number,
    product: line.product?.identifier ?? '',
    description: line.description,
    ordered: { quantity, unitCost, amount: cents(quantity.times(unitCost)) },
    received: came ? { quantity: received, slip, amount: cents(received.times(unitCost)) } : null,
    billed: whole,
    open: came || line.canceled ? Decimal.zero : quantity,
    canceled: line.canceled,
    batched: line.batched && whole === null,
  }
  const known = bills.some(bill => slipsOf(bill).has(slip))
  return { ...facts, findings: came && !line.canceled ? differences(facts, known) : [] }
}

/** The slips that its lines name; of a document of before, the one it is of. */
function slipsOf({ slip, document }: SlipBill): Set<string> {
  const named = document.lines.flatMap(line => line.sources.flatMap(({ bought }) => bought?.slip ?? []))
  return new Set(named.length > 0 ? named : [slip])
}

function billedOf(lines: readonly BillLine[]): Billed | null {
  const [first] = lines
  if (!first) return null
  const quantity = sum(lines.map(one => one.quantity))
  const amount = sum(lines.map(one => one.amount))
  const { recordId, stands, document } = first.bill
  const unitPrice = quantity.isZero() ? amount : amount.dividedBy(quantity, 4, 'half-up')
  return { recordId, slip: first.slip, number: document.number, stands, quantity, unitPrice, amount }
}

/** Whether its price is another is told by what it makes: a unit price has more places than the bill's amount shows. */
function differences(
  line: Pick<ThreeWayLine, 'description' | 'product' | 'ordered' | 'received' | 'billed'>,
  billIsKnown: boolean,
): Problem[] {
  const { ordered, received, billed } = line
  if (!ordered || !received) return []
  const { slip } = received
  const of = 'purchase'
  const name = line.description || line.product
  if (!billed) {
    const amount = received.amount.toFixedText(2)
    return billIsKnown && !received.quantity.isZero()
      ? [{ code: 'order-not-billed', of, slip, line: name, amount }]
      : []
  }
  const facts = { of, slip, line: name, amount: billed.amount.toFixedText(2) } as const
  const found: Problem[] = []
  if (!billed.quantity.abs().equals(received.quantity.abs()))
    found.push({
      code: 'order-quantity-differs',
      ...facts,
      billed: billed.quantity.abs().toText(),
      received: received.quantity.abs().toText(),
    })
  const expected = cents(billed.quantity.abs().times(ordered.unitCost))
  const difference = billed.amount.abs().minus(expected.abs())
  if (!difference.isZero())
    found.push({
      code: 'order-price-differs',
      ...facts,
      billed: price(billed.unitPrice.abs()),
      ordered: price(ordered.unitCost.abs()),
      difference: difference.toFixedText(2),
    })
  return found
}

/** The order has one freight, and says at most under which slip it came. */
function freightLines(
  { amount, packingSlip }: Ordered['freight'],
  pool: readonly BillLine[],
  bills: readonly SlipBill[],
): ThreeWayLine[] {
  const own = pool.filter(({ kind }) => kind === 'freight')
  const billed = billedOf(own)
  if (amount.isZero() && !billed) return []
  const quantity = Decimal.one
  const slip = billed?.slip ?? packingSlip
  const facts = {
    number: null,
    product: '',
    description: 'Freight',
    ordered: amount.isZero() ? null : { quantity, unitCost: amount, amount },
    received: billed ? { quantity, slip, amount } : null,
    billed: billed && { ...billed, quantity, unitPrice: billed.amount },
    open: billed || amount.isZero() ? Decimal.zero : quantity,
    canceled: false,
    batched: false,
  }
  if (billed && amount.isZero()) return [{ ...facts, findings: [notOrdered(facts.description, billed)] }]
  const missing = !billed && packingSlip !== '' && bills.some(bill => slipsOf(bill).has(packingSlip))
  const came = missing ? { quantity, slip, amount } : facts.received
  return [{ ...facts, findings: differences({ ...facts, received: came }, missing) }]
}

function unorderedLine(one: BillLine): ThreeWayLine {
  const billed = billedOf([one])
  const { product, description } = one
  const line = { ...nothingOrdered, product, description, billed }
  return { ...line, findings: billed ? [notOrdered(description || product, billed)] : [] }
}

/** Nobody ordered it, and it says of itself what it is for. */
function roundingLine(one: BillLine): ThreeWayLine {
  const billed = billedOf([{ ...one, quantity: Decimal.one }])
  return { ...nothingOrdered, product: '', description: one.description, billed, findings: [] }
}

const nothingOrdered = {
  number: null,
  ordered: null,
  received: null,
  open: Decimal.zero,
  canceled: false,
  batched: false,
}

function notOrdered(line: string, { slip, amount }: Billed): Problem {
  return { code: 'order-not-ordered', of: 'purchase', slip, line, amount: amount.toFixedText(2) }
}

/** Cents where they suffice. */
function price(amount: Decimal): string {
  return amount.places() <= 2 ? amount.toFixedText(2) : amount.toText()
}
