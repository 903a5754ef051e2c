import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_AU, DEMO_US } from '../../simulators/xero/seed.ts'
import { invoice, startWithCaller } from './xero-client.ts'

let sim: Awaited<ReturnType<typeof startWithCaller>>
let clean: string

beforeAll(async () => {
  sim = await startWithCaller({ parameters: { minuteLimit: 10_000 } })
  clean = await sim.xero.control.snapshot()
})
afterAll(() => sim.xero.close())

const put = (invoices: object[], query = '?summarizeErrors=false&unitdp=4') =>
  sim.call('PUT', `Invoices${query}`, { Invoices: invoices })

async function invoices() {
  const { organisations } = await sim.xero.control.truth()
  return organisations.find(({ tenantId }) => tenantId === DEMO_AU)?.invoices ?? []
}

function messages(body: Awaited<ReturnType<typeof put>>['body'], at = 0) {
  return JSON.stringify(body.Invoices?.[at]?.ValidationErrors ?? [])
}

test('tax is rounded line by line and then added up', async () => {
  await sim.xero.control.restore(clean)
  const lines = ['25.06', '25.61', '25.63'].map(price => ({
    Description: 'x',
    Quantity: 1,
    UnitAmount: Number(price),
    AccountCode: '200',
  }))
  const { text } = await put([invoice('T-1', { LineItems: lines })])
  // 10 % here: 2.51 + 2.56 + 2.56, where the tax of the sum would be 7.63 too; the classic case needs 15 %.
  expect(text).toContain('"TotalTax":7.63')
  const { lineTax, Money } = await import('../../simulators/xero/money.ts')
  const taxes = ['25.06', '25.61', '25.63'].map(price => lineTax(new Money(price), '15', 'Exclusive', 'up'))
  expect(Money.sum(...taxes).toFixed(2)).toBe('11.44')
  expect(lineTax(new Money('76.30'), '15', 'Exclusive', 'up').toFixed(2)).toBe('11.45')
})

test('unit prices have two places, or four on request, and totals stay exact', async () => {
  const line = { Description: 'x', Quantity: 3, UnitAmount: 1.2345, AccountCode: '200' }
  const four = await put([invoice('U-4', { LineItems: [line] })])
  expect(four.text).toContain('"UnitAmount":1.2345')
  expect(four.text).toContain('"LineAmount":3.70')
  const two = await put([invoice('U-2', { LineItems: [line] })], '?summarizeErrors=false')
  expect(two.text).toContain('"UnitAmount":1.23,')
  expect(two.text).toContain('"LineAmount":3.69')
})

test('a line amount that disagrees is refused in the vendor’s words', async () => {
  const line = { Description: 'x', Quantity: 3, UnitAmount: 1.1, LineAmount: 3.31, AccountCode: '200' }
  const { body } = await put([invoice('L-1', { LineItems: [line] })])
  expect(messages(body)).toContain('The line total 3.31 does not match the expected line total 3.30')
})

test('PUT creates only; POST silently overwrites the same number', async () => {
  await put([invoice('N-1')])
  const again = await put([invoice('N-1')])
  expect(messages(again.body)).toContain('Invoice # must be unique.')
  expect(again.body.Invoices?.[0]).toMatchObject({
    StatusAttributeString: 'ERROR',
    InvoiceID: '00000000-0000-0000-0000-000000000000',
  })
  const changed = invoice('N-1', { Reference: 'overwritten' })
  const post = await sim.call('POST', 'Invoices?summarizeErrors=false', { Invoices: [changed] })
  expect(post.body.Invoices?.[0]?.StatusAttributeString).toBe('OK')
  expect((await invoices()).filter(({ number }) => number === 'N-1')).toMatchObject([
    { reference: 'overwritten' },
  ])
})

test('duplicate numbers pass when their refusal is off, and bills always may share one', async () => {
  await sim.xero.control.setParameters({ refuseDuplicateNumbers: false })
  await put([invoice('D-1')])
  await put([invoice('D-1')])
  await sim.xero.control.setParameters({ refuseDuplicateNumbers: true })
  expect((await invoices()).filter(({ number }) => number === 'D-1')).toHaveLength(2)
  const bill = invoice('B-1', {
    Type: 'ACCPAY',
    LineItems: [{ Description: 'x', UnitAmount: 5, AccountCode: '310' }],
  })
  const bills = await put([bill, bill])
  expect(bills.body.Invoices?.map(({ StatusAttributeString }) => StatusAttributeString)).toEqual(['OK', 'OK'])
})

