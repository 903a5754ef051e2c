import { describe, expect, test } from 'vitest'
import type { RecordLine } from '../../../lib/accounting/export.ts'
import {
  type Ordered,
  type OrderedLine,
  type SlipBill,
  type ThreeWay,
  threeWay,
} from '../../../lib/accounting/three-way.ts'
import { translatePurchase } from '../../../lib/accounting/translate/index.ts'
import { present } from '../../../lib/std/assert.ts'
import { sum } from '../../../lib/std/decimal.ts'
import { decimal as d } from '../../support/planning.ts'
import { purchaseExport, purchaseInput, purchaseLine } from '../../support/purchasing.ts'

function ordered(lines: Partial<OrderedLine>[], freight: Partial<Ordered['freight']> = {}): Ordered {
  return {
    lines: lines.map((line, place) => ({
      number: place + 1,
      product: { identifier: 'LAP14' },
      description: 'Laptop 14"',
      ordered: d('2'),
      received: d('2'),
      unitCost: d('600'),
      packingSlip: 'PS-1',
      receivedStatus: 'FullyReceived',
      canceled: false,
      batched: false,
      ...line,
    })),
    freight: { amount: d('0'), packingSlip: '', ...freight },
  }
}

const waiting = { received: d('0'), packingSlip: '', receivedStatus: 'Waiting' } as const

/** The bill that the planner itself makes of these lines. */
function billOf(slip: string, lines: Partial<RecordLine>[], stands = true): SlipBill {
  const made = lines.map((line, place) => purchaseLine({ id: `${slip}-${place}`, ...line }))
  const net = sum(made.map(({ amount }) => amount))
  const salesTax = sum(made.map(({ amount }) => amount.times(d('0.1')))).round(2, 'half-up')
  const record = purchaseExport({ packingSlip: slip, lines: made, salesTax, total: net.plus(salesTax) })
  const { document } = translatePurchase(purchaseInput({ record }))
  return { recordId: `purchase-${slip}`, slip, document: present(document, 'a bill'), stands }
}

const codes = ({ lines }: ThreeWay) => lines.flatMap(({ findings }) => findings.map(({ code }) => code))
const totals = (view: ThreeWay) =>
  Object.fromEntries(Object.entries(view.totals).map(([name, amount]) => [name, amount.toText()]))

describe('what was ordered, received and billed', () => {
  test('as ordered: nothing to tell, and every total says so', () => {
    const view = threeWay(ordered([{}]), [billOf('PS-1', [{}])])
    expect(codes(view)).toEqual([])
    expect(totals(view)).toEqual({ ordered: '1200', received: '1200', billed: '1200', open: '0' })
    expect(view.lines[0]?.billed).toMatchObject({
      number: '88231 | PO-1201',
      slip: 'PS-1',
      quantity: d('2'),
      unitPrice: d('600'),
      stands: true,
    })
  })

  test('what has not come yet is open, on the line that waits for it', () => {
    const came = { ordered: d('2'), receivedStatus: 'PartiallyReceiveCloneRest' }
    const view = threeWay(ordered([came, { ...waiting, ordered: d('3') }]), [billOf('PS-1', [{}])])
    expect(view.lines.map(line => line.open.toText())).toEqual(['0', '3'])
    expect(view.lines[1]).toMatchObject({ received: null, billed: null, findings: [] })
    expect(totals(view)).toEqual({ ordered: '3000', received: '1200', billed: '1200', open: '1800' })
  })

  test('what was canceled neither counts nor comes; of a line received in part the rest does not come', () => {
    const part = { ordered: d('5'), received: d('2'), receivedStatus: 'PartiallyReceiveCancelRest' }
    const view = threeWay(ordered([part, { ...waiting, canceled: true }]), [billOf('PS-1', [{}])])
    expect(codes(view)).toEqual([])
    expect(totals(view)).toEqual({ ordered: '3000', received: '1200', billed: '1200', open: '0' })
  })

  test('each slip has its own bill, and the same product on both is not mixed up', () => {
    const order = ordered([
      { ordered: d('1'), received: d('1'), packingSlip: 'PS-1' },
      { ordered: d('3'), received: d('3'), packingSlip: 'PS-2' },
    ])
    const bills = [
      billOf('PS-2', [{ quantity: d('3'), amount: d('1800') }], false),
      billOf('PS-1', [{ quantity: d('1'), amount: d('600') }]),
    ]
    const view = threeWay(order, bills)
    expect(codes(view)).toEqual([])
    expect(view.lines.map(({ billed }) => [billed?.slip, billed?.quantity.toText(), billed?.stands])).toEqual(
      [
        ['PS-1', '1', true],
        ['PS-2', '3', false],
      ],
    )
  })

  test('two lines of one product under one slip find their own prices, in whatever order the bill has them', () => {
    const order = ordered([{ unitCost: d('600') }, { unitCost: d('550') }])
    const bill = billOf('PS-1', [
      { unitPrice: d('550'), amount: d('1100') },
      { unitPrice: d('600'), amount: d('1200') },
    ])
    const view = threeWay(order, [bill])
    expect(codes(view)).toEqual([])
    expect(view.lines.map(({ billed }) => billed?.unitPrice.toText())).toEqual(['600', '550'])
  })

  test('a line that the bill has in parts is their sum', () => {
    const half = { quantity: d('1'), amount: d('600') }
    const view = threeWay(ordered([{}]), [billOf('PS-1', [half, half])])
    expect(codes(view)).toEqual([])
    expect(view.lines[0]?.billed).toMatchObject({ quantity: d('2'), amount: d('1200') })
  })
})

