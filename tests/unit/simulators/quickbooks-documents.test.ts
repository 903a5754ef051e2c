import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { definitionChecks } from '../../simulators/kit/schema.ts'
import { REALM_GB, REALM_US } from '../../simulators/quickbooks/seed.ts'
import { codeOf, line, quickBooksCaller, sale, startQuickBooksCaller } from './quickbooks-client.ts'

let world: Awaited<ReturnType<typeof startQuickBooksCaller>>
let us: Awaited<ReturnType<typeof quickBooksCaller>>
let gb: Awaited<ReturnType<typeof quickBooksCaller>>
let clean: string
let parameters: object

beforeAll(async () => {
  world = await startQuickBooksCaller({ parameters: { minuteLimit: 100_000 } })
  us = await quickBooksCaller(world.sim, { realm: REALM_US })
  gb = await quickBooksCaller(world.sim, { realm: REALM_GB })
  parameters = await world.sim.control.parameters()
  clean = await world.sim.control.snapshot()
})
beforeEach(async () => {
  await world.sim.control.restore(clean)
  await world.sim.control.setParameters(parameters)
})
afterAll(() => world.sim.close())

const definitions = definitionChecks('quickbooks.schema.json')

test('tax is worked out by rate on the sum of the lines, and answers keep to Intuit’s definitions', async () => {
  const { text, body } = await world.post('invoice', sale('T-1', { Line: [line(10.05), line(10.04)] }))
  expect(text).toContain('"TotalTax":2.01')
  expect(body.Invoice).toMatchObject({ TotalAmt: 22.1, Balance: 22.1, SyncToken: '0', DueDate: '2026-11-02' })
  expect(body.Invoice.Line.at(-1)).toMatchObject({ DetailType: 'SubTotalLineDetail', Amount: 20.09 })
  expect(definitions?.('Invoice')(body.Invoice)).toBeUndefined()
})

test('prices that include tax are rounded line by line', async () => {
  const four = line(3.33, { TaxInclusiveAmt: 4, TaxCodeRef: { value: '2' } })
  const Line = [four, four, four, four, four]
  const { body } = await gb.post('invoice', sale('I-1', { GlobalTaxCalculation: 'TaxInclusive', Line }))
  expect(body.Invoice).toMatchObject({ TotalAmt: 20, TxnTaxDetail: { TotalTax: 3.35 } })
  await world.sim.control.setParameters({ inclusiveAmountIs: 'gross' })
  const gross = { GlobalTaxCalculation: 'TaxInclusive', Line: [line(4)] }
  expect((await gb.post('invoice', sale('I-2', gross))).body.Invoice).toMatchObject({ TotalAmt: 4 })
  await world.sim.control.setParameters({ inclusiveAmountIs: 'net' })
  expect((await gb.post('invoice', sale('I-3', gross))).body.Invoice).toMatchObject({ TotalAmt: 4.8 })
})

test('a tax amount that is given stands; a line without a code is refused', async () => {
  const TaxLine = [
    { Amount: 9.99, DetailType: 'TaxLineDetail', TaxLineDetail: { TaxRateRef: { value: '1' } } },
  ]
  const given = await world.post('invoice', sale('T-1', { TxnTaxDetail: { TaxLine } }))
  expect(given.body.Invoice).toMatchObject({ TotalAmt: 109.99 })
  expect(
    codeOf(await world.post('invoice', sale('T-2', { Line: [line(1, { TaxCodeRef: undefined })] }))),
  ).toBe('6000')
  const none = { GlobalTaxCalculation: 'NotApplicable', Line: [line(1, { TaxCodeRef: undefined })] }
  expect((await world.post('invoice', sale('T-3', none))).body.Invoice).toMatchObject({ TotalAmt: 1 })
})

test('automated sales tax picks its own code, and a total that is given is shared out', async () => {
  const Line = [line(100, { TaxCodeRef: { value: 'TAX' } }), line(50, { TaxCodeRef: { value: 'NON' } })]
  const body = { Line, TxnTaxDetail: { TxnTaxCodeRef: { value: '4' } } }
  const computed = (await us.post('invoice', sale('A-1', body))).body.Invoice
  expect(computed).toMatchObject({
    TotalAmt: 158.63,
    TxnTaxDetail: { TxnTaxCodeRef: { value: '2' }, TotalTax: 8.63 },
  })
  const own = sale('A-2', { Line, TxnTaxDetail: { TotalTax: 5 } })
  const given = (await us.post('invoice', own)).body.Invoice
  expect(given).toMatchObject({
    TotalAmt: 155,
    TxnTaxDetail: { TaxLine: [{ Amount: 4.2 }, { Amount: 0.8 }] },
  })
  await world.sim.control.setParameters({ totalTaxHonoured: false })
  const ignored = await us.post('invoice', { ...own, DocNumber: 'A-3' })
  expect(ignored.body.Invoice).toMatchObject({ TotalAmt: 158.63 })
})