test('whether a voided number is free again is a parameter', async () => {
  const { body } = await put([invoice('V-1')])
  const id = String(body.Invoices?.[0]?.InvoiceID)
  await sim.call('POST', `Invoices/${id}`, { Invoices: [{ InvoiceID: id, Status: 'VOIDED' }] })
  expect(messages((await put([invoice('V-1')])).body)).toContain('Invoice # must be unique.')
  await sim.xero.control.setParameters({ voidedNumberReusable: true })
  expect((await put([invoice('V-1')])).body.Invoices?.[0]?.StatusAttributeString).toBe('OK')
  await sim.xero.control.setParameters({ voidedNumberReusable: false })
})

test('business rules refuse with the known messages, each element for itself', async () => {
  const line = { Description: 'x', UnitAmount: 10, AccountCode: '201' }
  const track = [{ Name: 'Department', Option: 'Nowhere' }]
  const answer = await put([
    invoice('R-0'),
    invoice('R-1', { LineItems: [{ ...line, AccountCode: '999' }] }),
    invoice('R-2', { LineItems: [{ ...line, TaxType: 'INPUT' }] }),
    invoice('R-3', { LineItems: [{ ...line, TaxType: 'GHOST' }] }),
    invoice('R-4', { CurrencyCode: 'EUR' }),
    invoice('R-5', { Url: 'https://go.xero.example/1' }),
    invoice('R-6', { Contact: { ContactNumber: '' } }),
    invoice('R-7', { LineItems: [{ ...line, Tracking: track }] }),
  ])
  expect(answer.status).toBe(200)
  const elements = answer.body.Invoices ?? []
  expect(elements.map(({ StatusAttributeString }) => StatusAttributeString)).toEqual([
    'OK',
    ...Array(7).fill('ERROR'),
  ])
  expect(messages(answer.body, 1)).toContain('Account must be valid.')
  expect(messages(answer.body, 2)).toContain(
    "The TaxType code 'INPUT' cannot be used with account code '201'",
  )
  expect(messages(answer.body, 3)).toContain('Tax rate must be valid.')
  expect(messages(answer.body, 4)).toContain('Organisation is not subscribed to currency EUR')
  expect(messages(answer.body, 6)).toContain('The Contact must contain at least 1')
  expect(messages(answer.body, 7)).toContain("Tracking option 'Nowhere'")
})

test('the lock date and an archived account stop an approved invoice', async () => {
  await sim.xero.control.seed({ kind: 'organisation', change: { periodLockDate: '2026-11-02' } })
  const locked = await put([invoice('K-1')])
  expect(messages(locked.body)).toContain('The document date cannot be before the period lock date')
  await sim.xero.control.restore(clean)
  await sim.xero.control.seed({ kind: 'account', code: '201', status: 'ARCHIVED' })
  expect(messages((await put([invoice('K-2')])).body)).toContain('Account must be valid.')
  await sim.xero.control.restore(clean)
})

test('without summarizeErrors=false one bad element makes a 400, and the good ones are a parameter', async () => {
  const mixed = [invoice('M-1'), invoice('M-2', { CurrencyCode: 'EUR' })]
  const first = await put(mixed, '')
  expect([first.status, first.text.includes('"ErrorNumber":10')]).toEqual([400, true])
  expect(await invoices()).toHaveLength(0)
  await sim.xero.control.setParameters({ mixedBatchSavesValid: true })
  expect((await put(mixed, '')).status).toBe(400)
  await sim.xero.control.setParameters({ mixedBatchSavesValid: false })
  expect(await invoices()).toHaveLength(1)
})

test('a contact is found or made by name, and a refused document leaves none behind', async () => {
  await put([invoice('C-1', { Contact: { Name: 'Brand New Pty Ltd' } })])
  await put([invoice('C-2', { Contact: { Name: 'Never Made' }, CurrencyCode: 'EUR' })])
  const made = await sim.call('GET', 'Contacts?searchTerm=brand%20new')
  expect(made.body.Contacts).toHaveLength(1)
  expect((await sim.call('GET', 'Contacts?searchTerm=never')).body.Contacts).toHaveLength(0)
  const twice = await sim.call('PUT', 'Contacts?summarizeErrors=false', {
    Contacts: [{ Name: 'brand new pty ltd' }],
  })
  expect(twice.text).toContain('is already assigned to another contact')
})

