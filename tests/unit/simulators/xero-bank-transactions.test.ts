import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DEMO_AU } from '../../simulators/xero/seed.ts'
import { startWithCaller, xeroCaller } from './xero-client.ts'

let sim: Awaited<ReturnType<typeof startWithCaller>>
let clean: string

beforeAll(async () => {
  sim = await startWithCaller({ parameters: { minuteLimit: 10_000 } })
  clean = await sim.xero.control.snapshot()
})
beforeEach(() => sim.xero.control.restore(clean))
afterAll(() => sim.xero.close())

const line = (UnitAmount: number, more: object = {}) => ({
  Description: 'Fuel',
  Quantity: 1,
  UnitAmount,
  AccountCode: '449',
  TaxType: 'INPUT',
  ...more,
})
const spent = (Reference: string, more: object = {}) => ({
  Type: 'SPEND',
  Contact: { Name: 'Acacia Dental Group' },
  BankAccount: { Code: '090' },
  Date: '2026-11-02',
  Reference,
  LineAmountTypes: 'Exclusive',
  LineItems: [line(100)],
  ...more,
})
const put = (rows: object[], query = '?summarizeErrors=false') =>
  sim.call('PUT', `BankTransactions${query}`, { BankTransactions: rows })
const change = (id: string, more: object) =>
  sim.call('POST', `BankTransactions/${id}`, { BankTransactions: [{ BankTransactionID: id, ...more }] })

async function books() {
  const { organisations } = await sim.xero.control.truth()
  return organisations.find(({ tenantId }) => tenantId === DEMO_AU)?.bankTransactions ?? []
}

type Answer = Awaited<ReturnType<typeof put>>
const first = ({ body }: Answer) => body.BankTransactions?.[0] ?? {}
const words = (answer: Answer) => JSON.stringify(answer.body)

test('is answered as it stands: account, contact, lines with their tax, and not reconciled', async () => {
  const answer = await put([spent('B-1', { Url: 'https://e.example/r/1' })])
  expect(first(answer)).toMatchObject({
    Type: 'SPEND',
    Reference: 'B-1',
    Status: 'AUTHORISED',
    IsReconciled: false,
    BankAccount: { Code: '090', Name: 'Business Bank Account' },
    Contact: { Name: 'Acacia Dental Group' },
    CurrencyCode: 'AUD',
    Url: 'https://e.example/r/1',
    StatusAttributeString: 'OK',
    LineItems: [{ AccountCode: '449', TaxType: 'INPUT' }],
  })
  expect(answer.text).toContain('"Total":110.00')
  const id = String(first(answer).BankTransactionID)
  expect(first(await sim.call('GET', `BankTransactions/${id}`)).LineItems).toEqual(first(answer).LineItems)
  expect((await sim.call('GET', `BankTransactions/${DEMO_AU}`)).status).toBe(404)
})

test('the list is filtered by type and reference, and has lines with a page only', async () => {
  await put([spent('B-1'), spent('B-2'), spent('B-1', { Type: 'RECEIVE' }), spent('say "4"')])
  const listed = async (text: string) => {
    const { body } = await sim.call('GET', `BankTransactions?page=1&where=${encodeURIComponent(text)}`)
    return (body.BankTransactions ?? []).map(row => [row.Type, row.Reference])
  }
  expect(await listed('Type=="SPEND" AND Reference=="B-1"')).toEqual([['SPEND', 'B-1']])
  expect(await listed('Reference=="b-1"')).toHaveLength(2)
  expect(await listed('Reference=="say \\"4\\""')).toEqual([['SPEND', 'say "4"']])
  expect(await listed('Status=="DELETED"')).toEqual([])
  expect(first(await sim.call('GET', 'BankTransactions'))).toMatchObject({ LineItems: [] })
  expect(first(await sim.call('GET', 'BankTransactions?page=1')).LineItems).toHaveLength(1)
})

test('what cannot be a bank transaction is refused in words, each alone', async () => {
  const cases: [object, string][] = [
    [{ BankAccount: { Code: '855' } }, 'not an active account of type BANK'],
    [{ BankAccount: {} }, 'not an active account of type BANK'],
    [{ LineItems: [] }, 'At least one line item'],
    [{ LineItems: [line(0)] }, 'must not be 0'],
    [{ LineItems: [line(10, { Quantity: -1 })] }, 'greater than 0'],
    [{ LineItems: [line(10), line(-10)] }, 'must be positive'],
    [{ LineItems: [line(100, { TaxAmount: 9.5 })] }, 'must match'],
    [{ LineItems: [line(10, { AccountCode: '091' })] }, 'Account must be valid'],
    [{ Contact: undefined }, 'The Contact must contain'],
    [{ Url: 'https://xero.example/r/1' }, 'Url'],
  ]
  const answer = await put([...cases.map(([more]) => spent('B-NO', more)), spent('B-YES')])
  const told = (answer.body.BankTransactions ?? []).map(row => JSON.stringify(row.ValidationErrors ?? ''))
  for (const [at, [, text]] of cases.entries()) expect(told[at]).toContain(text)
  expect((await books()).map(({ number }) => number)).toEqual(['B-YES'])
  expect((await put([spent('B-2', { LineItems: [line(100, { TaxAmount: 10 })] })])).status).toBe(200)
  expect(first(await put([spent('B-3', { LineItems: [line(100), line(-40)] })]))).toMatchObject({
    StatusAttributeString: 'OK',
  })
})

