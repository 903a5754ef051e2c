import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DEMO, type RunningConnectWise, startConnectWise } from '../../simulators/connectwise/index.ts'
import { documentChecks } from '../../simulators/kit/schema.ts'
import { callerOf, patch, post } from './connectwise-client.ts'

type Amount = { text: string }
type Payment = { id: Amount; amount: Amount; paymentDate: string; invoiceBalance: Amount; appliedBy: string }
type Invoice = { total: Amount; payments: Amount; balance: Amount }

let simulator: RunningConnectWise
let call: ReturnType<typeof callerOf>
const place = '/finance/invoices/1201/payments'
const day = '2026-11-20T00:00:00Z'

beforeEach(async () => {
  simulator = await startConnectWise()
  call = callerOf(simulator)
})
afterEach(() => simulator.close())

const pay = (amount: number, paymentDate = day) =>
  call<Payment>(place, post({ amount, paymentDate, invoice: { id: 1201 } }))
const invoice = async () => (await call<Invoice>('/finance/invoices/1201')).body

const ajv = new Ajv({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(JSON.parse(readFileSync('tests/simulators/connectwise/schema/rows.json', 'utf8')), 'rows')

test('a payment is of the vendor’s form and takes what the invoice owes down', async () => {
  const before = await invoice()
  const made = await pay(10.5)
  expect([made.status, made.body.amount.text, made.body.paymentDate]).toEqual([201, '10.5', day])
  const check = ajv.getSchema('rows#/definitions/InvoicePayment')
  const row: unknown = JSON.parse(made.text)
  expect(check?.(row), JSON.stringify(check?.errors)).toBe(true)
  expect(documentChecks('connectwise.openapi.json')?.('InvoicePayment')(row)).toBeUndefined()
  const after = await invoice()
  expect(after.payments.text).toBe('10.50')
  expect(Number(before.balance.text) - Number(after.balance.text)).toBeCloseTo(10.5)
  expect((await call(`${place}/count`)).text).toBe('{"count":1}')
  expect((await call<Payment[]>(place)).body.map(one => one.id.text)).toEqual([made.body.id.text])
})

test('it is changed field by field, replaced and taken back', async () => {
  const { body } = await pay(10)
  const one = `${place}/${body.id.text}`
  expect((await call<Payment>(one, patch('amount', 12.25))).body.amount.text).toBe('12.25')
  expect((await call<Payment>(one, patch('paymentDate/day', 'x'))).body.paymentDate).toBe(day)
  const put = { method: 'PUT', body: JSON.stringify({ amount: 3, paymentDate: '2026-11-21T00:00:00Z' }) }
  expect((await call<Payment>(one, put)).body).toMatchObject({ paymentDate: '2026-11-21T00:00:00Z' })
  expect((await invoice()).payments.text).toBe('3.00')
  expect((await call(one, { method: 'DELETE' })).status).toBe(204)
  expect((await call(one)).status).toBe(404)
  expect((await invoice()).payments.text).toBe('0.00')
})

test('what cannot be paid is refused, and an invented field is ours to answer', async () => {
  expect((await pay(0)).status).toBe(400)
  expect((await pay(1.234)).status).toBe(400)
  expect((await pay(9_999_999)).status).toBe(400)
  expect((await call(place, post({ amount: 1, invoice: { id: 1202 } }))).status).toBe(400)
  expect((await call('/finance/invoices/999999/payments')).status).toBe(404)
  expect((await call(place, post({ amount: 1, paidOn: day }))).status).toBe(501)
  await simulator.control.setParameters({ refuseOverpayment: false })
  expect((await pay(9_999_999)).status).toBe(201)
})

test('several payments of an invoice, or one', async () => {
  expect([(await pay(1)).status, (await pay(1)).status]).toEqual([201, 201])
  await simulator.control.setParameters({ severalPaymentsPerInvoice: false })
  expect((await pay(1)).status).toBe(400)
})

test('each door asks for its own right of Invoicing', async () => {
  const { body } = await pay(5)
  const take = (allowed: string) =>
    simulator.control.call('POST', 'roles', { tenant: DEMO.company, right: 'Finance/Invoicing', allowed })
  await take('I')
  expect((await pay(1)).status).toBe(403)
  expect((await call(`${place}/${body.id.text}`, { method: 'DELETE' })).status).toBe(403)
  expect((await call(place)).status).toBe(200)
  await take('')
  expect((await call(place)).status).toBe(403)
})
