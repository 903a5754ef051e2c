import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { askForPayments } from '../../../lib/sync/payments/ask.ts'
import { loosePayments } from '../../../lib/sync/views/payments.ts'
import type { Effect } from '../../simulators/kit/faults.ts'
import { REALM_AU } from '../../simulators/quickbooks/seed.ts'
import type { ManageInvoice } from '../../support/books.ts'
import { openCredits } from '../../support/credits.ts'
import { type QuickBooksWorld, quickBooksWorld } from '../../support/quickbooks-world.ts'
import { customer, line, nextNumber } from '../../support/world.ts'

let world: QuickBooksWorld
let credits: ReturnType<typeof openCredits>

beforeAll(async () => {
  world = await quickBooksWorld()
  credits = openCredits(world)
})
afterEach(async () => {
  await world.quickbooks.control.clearFaults()
})
afterAll(() => world.close())

async function made(spec: object): Promise<ManageInvoice> {
  const [one] = await world.books.add([{ number: nextNumber(), company: customer, ...spec }])
  return present(one, 'Manage has made it.')
}

/** A memo of 44.00 and an invoice of 110.00, in both books. */
async function both() {
  const memo = await made({ type: 'CreditMemo', lines: [{ ...line('40.00'), amount: '-40.00' }] })
  const invoice = await made({ lines: [line('100.00')] })
  await world.ask([memo, invoice])
  await world.work()
  return { memo, invoice }
}

async function idOf(one: ManageInvoice): Promise<string> {
  return present((await world.history.last(one.id)).remoteId, 'it stands in QuickBooks')
}

/** As a person does it in QuickBooks, with another token of the same company. */
async function write(path: string, body: object) {
  const { access_token } = await world.quickbooks.control.grant({ realm: REALM_AU })
  const response = await fetch(`${world.quickbooks.url}/v3/company/${REALM_AU}/${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${access_token}`,
      accept: 'application/json',
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  expect(response.status, text).toBe(200)
  return JSON.parse(text).Payment
}

async function customerOf(one: ManageInvoice): Promise<string> {
  const ledger = present(await world.engine.ledgerOf(world.accountId, world.companyId), 'connected')
  const [document] = await ledger.documentsById('invoice', [await idOf(one)])
  return present(document, 'it stands').contactId
}

async function applyThere(memo: ManageInvoice, given: [ManageInvoice, number][], money = 0) {
  const [first] = given
  const total = given.reduce((all, [, amount]) => all + amount, 0)
  const lines = await Promise.all(
    given.map(async ([one, Amount]) => ({
      Amount,
      LinkedTxn: [{ TxnId: await idOf(one), TxnType: 'Invoice' }],
    })),
  )
  return write('payment', {
    CustomerRef: { value: await customerOf(present(first, 'an invoice')[0]) },
    TxnDate: '2027-01-20',
    TotalAmt: money,
    Line: [
      ...lines,
      { Amount: total - money, LinkedTxn: [{ TxnId: await idOf(memo), TxnType: 'CreditMemo' }] },
    ],
  })
}

async function inQuickBooks({ memo, invoice }: { memo: ManageInvoice; invoice: ManageInvoice }) {
  const ledger = present(await world.engine.ledgerOf(world.accountId, world.companyId), 'connected')
  const [note] = await ledger.creditNotes([await idOf(memo)])
  const id = await idOf(invoice)
  return present(note, 'the memo')
    .applications.filter(one => one.invoiceId === id)
    .map(one => `${one.date} ${one.amount.toFixedText(2)}`)
}

test('what is applied in ConnectWise is applied in QuickBooks, once, and is no loose payment there', async () => {
  const two = await both()
  await credits.apply(two.memo, two.invoice, '44.00')
  await credits.read()
  expect(await inQuickBooks(two)).toEqual(['2027-01-18 44.00'])
  const { accountId, companyId } = world
  await inAccount(accountId, tx => askForPayments({ tx, accountId, companyId }))
  await credits.read()
  expect(await inQuickBooks(two)).toEqual(['2027-01-18 44.00'])
  const loose = await inAccount(accountId, tx => loosePayments(tx, companyId, { offset: 0, limit: 100 }))
  expect(loose).toEqual([])
})

test.each<Effect>(['drop-before', 'drop-after-commit', '500-after-commit', 'commit-late', 'bad-json'])(
  '%s: credit is never applied twice in QuickBooks and never lost',
  async effect => {
    const two = await both()
    const match = { method: 'POST', path: '/payment' }
    await world.quickbooks.control.fault({ match, effect, times: 1 })
    await credits.apply(two.memo, two.invoice, '22.00')
    await credits.read()
    expect(await inQuickBooks(two)).toEqual(['2027-01-18 22.00'])
    expect(await credits.inManage(two.memo, two.invoice)).toEqual([`2027-01-18 ${two.invoice.number} 22.00`])
  },
)

test('what is applied in QuickBooks comes back, follows what is taken back, and never returns', async () => {
  const two = await both()
  const { Id, SyncToken } = await applyThere(two.memo, [[two.invoice, 30]])
  await credits.read()
  await credits.read()
  expect(await credits.inManage(two.memo, two.invoice)).toEqual([`2027-01-20 ${two.invoice.number} 30.00`])
  expect(await inQuickBooks(two)).toEqual(['2027-01-20 30.00'])
  await write('payment?operation=delete', { Id, SyncToken })
  await credits.read()
  await credits.read()
  expect(await credits.inManage(two.memo, two.invoice)).toEqual([])
  expect(await inQuickBooks(two)).toEqual([])
})

test('one payment of a credit memo over two invoices is told apart; with money in it, it is listed and left', async () => {
  const two = await both()
  const other = (await both()).invoice
  await applyThere(two.memo, [
    [two.invoice, 10],
    [other, 20],
  ])
  await credits.read()
  expect((await credits.inManage(two.memo, two.invoice, other)).toSorted()).toEqual(
    [`2027-01-20 ${two.invoice.number} 10.00`, `2027-01-20 ${other.number} 20.00`].toSorted(),
  )
  const unclear = await both()
  await applyThere(
    unclear.memo,
    [
      [unclear.invoice, 10],
      [other, 10],
    ],
    5,
  )
  await credits.read()
  expect(await credits.inManage(unclear.memo)).toEqual([])
  expect(await world.quickbooks.control.unknown()).toEqual([])
})