describe('a difference', () => {
  test('of price says both prices and what it makes', () => {
    const bill = billOf('PS-1', [{ unitPrice: d('650'), amount: d('1300') }])
    expect(threeWay(ordered([{}]), [bill]).lines[0]?.findings).toEqual([
      {
        code: 'order-price-differs',
        of: 'purchase',
        slip: 'PS-1',
        line: 'Laptop 14"',
        amount: '1300.00',
        billed: '650.00',
        ordered: '600.00',
        difference: '100.00',
      },
    ])
  })

  test('of price is none where four decimals only round to the amount', () => {
    const order = ordered([{ ordered: d('120'), received: d('120'), unitCost: d('4.1499') }])
    const bill = billOf('PS-1', [{ quantity: d('120'), unitPrice: d('4.1499'), amount: d('497.99') }])
    expect(codes(threeWay(order, [bill]))).toEqual([])
  })

  test('of quantity says what came and what the bill has, and is no difference of price', () => {
    const bill = billOf('PS-1', [{ quantity: d('1'), amount: d('600') }])
    const [problem, ...more] = threeWay(ordered([{}]), [bill]).lines[0]?.findings ?? []
    expect(problem).toMatchObject({ code: 'order-quantity-differs', billed: '1', received: '2' })
    expect(more).toEqual([])
  })

  test('is what came under a slip whose bill does not have it; without that bill there is nothing to say', () => {
    const order = ordered([{}, { product: { identifier: 'DOCK' }, description: 'Dock' }])
    const bill = billOf('PS-1', [{}])
    expect(codes(threeWay(order, [bill]))).toEqual(['order-not-billed'])
    expect(codes(threeWay(order, []))).toEqual([])
  })

  test('is what a bill has and nobody ordered', () => {
    const bill = billOf('PS-1', [{}, { item: { id: '5', identifier: 'DOCK' }, description: 'Dock' }])
    const view = threeWay(ordered([{}]), [bill])
    expect(codes(view)).toEqual(['order-not-ordered'])
    expect(view.lines[1]).toMatchObject({ number: null, product: 'DOCK', ordered: null, received: null })
  })
})

describe('freight', () => {
  const freight = (amount: string): Partial<RecordLine> => ({
    glType: 'PF',
    account: '5200',
    description: 'Freight',
    item: null,
    quantity: d('1'),
    unitPrice: null,
    amount: d(amount),
  })

  test('has a row of its own, and waits until a bill has it', () => {
    const order = ordered([{}], { amount: d('45') })
    const billed = threeWay(order, [billOf('PS-1', [{}, freight('45')])])
    expect(codes(billed)).toEqual([])
    expect(billed.lines[1]).toMatchObject({ description: 'Freight', billed: { amount: d('45') } })
    expect(totals(billed)).toEqual({ ordered: '1245', received: '1245', billed: '1245', open: '0' })
    expect(totals(threeWay(order, [])).open).toBe('45')
  })

  test('is told when it costs more than ordered, is not on its bill, or was not ordered', () => {
    const withSlip = ordered([{}], { amount: d('45'), packingSlip: 'PS-1' })
    expect(codes(threeWay(withSlip, [billOf('PS-1', [{}, freight('50')])]))).toEqual(['order-price-differs'])
    expect(codes(threeWay(withSlip, [billOf('PS-1', [{}])]))).toEqual(['order-not-billed'])
    expect(codes(threeWay(ordered([{}]), [billOf('PS-1', [{}, freight('50')])]))).toEqual([
      'order-not-ordered',
    ])
  })
})

test('what goes back is negative on all three sides', () => {
  const order = ordered([{ ordered: d('-2'), received: d('-2') }])
  const view = threeWay(order, [billOf('PS-1', [{ quantity: d('-2'), amount: d('-1200') }])])
  expect(codes(view)).toEqual([])
  expect(totals(view)).toEqual({ ordered: '-1200', received: '-1200', billed: '-1200', open: '0' })
  expect(view.lines[0]?.billed).toMatchObject({ quantity: d('-2'), unitPrice: d('600') })
})

test('a bill of before its lines said what they are of is known by its slip and its texts', () => {
  const { document, ...rest } = billOf('PS-1', [{}])
  const lines = document.lines.map(line => ({
    ...line,
    sources: line.sources.map(({ bought: _, ...source }) => source),
  }))
  const view = threeWay(ordered([{}]), [{ ...rest, document: { ...document, lines } }])
  expect(codes(view)).toEqual([])
  expect(view.lines[0]?.billed?.quantity).toEqual(d('2'))
})
