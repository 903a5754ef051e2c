import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DocumentLine, LedgerDocument } from '../../lib/accounting/document.ts'
import type { RejectionCode } from '../../lib/connectors/write-facts.ts'
import { Secret } from '../../lib/std/secret.ts'
import { DEMO_AU, stableId } from '../simulators/xero/seed.ts'
import { guard } from './bench.ts'
import { makeDocument, openXeroBench, type XeroBench } from './xero-bench.ts'

let bench: XeroBench
let clean: string

beforeAll(async () => {
  bench = await openXeroBench({ parameters: { minuteLimit: 10_000 } })
  clean = await bench.control.snapshot()
})
beforeEach(async () => {
  await bench.control.restore(clean)
  await bench.control.setParameters({ postedJournalsEditable: true })
})
afterAll(async () => {
  const unknown = await bench.control.unknown()
  await bench.close()
  expect(unknown).toEqual([])
})

function journal(changes: Partial<LedgerDocument> = {}, line: Partial<DocumentLine> = {}) {
  return makeDocument('ADJ-12', { kind: 'journal', ...changes }, line)
}

function post(document: LedgerDocument, ledger = bench.ledger) {
  const body = ledger.documentsBody('journal', [{ document, contactId: '', marker: 'a-posting.3' }])
  return ledger.createDocuments('journal', body, 1, guard())
}

async function standing() {
  const { journals } = await bench.books()
  return journals.map(({ number, status }) => [number, status])
}

test('the body is a manual journal: narration, link, two signed lines without tax, and nobody', async () => {
  expect(await post(journal())).toMatchObject({
    elements: [{ kind: 'posted', warnings: [], remote: { marker: 'a-posting.3', status: 'authorised' } }],
  })
  const [call] = await bench.control.calls({ method: 'PUT' })
  expect(call?.path).toMatch(/\/ManualJournals$/)
  expect(call?.query).toBe('?summarizeErrors=false')
  expect(call?.requestBody).not.toMatch(/Contact|Currency|Quantity|UnitAmount|DueDate|Reference|Total/)
  expect(JSON.parse(call?.requestBody ?? '')).toMatchObject({
    ManualJournals: [
      {
        Narration: 'ADJ-12',
        Date: '2026-11-02',
        Status: 'POSTED',
        LineAmountTypes: 'NoTax',
        Url: 'https://evenbook.example/r/a-posting.3',
        JournalLines: [
          { LineAmount: 125.5, AccountCode: '310', TaxType: 'NONE', Tracking: [{}, {}] },
          { LineAmount: -125.5, AccountCode: '630', TaxType: 'NONE', Tracking: [{}, {}] },
        ],
      },
    ],
  })
  expect((await bench.books()).journals).toMatchObject([
    { lines: [{ amount: '125.50', tracking: [{}, {}] }, { amount: '-125.50' }] },
  ])
})

test('an account without a code is named by its id', async () => {
  const account = { id: stableId(DEMO_AU, 'account', '630'), code: '', name: 'Inventory' }
  await post(journal({}, { account }))
  expect((await bench.books()).journals).toMatchObject([
    { lines: [{ accountCode: '630' }, { accountCode: '630' }] },
  ])
})

test('a draft is sent as one, and is deleted rather than voided', async () => {
  await post(journal({ status: 'draft' }))
  const [draft] = await bench.ledger.findDocuments('journal', ['ADJ-12'])
  expect(draft).toMatchObject({ status: 'draft', marker: 'a-posting.3' })
  const end = { id: draft?.id ?? '', number: 'ADJ-12', version: '', how: 'delete' } as const
  const body = bench.ledger.endBody('journal', end)
  expect(await bench.ledger.endDocument('journal', end, body, guard())).toMatchObject({ kind: 'ended' })
  expect(await standing()).toEqual([['ADJ-12', 'DELETED']])
})

describe('is refused', () => {
  const refusals: [string, RejectionCode, Partial<LedgerDocument>, Partial<DocumentLine>][] = [
    ['on a bank account', 'account', {}, accountOf('090')],
    ['on the receivables', 'account', {}, accountOf('610')],
    ['on the payables', 'account', {}, accountOf('800')],
    ['on retained earnings', 'account', {}, accountOf('960')],
    ['on an account that is archived', 'account', {}, accountOf('620')],
    ['on an account that is not there', 'account', {}, accountOf('999')],
    ['in a locked period', 'locked-period', { date: '2026-03-31' }, {}],
    ['with one line', 'other', { lines: journal().lines.slice(0, 1) }, {}],
  ]
  test.each(refusals)('%s', async (_what, code, changes, line) => {
    await bench.control.seed({ kind: 'organisation', change: { periodLockDate: '2026-06-30' } })
    await bench.control.seed({ kind: 'account', code: '620', status: 'ARCHIVED' })
    expect(await post(journal(changes, line))).toMatchObject({
      kind: 'answered',
      elements: [{ kind: 'rejected', code }],
    })
    expect(await standing()).toEqual([])
  })

  test('where a posted one may not be changed: in words, and it stands as it was', async () => {
    await post(journal())
    await bench.control.setParameters({ postedJournalsEditable: false })
    const [posted] = await bench.ledger.findDocuments('journal', ['ADJ-12'])
    if (!posted) throw new Error('It was not posted.')
    const one = { document: journal({ date: '2026-11-03' }), contactId: '', marker: 'a-posting.4' }
    const body = bench.ledger.updateBody('journal', posted, one)
    expect(await bench.ledger.updateDocument('journal', posted, body, guard())).toMatchObject({
      kind: 'answered',
      elements: [
        { kind: 'rejected', code: 'other', messages: [expect.stringMatching(/not of valid status/)] },
      ],
    })
    expect(await bench.ledger.documentsById('journal', [posted.id])).toEqual([posted])
  })
})

test('without its scope nothing is written, and it is a right that is missing', async () => {
  const poor = await bench.control.grant({ scope: 'openid offline_access accounting.invoices' })
  const ledger = bench.open({ token: async () => Secret.of(poor.access_token) })
  expect(await post(journal(), ledger)).toMatchObject({ kind: 'not-executed', reason: 'forbidden' })
  expect(await standing()).toEqual([])
})

test('the link leads to its page, where a bookkeeper can void it', async () => {
  await post(journal())
  const [posted] = await bench.ledger.findDocuments('journal', ['ADJ-12'])
  expect(posted?.url).toContain(`redirecturl=/Journal/View.aspx?invoiceID=${posted?.id}`)
  const response = await fetch(posted?.url ?? '')
  expect(await response.text()).toContain('Manual journal ADJ-12')
  await fetch(`${response.url}/void`, { method: 'POST', redirect: 'manual' })
  expect(await standing()).toEqual([['ADJ-12', 'VOIDED']])
  const list = await fetch(`${bench.xero.url}/app/!nw7Au/invoicing`)
  expect(await list.text()).toContain('Manual journals')
})

function accountOf(code: string): Partial<DocumentLine> {
  return { account: { id: stableId(DEMO_AU, 'account', code), code, name: '' } }
}
