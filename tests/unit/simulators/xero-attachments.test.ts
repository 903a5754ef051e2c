import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { invoice, startWithCaller } from './xero-client.ts'

let sim: Awaited<ReturnType<typeof startWithCaller>>
let clean: string

beforeAll(async () => {
  sim = await startWithCaller({ parameters: { minuteLimit: 10_000 } })
  clean = await sim.xero.control.snapshot()
})
beforeEach(async () => {
  await sim.xero.control.restore(clean)
  await sim.xero.control.setParameters({ sameNameReplaces: false })
})
afterAll(() => sim.xero.close())

async function made(number: string): Promise<string> {
  const { body } = await sim.call('PUT', 'Invoices?summarizeErrors=false', { Invoices: [invoice(number)] })
  return String(body.Invoices?.[0]?.InvoiceID)
}
const attach = (id: string, name: string, content: object = { bytes: name }) =>
  sim.call('PUT', `Invoices/${id}/Attachments/${encodeURIComponent(name)}`, content, {
    'content-type': 'application/pdf',
  })
const names = async (id: string) =>
  (await sim.call('GET', `Invoices/${id}/Attachments`)).body.Attachments?.map(({ FileName }) => FileName)

test('a document says that something hangs on it, and what', async () => {
  const id = await made('A-1')
  const standing = async () => (await sim.call('GET', `Invoices/${id}`)).body.Invoices?.[0]?.HasAttachments
  expect([await standing(), await names(id)]).toEqual([false, []])
  const { status, body } = await attach(id, 'Hotel (1).pdf')
  expect([status, body.Attachments]).toMatchObject([
    200,
    [{ FileName: 'Hotel (1).pdf', MimeType: 'application/pdf', ContentLength: 25 }],
  ])
  expect([await standing(), await names(id)]).toEqual([true, ['Hotel (1).pdf']])
})

test('an eleventh is refused, and one of a document that is not there', async () => {
  const id = await made('A-2')
  for (let place = 1; place <= 10; place += 1) expect((await attach(id, `${place}.pdf`)).status).toBe(200)
  expect((await attach(id, '11.pdf')).status).toBe(400)
  expect(await names(id)).toHaveLength(10)
  const other = await sim.call('GET', `CreditNotes/${id}/Attachments`)
  expect(other.status).toBe(404)
})

test.each([
  [false, 2],
  [true, 1],
])('a second one of the same name, where names replace: %s', async (sameNameReplaces, hanging) => {
  await sim.xero.control.setParameters({ sameNameReplaces })
  const id = await made('A-3')
  for (const content of [{ one: 1 }, { two: 2 }]) await attach(id, 'a.pdf', content)
  expect(await names(id)).toHaveLength(hanging)
})
