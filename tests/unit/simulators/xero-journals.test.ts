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

const line = (LineAmount: number, AccountCode: string, more: object = {}) => ({
  LineAmount,
  AccountCode,
  Description: 'Stock',
  ...more,
})
const journal = (Narration: string, more: object = {}) => ({
  Narration,
  Date: '2026-11-02',
  Status: 'POSTED',
  JournalLines: [line(100, '310'), line(-100, '630')],
  ...more,
})
const put = (journals: object[], query = '?summarizeErrors=false') =>
  sim.call('PUT', `ManualJournals${query}`, { ManualJournals: journals })

async function books() {
  const { organisations } = await sim.xero.control.truth()
  return organisations.find(({ tenantId }) => tenantId === DEMO_AU)?.journals ?? []
}

type Answer = Awaited<ReturnType<typeof put>>
const first = ({ body }: Answer) => body.ManualJournals?.[0] ?? {}
const messages = (answer: Answer) => JSON.stringify(first(answer).ValidationErrors ?? [])

test('is answered as it stands, its lines with their accounts, untaxed and of two places', async () => {
  const answer = await put([journal('J-1', { Url: 'https://e.example/r/1' })])
  expect(first(answer)).toMatchObject({
    Narration: 'J-1',
    Status: 'POSTED',
    LineAmountTypes: 'NoTax',
    Url: 'https://e.example/r/1',
    ShowOnCashBasisReports: true,
    StatusAttributeString: 'OK',
    JournalLines: [
      { AccountCode: '310', TaxType: 'NONE', Tracking: [], IsBlank: false },
      { AccountCode: '630' },
    ],
  })
  expect(answer.text).toContain('"LineAmount":100.00')
  expect(answer.text).toContain('"LineAmount":-100.00')
  const id = String(first(answer).ManualJournalID)
  const read = await sim.call('GET', `ManualJournals/${id}`)
  expect(first(read).JournalLines).toEqual(first(answer).JournalLines)
  expect((await sim.call('GET', `ManualJournals/${DEMO_AU}`)).status).toBe(404)
})

test('the list is filtered, ordered and paged, and has lines with a page only', async () => {
  await put(['J-1', 'J-2', 'J-3', 'say "4"'].map(name => journal(name)))
  const listed = async (query: string) => {
    const { body } = await sim.call('GET', `ManualJournals${query}`)
    return (body.ManualJournals ?? []).map(row => row.Narration)
  }
  const where = (text: string) => `?page=1&where=${encodeURIComponent(text)}`
  expect(await listed(where('Narration=="J-2"'))).toEqual(['J-2'])
  expect(await listed(where('Narration=="say \\"4\\""'))).toEqual(['say "4"'])
  expect(await listed(where('Status=="POSTED" AND Narration=="j-3"'))).toEqual(['J-3'])
  expect(await listed('?order=Narration%20DESC&page=2&pageSize=2')).toEqual(['J-2', 'J-1'])
  const bare = await sim.call('GET', 'ManualJournals')
  expect(first(bare)).toMatchObject({ JournalLines: [] })
  const paged = await sim.call('GET', 'ManualJournals?page=1')
  expect(first(paged).JournalLines).toHaveLength(2)
  expect(paged.body.pagination).toMatchObject({ page: 1, pageSize: 100, pageCount: 1, itemCount: 4 })
  const since = await sim.call('GET', 'ManualJournals', undefined, {
    'if-modified-since': '2099-01-01T00:00:00',
  })
  expect(since.body.ManualJournals).toEqual([])
})

test('what does not balance, has one line or names what is not there is refused in words, alone', async () => {
  const answer = await put([
    journal('J-1', { JournalLines: [line(100, '310'), line(-10, '630')] }),
    journal('J-2', { JournalLines: [line(0, '310')] }),
    journal('J-3', { JournalLines: [line(1, '310'), line(-1, '4711')] }),
    journal('J-4', { Url: 'https://xero.example/r/1' }),
    journal('J-5', { Status: 'VOIDED' }),
    journal('J-6'),
  ])
  const told = (answer.body.ManualJournals ?? []).map(row => JSON.stringify(row.ValidationErrors ?? ''))
  expect(told[0]).toContain('The total debits (100.00) must equal total credits (-10.00)')
  expect(told[1]).toContain('At least two journal lines')
  expect(told[2]).toContain("Account code '4711' is not a valid code for this document.")
  expect(told[3]).toContain('Url')
  expect(told[4]).toContain('VOIDED')
  expect((await books()).map(({ number }) => number)).toEqual(['J-6'])
  const summed = await put([journal('J-7', { JournalLines: [line(5, '310'), line(-4, '630')] })], '')
  expect(summed.status).toBe(400)
  expect(summed.text).toContain('must equal total credits (-4.00)')
})