test('a number in use is refused by preference, by parameter, or let through by the caller', async () => {
  await world.post('invoice', sale('D-1'))
  expect(codeOf(await world.post('invoice', sale('d-1')))).toBe('6140')
  expect((await world.post('creditmemo', sale('D-1'))).status).toBe(200)
  expect((await world.post('invoice?include=allowduplicatedocnum', sale('D-1'))).status).toBe(200)
  await world.sim.control.setParameters({ duplicateNumberCode: '6210' })
  expect(codeOf(await world.post('invoice', sale('D-1')))).toBe('6210')
  await world.sim.control.seed({ kind: 'preferences', change: { customTxnNumbers: false } })
  expect((await world.post('invoice', sale('D-1'))).status).toBe(200)
  await world.sim.control.setParameters({ duplicateNumbers: 'always' })
  expect((await world.post('invoice', sale('D-1'))).status).toBe(400)
  expect((await world.post('invoice', sale('x', { DocNumber: undefined }))).body.Invoice.DocNumber).toBe(
    '1001',
  )
})

test('what is refused by its code', async () => {
  const cases: [object, string][] = [
    [{ DocNumber: 'n'.repeat(22) }, '2050'],
    [{ CustomerRef: undefined }, '2020'],
    [{ CustomerRef: { value: '999' } }, '2500'],
    [{ Line: [line(100, { Qty: 2, UnitPrice: 49 })] }, '6070'],
    [{ Line: [line(-1)] }, '6000'],
    [{ Line: [] }, '2020'],
  ]
  for (const [more, code] of cases) expect(codeOf(await world.post('invoice', sale('C-1', more)))).toBe(code)
  await world.sim.control.setParameters({ amountMismatch: 'recompute' })
  const Line = [line(100, { Qty: 2, UnitPrice: 49 })]
  expect((await world.post('invoice', sale('C-2', { Line }))).body.Invoice).toMatchObject({ TotalAmt: 107.8 })
  await world.sim.control.seed({ kind: 'entity', type: 'Customer', entityId: '1', active: false })
  expect(codeOf(await world.post('invoice', sale('C-3')))).toBe('610')
  await world.sim.control.seed({ kind: 'preferences', change: { bookCloseDate: '2026-11-30' } })
  expect(codeOf(await world.post('invoice', sale('C-4', { CustomerRef: { value: '2' } })))).toBe('6210')
})

test('a sparse update keeps the rest, a full one empties it, and a stale one is refused', async () => {
  const { Id } = (await world.post('invoice', sale('U-1', { PrivateNote: 'a.1' }))).body.Invoice
  const sparse = { Id, SyncToken: '0', sparse: true, DueDate: '2026-12-24' }
  expect((await world.post('invoice', sparse)).body.Invoice).toMatchObject({
    PrivateNote: 'a.1',
    SyncToken: '1',
  })
  expect(codeOf(await world.post('invoice', sparse))).toBe('5010')
  const full = { ...sale('U-1'), Id, SyncToken: '1' }
  const { body } = await world.post('invoice', full)
  expect(body.Invoice).not.toHaveProperty('PrivateNote')
  expect(codeOf(await world.post('invoice', { ...full, Id: '999' }))).toBe('610')
})

test('void empties the amounts and keeps the number; delete leaves nothing', async () => {
  const { Id } = (await world.post('invoice', sale('V-1', { PrivateNote: 'a.1' }))).body.Invoice
  const { body } = await world.post('invoice?operation=void', { Id, SyncToken: '0' })
  expect(body.Invoice).toMatchObject({
    TotalAmt: 0,
    Balance: 0,
    DocNumber: 'V-1',
    PrivateNote: 'Voided - a.1',
  })
  expect(codeOf(await world.post('invoice', sale('V-1')))).toBe('6140')
  const gone = await world.post('invoice?operation=delete', { Id, SyncToken: '1' })
  expect(gone.body.Invoice).toMatchObject({ Id, status: 'Deleted' })
  expect(codeOf(await world.call('GET', `invoice/${Id}`))).toBe('610')
  const memo = (await world.post('creditmemo', sale('V-2'))).body.CreditMemo
  await world.sim.control.setParameters({ creditMemoVoid: false })
  const removal = { Id: memo.Id, SyncToken: '0' }
  expect(codeOf(await world.post('creditmemo?operation=void', removal))).toBe('6000')
  await world.sim.control.setParameters({ creditMemoVoid: true })
  expect((await world.post('creditmemo?operation=void', removal)).status).toBe(200)
})