test('without a word on it prices include their tax', async () => {
  await put([spent('B-1', { LineAmountTypes: undefined, LineItems: [line(110)] })])
  expect(await books()).toMatchObject([{ total: '110.00', totalTax: '10.00', subTotal: '100.00' }])
})

test('it is changed by its id, deleted by id and status, and then nothing more', async () => {
  const id = String(first(await put([spent('B-1')])).BankTransactionID)
  const more = { ...spent('B-2'), BankAccount: { Code: '092' }, LineItems: [line(50)] }
  expect(first(await change(id, more))).toMatchObject({ Reference: 'B-2', BankAccount: { Code: '092' } })
  expect(words(await change(id, { ...more, Type: 'RECEIVE' }))).toContain('Type must be')
  expect(first(await change(id, { Status: 'DELETED' }))).toMatchObject({ Status: 'DELETED' })
  expect(words(await change(id, { Status: 'DELETED' }))).toContain('not of valid status')
  expect(words(await change(id, more))).toContain('not of valid status')
  expect(await books()).toMatchObject([{ number: 'B-2', status: 'DELETED', total: '55.00' }])
})

test('what is reconciled is neither changed nor deleted until that is taken back', async () => {
  const id = String(first(await put([spent('B-1')])).BankTransactionID)
  const act = (name: string) =>
    fetch(`${sim.xero.url}/app/!nw7Au/bank/${id}/${name}`, { method: 'POST', redirect: 'manual' })
  await act('reconcile')
  expect(first(await sim.call('GET', `BankTransactions/${id}`))).toMatchObject({ IsReconciled: true })
  for (const more of [{ Status: 'DELETED' }, spent('B-2')])
    expect(words(await change(id, more))).toContain('has been reconciled with a Bank Statement')
  await act('unreconcile')
  expect(first(await change(id, { Status: 'DELETED' }))).toMatchObject({ Status: 'DELETED' })
})

test('POST without an id makes another, and knows no reference', async () => {
  await put([spent('B-1')])
  await sim.call('POST', 'BankTransactions', { BankTransactions: [spent('B-1')] })
  expect(await books()).toHaveLength(2)
  expect(words(await change(DEMO_AU, spent('B-3')))).toContain('was not found')
})

test('asks for its own scope, and reading is less than writing', async () => {
  const reader = await xeroCaller(sim.xero, { scope: 'accounting.banktransactions.read' })
  expect((await reader.call('GET', 'BankTransactions')).status).toBe(200)
  const body = { BankTransactions: [spent('B-1')] }
  expect((await reader.call('PUT', 'BankTransactions', body)).status).toBe(401)
  const other = await xeroCaller(sim.xero, { scope: 'accounting.invoices' })
  expect((await other.call('GET', 'BankTransactions')).status).toBe(401)
})

test('one call under its key makes one, and what Xero does not know of it is no call', async () => {
  const body = { BankTransactions: [spent('B-1')] }
  const made = await sim.call('PUT', 'BankTransactions', body, { 'idempotency-key': 'k-1' })
  const again = await sim.call('PUT', 'BankTransactions', body, { 'idempotency-key': 'k-1' })
  expect(first(again).BankTransactionID).toBe(first(made).BankTransactionID)
  expect(await books()).toHaveLength(1)
  for (const slip of [
    { DueDate: '2026-11-30' },
    { CurrencyCode: 'USD' },
    { Type: 'SPEND-TRANSFER' },
    { LineItems: undefined },
    { BankAccount: undefined },
    { Status: 'DRAFT' },
  ])
    expect([slip, (await put([spent('B-2', slip)])).status]).toEqual([slip, 501])
})

test('accounts of a bank say whether they are cards, and in which currency they are kept', async () => {
  const { body } = await sim.call('GET', 'Accounts')
  const of = (code: string) => (body.Accounts ?? []).find(row => row.Code === code) ?? {}
  expect(of('090')).toMatchObject({ Type: 'BANK', BankAccountType: 'BANK', CurrencyCode: 'AUD' })
  expect(of('092')).toMatchObject({ Type: 'BANK', BankAccountType: 'CREDITCARD', CurrencyCode: 'AUD' })
  expect(of('449')).not.toHaveProperty('CurrencyCode')
})