test('a draft keeps a line without an account that is not known, and says so', async () => {
  const lines = [line(1, '310'), line(-1, '4711')]
  const answer = await put([journal('J-1', { Status: 'DRAFT', JournalLines: lines })])
  expect(first(answer)).toMatchObject({ Status: 'DRAFT', StatusAttributeString: 'WARNING' })
  expect(JSON.stringify(first(answer).Warnings)).toContain("Account code '4711' has been removed")
  expect((await books())[0]?.lines).toMatchObject([{ accountCode: '310' }, { accountCode: '' }])
})

test('its states: a draft is posted or deleted, a posted one is changed or voided, and then nothing more', async () => {
  const id = String(first(await put([journal('J-1', { Status: 'DRAFT' })])).ManualJournalID)
  const post = (more: object) =>
    sim.call('POST', `ManualJournals/${id}`, { ManualJournals: [{ Narration: 'J-1', ...more }] })
  expect((await post({ Status: 'VOIDED' })).text).toContain('not of valid status')
  expect(first(await post({ Status: 'POSTED' }))).toMatchObject({ Status: 'POSTED' })
  expect((await post({ Status: 'DELETED' })).text).toContain('not of valid status')
  const lines = [line(7, '310'), line(-7, '630')]
  expect((await post({ JournalLines: lines })).status).toBe(200)
  expect(await books()).toMatchObject([{ total: '7.00', status: 'POSTED' }])
  expect(first(await post({ Status: 'VOIDED' }))).toMatchObject({ Status: 'VOIDED' })
  expect((await post({ Narration: 'J-2' })).text).toContain('not of valid status')
})

test('POST without an id makes another, with one it changes that one, and knows no narration', async () => {
  await put([journal('J-1')])
  const post = (body: object) =>
    sim.call('POST', 'ManualJournals?summarizeErrors=false', { ManualJournals: [body] })
  const again = first(await post(journal('J-1')))
  expect(await books()).toHaveLength(2)
  await post({ ManualJournalID: again.ManualJournalID, Narration: 'J-2' })
  expect((await books()).map(({ number }) => number).toSorted()).toEqual(['J-1', 'J-2'])
  expect(messages(await post({ ManualJournalID: DEMO_AU, Narration: 'J-3' }))).toContain('was not found')
})

test('asks for its own scope, and reading is less than writing', async () => {
  const reader = await xeroCaller(sim.xero, { scope: 'accounting.manualjournals.read' })
  expect((await reader.call('GET', 'ManualJournals')).status).toBe(200)
  const body = { ManualJournals: [journal('J-1')] }
  expect((await reader.call('PUT', 'ManualJournals', body)).status).toBe(401)
  const other = await xeroCaller(sim.xero, { scope: 'accounting.invoices' })
  expect((await other.call('GET', 'ManualJournals')).status).toBe(401)
})

test('one call under its key makes one, and what Xero does not know of it is no call', async () => {
  const body = { ManualJournals: [journal('J-1')] }
  const made = await sim.call('PUT', 'ManualJournals', body, { 'idempotency-key': 'k-1' })
  const again = await sim.call('PUT', 'ManualJournals', body, { 'idempotency-key': 'k-1' })
  expect(first(again).ManualJournalID).toBe(first(made).ManualJournalID)
  expect(await books()).toHaveLength(1)
  for (const slip of [
    { Contact: {} },
    { JournalLines: [{ AccountCode: '310' }] },
    { LineAmountTypes: 'Exclusive' },
  ])
    expect((await put([journal('J-2', slip)])).status).toBe(501)
  expect((await sim.call('GET', 'ManualJournals?unitdp=4')).status).toBe(501)
})