test('customers, vendors and employees share their names', async () => {
  expect(codeOf(await world.post('vendor', { DisplayName: 'acacia dental group' }))).toBe('6240')
  expect(codeOf(await world.post('customer', { DisplayName: 'Robin Engineer' }))).toBe('6240')
  expect(codeOf(await world.post('customer', { DisplayName: 'A:B' }))).toBe('6000')
  expect(codeOf(await world.post('customer', {}))).toBe('2020')
  const { Customer } = (
    await world.post('customer', { DisplayName: 'New Pty Ltd', CurrencyRef: { value: 'USD' } })
  ).body
  expect(definitions?.('Customer')(Customer)).toBeUndefined()
  const rename = { Id: Customer.Id, SyncToken: '0', sparse: true, Active: false }
  expect((await world.post('customer', rename)).body.Customer).toMatchObject({
    Active: false,
    SyncToken: '1',
  })
  expect((await world.post('vendor', { DisplayName: 'New Pty Ltd' })).status).toBe(200)
})

test('queries select, count, order and page; what cannot be asked is refused', async () => {
  for (const number of ['Q-1', 'Q-2', "Q'3"]) await world.post('invoice', sale(number))
  const text = encodeURIComponent(
    "select * from Invoice where DocNumber in ('Q-1', 'q\\'3') orderby DocNumber desc",
  )
  const two = (await world.call('GET', `query?query=${text}`)).body.QueryResponse
  expect(two.Invoice?.map(({ DocNumber }) => DocNumber)).toEqual(['Q-1', "Q'3"])
  expect(
    await world.query("select count(*) from Invoice where TotalAmt > '109' and DocNumber like 'Q%'"),
  ).toEqual({ totalCount: 3 })
  const page = await world.query('select Id, DocNumber from Invoice startposition 2 maxresults 1')
  expect(page).toMatchObject({
    startPosition: 2,
    maxResults: 1,
    Invoice: [{ DocNumber: 'Q-2', sparse: true }],
  })
  expect(await world.query("select * from Invoice where CustomerRef = '2'")).toEqual({})
  await world.sim.control.seed({ kind: 'entity', type: 'Customer', entityId: '1', active: false })
  expect(await world.query('select count(*) from Customer')).toEqual({ totalCount: 11 })
  expect(await world.query('select count(*) from Customer where Active in (true, false)')).toEqual({
    totalCount: 12,
  })
  for (const wrong of [
    "select * from Invoice where PrivateNote = 'x'",
    'select * from Invoice maxresults 1001',
    'select x',
  ])
    expect(await world.query(wrong)).toMatchObject({ error: expect.stringContaining('Query') })
})

test('a batch: each operation has its own answer or its own fault; thirty are the most', async () => {
  const items = [
    { bId: '1', operation: 'create', Invoice: sale('B-1') },
    { bId: '2', operation: 'create', Invoice: sale('B-2', { CustomerRef: { value: '999' } }) },
    { bId: '3', Query: "select * from Customer where Id = '1'" },
  ]
  const { status, body } = await world.post('batch?requestid=b-1', { BatchItemRequest: items })
  expect(status).toBe(200)
  expect(body.BatchItemResponse).toMatchObject([
    { bId: '1', Invoice: { DocNumber: 'B-1' } },
    { bId: '2', Fault: { Error: [{ code: '2500' }] } },
    { bId: '3', QueryResponse: { Customer: [{ Id: '1' }] } },
  ])
  const again = await world.post('batch?requestid=b-1', { BatchItemRequest: items })
  expect(again.body.BatchItemResponse[0]?.Invoice?.Id).toBe(body.BatchItemResponse[0]?.Invoice?.Id)
  const many = Array.from({ length: 31 }, (_, at) => ({ bId: `${at}`, Query: 'select * from Term' }))
  expect((await world.post('batch', { BatchItemRequest: many })).status).toBe(400)
  expect((await world.post('batch', { BatchItemRequest: many.slice(1) })).status).toBe(200)
  const long = [{ bId: 'b'.repeat(11), Query: 'select * from Term' }]
  expect((await world.post('batch?requestid=x', { BatchItemRequest: long })).status).toBe(400)
  expect((await world.post(`batch?requestid=${'x'.repeat(37)}`, { BatchItemRequest: [] })).status).toBe(400)
})
