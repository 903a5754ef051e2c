import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DocumentLine, LedgerDocument } from '../../lib/accounting/document.ts'
import type { RejectionCode } from '../../lib/connectors/write-facts.ts'
import { Secret } from '../../lib/std/secret.ts'
import { DEMO_AU, stableId } from '../simulators/xero/seed.ts'
import { guard } from './bench.ts'
import { bank, card, contactId, makeDocument, openXeroBench, type XeroBench } from './xero-bench.ts'

let bench: XeroBench
let clean: string

beforeAll(async () => {
  bench = await openXeroBench({ parameters: { minuteLimit: 10_000 } })
  clean = await bench.control.snapshot()
})
beforeEach(() => bench.control.restore(clean))
afterAll(async () => {
  const unknown = await bench.control.unknown()
  await bench.close()
  expect(unknown).toEqual([])
})

function spent(changes: Partial<LedgerDocument> = {}, line: Partial<DocumentLine> = {}) {
  return makeDocument('EXP-36001', { kind: 'spend', reference: '', ...changes }, line)
}

function post(document: LedgerDocument, ledger = bench.ledger) {
  const one = { document, contactId: contactId('Banksia Legal'), marker: 'a-posting.3' }
  const body = ledger.documentsBody(document.kind, [one])
  return ledger.createDocuments(document.kind, body, 1, guard())
}

async function standing() {
  const { bankTransactions } = await bench.books()
  return bankTransactions.map(({ number, type, account, status, total }) => [
    ...[number, type, account, status, total],
  ])
}

test('the body is a bank transaction: account by its id, reference, link, lines, and no currency or due date', async () => {
  expect(await post(spent())).toMatchObject({
    elements: [{ kind: 'posted', warnings: [], remote: { marker: 'a-posting.3', status: 'authorised' } }],
  })
  const [call] = await bench.control.calls({ method: 'PUT' })
  expect(call?.path).toMatch(/\/BankTransactions$/)
  expect(call?.query).toBe('?summarizeErrors=false&unitdp=4')
  expect(call?.requestBody).not.toMatch(/Currency|DueDate|IsReconciled|TaxAmount|SentToContact|"Total"/)
  expect(JSON.parse(call?.requestBody ?? '')).toMatchObject({
    BankTransactions: [
      {
        Type: 'SPEND',
        Contact: { ContactID: contactId('Banksia Legal') },
        BankAccount: { AccountID: bank.id },
        Date: '2026-11-02',
        Reference: 'EXP-36001',
        Url: 'https://evenbook.example/r/a-posting.3',
        Status: 'AUTHORISED',
        LineAmountTypes: 'Exclusive',
        LineItems: [{ UnitAmount: 125.5, AccountCode: '310', TaxType: 'INPUT', Tracking: [{}, {}] }],
      },
    ],
  })
  expect(await standing()).toEqual([['EXP-36001', 'SPEND', '090', 'AUTHORISED', '138.05']])
})

test('what came back to a card is received on it', async () => {
  await post(spent({ kind: 'receive', paidFrom: card }))
  expect(await standing()).toEqual([['EXP-36001', 'RECEIVE', '092', 'AUTHORISED', '138.05']])
})

test('an update names type, account and lines, and leaves its status', async () => {
  await post(spent())
  const [posted] = await bench.ledger.findDocuments('spend', ['EXP-36001'])
  if (!posted) throw new Error('It was not posted.')
  const one = { document: spent({ paidFrom: card }), contactId: posted.contactId, marker: 'a-posting.4' }
  const body = bench.ledger.updateBody('spend', posted, one)
  expect(body).toContain('"Type":"SPEND"')
  expect(body).not.toContain('"Status"')
  expect(await bench.ledger.updateDocument('spend', posted, body, guard())).toMatchObject({
    elements: [{ kind: 'posted', remote: { id: posted.id, marker: 'a-posting.4' } }],
  })
  expect(await standing()).toEqual([['EXP-36001', 'SPEND', '092', 'AUTHORISED', '138.05']])
})