test('a payment closes the invoice, deleting it opens it again, and more than is due is refused', async () => {
  const made = await put([invoice('P-1')])
  const InvoiceID = String(made.body.Invoices?.[0]?.InvoiceID)
  const pay = (Amount: number) =>
    sim.call('PUT', 'Payments', { Payments: [{ Invoice: { InvoiceID }, Account: { Code: '090' }, Amount }] })
  expect((await pay(111)).text).toContain('Payment amount exceeds the amount outstanding on this document')
  const paid = await pay(110)
  expect((await sim.call('GET', `Invoices/${InvoiceID}`)).body.Invoices?.[0]?.Status).toBe('PAID')
  const voiding = await sim.call('POST', `Invoices/${InvoiceID}`, { Invoices: [{ Status: 'VOIDED' }] })
  expect(voiding.text).toContain('cannot be edited as it has a payment')
  await sim.call('POST', `Payments/${paid.body.Payments?.[0]?.PaymentID}`, { Status: 'DELETED' })
  expect((await sim.call('GET', `Invoices/${InvoiceID}`)).text).toContain('"AmountDue":110.00')
})

test('a credit note is allocated up to what it has and what the invoice owes', async () => {
  const made = await put([invoice('A-1')])
  const InvoiceID = String(made.body.Invoices?.[0]?.InvoiceID)
  const { InvoiceNumber: _number, DueDate: _due, ...credit } = { ...invoice(''), Type: 'ACCRECCREDIT' }
  const note = await sim.call('PUT', 'CreditNotes?summarizeErrors=false', {
    CreditNotes: [{ ...credit, CreditNoteNumber: 'CR-1' }],
  })
  const id = String(note.body.CreditNotes?.[0]?.CreditNoteID)
  const give = (Amount: number) =>
    sim.call('PUT', `CreditNotes/${id}/Allocations`, {
      Allocations: [{ Invoice: { InvoiceID }, Amount, Date: '2026-11-03' }],
    })
  expect((await give(40)).status).toBe(200)
  expect((await give(90)).status).toBe(400)
  expect((await sim.call('GET', `Invoices/${InvoiceID}`)).text).toContain('"AmountDue":70.00')
  expect((await sim.call('GET', `CreditNotes/${id}`)).text).toContain('"RemainingCredit":70.00')
})

test('lists page, filter, and show lines only with a page', async () => {
  await sim.xero.control.restore(clean)
  await put([invoice('Q-1', { Reference: 'ours' }), invoice('Q-2'), invoice('Q-3')])
  const page = await sim.call('GET', 'Invoices?page=2&pageSize=2')
  expect(page.body.pagination).toEqual({ page: 2, pageSize: 2, pageCount: 2, itemCount: 3 })
  expect(page.body.Invoices?.[0]?.LineItems).toHaveLength(1)
  const named = await sim.call('GET', 'Invoices?InvoiceNumbers=q-1,Q-9')
  expect(named.body.Invoices).toMatchObject([{ InvoiceNumber: 'Q-1', LineItems: [] }])
  const where = encodeURIComponent('Reference=="ours" AND Status=="AUTHORISED"')
  expect((await sim.call('GET', `Invoices?where=${where}`)).body.Invoices).toHaveLength(1)
  const since = new Date(Date.now() + 3_600_000).toISOString()
  const later = await sim.call('GET', 'Invoices', undefined, { 'if-modified-since': since })
  expect(later.body.Invoices).toHaveLength(0)
})

test('unknown routes, fields and parameters answer 501 and are on record', async () => {
  await sim.xero.control.clearCalls()
  const typo = await put([invoice('S-1', { InvoiceNumer: 'x' })])
  const numberAsText = await put([invoice('S-2', { LineItems: [{ Description: 'x', UnitAmount: '5' }] })])
  const route = await sim.call('GET', 'Journals')
  const parameter = await sim.call('GET', 'Invoices?pagesize=3')
  expect([typo, numberAsText, route, parameter].map(({ status }) => status)).toEqual([501, 501, 501, 501])
  expect(await sim.xero.control.unknown()).toHaveLength(4)
})

test('organisations are apart: ids of one are unknown in the other', async () => {
  const made = await put([invoice('O-1')])
  const id = String(made.body.Invoices?.[0]?.InvoiceID)
  const other = await sim.call('GET', `Invoices/${id}`, undefined, { 'xero-tenant-id': DEMO_US })
  expect(other.status).toBe(404)
})