test('it is looked for among those of its type, and deleted by id and status alone', async () => {
  await post(spent())
  const [posted] = await bench.ledger.findDocuments('spend', ['EXP-36001'])
  const [look] = await bench.control.calls({ method: 'GET', path: 'BankTransactions' })
  const where = new URLSearchParams(look?.query).get('where')
  expect(where).toBe('Type=="SPEND" AND Reference=="EXP-36001"')
  const end = { id: posted?.id ?? '', number: 'EXP-36001', version: '', how: 'delete' } as const
  const body = bench.ledger.endBody('spend', end)
  expect(JSON.parse(body)).toEqual({ BankTransactions: [{ BankTransactionID: end.id, Status: 'DELETED' }] })
  expect(await bench.ledger.endDocument('spend', end, body, guard())).toMatchObject({ kind: 'ended' })
  expect(await standing()).toEqual([['EXP-36001', 'SPEND', '090', 'DELETED', '138.05']])
})

describe('is refused', () => {
  const refusals: [string, RejectionCode, Partial<LedgerDocument>, Partial<DocumentLine>][] = [
    ['from an account that is archived', 'other', { paidFrom: card }, {}],
    ['from an account that is no bank’s', 'other', { paidFrom: { ...bank, ...accountOf('855') } }, {}],
    ['with a line on a bank account', 'account', {}, { account: accountOf('091') }],
    ['with a line on an account that is not there', 'account', {}, { account: accountOf('999') }],
    ['in a locked period', 'locked-period', { date: '2026-03-31' }, {}],
  ]
  test.each(refusals)('%s', async (_what, code, changes, line) => {
    await bench.control.seed({ kind: 'organisation', change: { periodLockDate: '2026-06-30' } })
    await bench.control.seed({ kind: 'account', code: '092', status: 'ARCHIVED' })
    expect(await post(spent(changes, line))).toMatchObject({
      kind: 'answered',
      elements: [{ kind: 'rejected', code }],
    })
    expect(await standing()).toEqual([])
  })
})

test('an account’s currency is told, and a transaction is in it', async () => {
  await bench.control.seed({ kind: 'account', code: '090', currency: 'USD' })
  const accounts = await bench.ledger.accounts()
  expect(accounts.find(({ id }) => id === bank.id)).toMatchObject({ pays: 'bank', currency: 'USD' })
  expect(accounts.find(({ id }) => id === card.id)).toMatchObject({ pays: 'card', currency: 'AUD' })
  expect(accounts.find(({ code }) => code === '493')).toMatchObject({ pays: null, currency: '' })
  expect(await post(spent())).toMatchObject({ elements: [{ remote: { currency: 'USD' } }] })
})

test('without its scope nothing is written, and it is a right that is missing', async () => {
  const poor = await bench.control.grant({ scope: 'openid offline_access accounting.invoices' })
  const ledger = bench.open({ token: async () => Secret.of(poor.access_token) })
  expect(await post(spent(), ledger)).toMatchObject({ kind: 'not-executed', reason: 'forbidden' })
  expect(await standing()).toEqual([])
})

test('the link leads to its page, where a bookkeeper reconciles it and takes that back', async () => {
  await post(spent())
  const [posted] = await bench.ledger.findDocuments('spend', ['EXP-36001'])
  expect(posted?.url).toContain(`redirecturl=/Bank/ViewTransaction.aspx?bankTransactionID=${posted?.id}`)
  const response = await fetch(posted?.url ?? '')
  expect(await response.text()).toContain('Spend money EXP-36001')
  const reconciled = async () => (await bench.books()).bankTransactions.map(row => row.isReconciled)
  await fetch(`${response.url}/reconcile`, { method: 'POST', redirect: 'manual' })
  expect(await reconciled()).toEqual([true])
  await fetch(`${response.url}/unreconcile`, { method: 'POST', redirect: 'manual' })
  expect(await reconciled()).toEqual([false])
  const list = await fetch(`${bench.xero.url}/app/!nw7Au/invoicing`)
  expect(await list.text()).toContain('Bank transactions')
})

function accountOf(code: string) {
  return { id: stableId(DEMO_AU, 'account', code), code, name: '' }
}
