import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { LedgerVendor } from '../../lib/accounts/ledgers.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { present } from '../../lib/std/assert.ts'
import { askForCredits } from '../../lib/sync/credits/ask.ts'
import { askForPayments } from '../../lib/sync/payments/ask.ts'
import { REALM_AU } from '../simulators/quickbooks/seed.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'
import type { Rig } from './rig.ts'
import type { World } from './world.ts'

/** Somebody who keeps the books of one ledger there, by its own API and with a token of their own. */
export interface Bookkeeper {
  /** Those of the numbers that stand there. */
  standing(numbers: readonly string[]): string[]
  /** Pays so much of one of them; answers how to take it away again. */
  pay(number: string, amount: number, date: string): Promise<() => Promise<void>>
  /** Gives an invoice so much of a credit memo of the same customer; answers how to take it back. */
  give(memo: string, number: string, amount: number, date: string): Promise<() => Promise<void>>
  /** Takes out the journal that was made last, if there is one. */
  dropNewestJournal(): Promise<void>
}

/** It knows what stands there by now. */
export function openKeeper(ledger: LedgerVendor, rig: Rig): Promise<Bookkeeper> {
  return ledger === 'xero' ? xeroKeeper(rig) : quickBooksKeeper(rig)
}

/**
 * Pays so many of these invoices, and of every four: one at once, one that is taken back, one in two parts, one that was first
 * entered wrong. After each the person in ConnectWise asks for what was paid. Answers which.
 */
export async function keepPaying(
  world: World,
  ledger: LedgerVendor,
  { numbers, count }: { numbers: readonly string[]; count: number },
): Promise<string[]> {
  const keeper = await openKeeper(ledger, world.rig)
  const paid = keeper.standing(numbers).slice(0, count)
  for (const [at, number] of paid.entries()) {
    const first = await keeper.pay(number, 10.5, '2026-11-20')
    await ask(world)
    if (at % 4 === 1 || at % 4 === 3) await first()
    if (at % 4 === 2) await keeper.pay(number, 12.25, '2026-11-21')
    if (at % 4 === 3) await keeper.pay(number, 11.4, '2026-11-22')
    await ask(world)
  }
  return paid
}

/** As the page of payments asks. */
export function ask({ accountId, companyId }: World): Promise<void> {
  return inAccount(accountId, async tx => {
    await askForPayments({ tx, accountId, companyId })
    await askForCredits({ tx, accountId, companyId })
  })
}

const zNamed = z.object({ id: z.string(), number: z.string(), status: z.string() })
const zXero = z.object({
  organisations: z.array(
    z.object({
      tenantId: z.string(),
      invoices: z.array(zNamed),
      creditNotes: z.array(zNamed),
      journals: z.array(zNamed.extend({ createdAt: z.number() })),
    }),
  ),
})
const zGivenXero = z.object({ Allocations: z.array(z.object({ AllocationID: z.string() })).min(1) })
const zPaidXero = z.object({ Payments: z.array(z.object({ PaymentID: z.string() })).min(1) })

async function xeroKeeper({ xero, xeroUrl }: Rig): Promise<Bookkeeper> {
  const { organisations } = zXero.parse(await xero.truth())
  const own = organisations.find(({ tenantId }) => tenantId === DEMO_AU)
  const documents = [...(own?.invoices ?? []), ...(own?.creditNotes ?? [])]
  const ids = new Map(
    documents.filter(({ status }) => status === 'AUTHORISED').map(one => [one.number, one.id]),
  )
  const idOf = (number: string) => present(ids.get(number), `the document ${number} in Xero`)
  const call = async (method: string, path: string, body?: object) => {
    const headers = { ...(await bearer(xero, { organisations: [DEMO_AU] })), 'xero-tenant-id': DEMO_AU }
    const url = `${xeroUrl}/api.xro/2.0/${path}`
    return patiently(url, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  }
  return {
    standing: numbers => numbers.filter(number => ids.has(number)),
    pay: async (number, amount, date) => {
      const Invoice = { InvoiceID: idOf(number) }
      const payment = { Invoice, Account: { Code: '090' }, Amount: amount, Date: date }
      const { Payments } = zPaidXero.parse(await call('PUT', 'Payments', { Payments: [payment] }))
      const id = present(Payments[0], 'a payment').PaymentID
      return async () => void (await call('POST', `Payments/${id}`, { Status: 'DELETED' }))
    },
    give: async (memo, number, amount, date) => {
      const place = `CreditNotes/${idOf(memo)}/Allocations`
      const allocation = { Invoice: { InvoiceID: idOf(number) }, Amount: amount, Date: date }
      const { Allocations } = zGivenXero.parse(await call('PUT', place, { Allocations: [allocation] }))
      const id = present(Allocations[0], 'an allocation').AllocationID
      return async () => void (await call('DELETE', `${place}/${id}`))
    },
    dropNewestJournal: async () => {
      const posted = (own?.journals ?? []).filter(({ status }) => status === 'POSTED')
      const newest = newestOf(posted)
      if (!newest) return
      const { id: ManualJournalID, number: Narration } = newest
      const ManualJournals = [{ ManualJournalID, Narration, Status: 'VOIDED' }]
      await call('POST', `ManualJournals/${ManualJournalID}`, { ManualJournals })
    },
  }
}

const zSale = z.object({ id: z.string(), number: z.string(), party: z.string(), voided: z.boolean() })
const zQuickBooks = z.object({
  companies: z.array(
    z.object({
      realmId: z.string(),
      transactions: z.object({
        Invoice: z.array(zSale),
        CreditMemo: z.array(zSale),
        JournalEntry: z.array(z.object({ id: z.string(), deleted: z.boolean(), createdAt: z.number() })),
      }),
    }),
  ),
})
const zPaidQuickBooks = z.object({ Payment: z.object({ Id: z.string(), SyncToken: z.string() }) })

async function quickBooksKeeper({ quickbooks, quickbooksUrl }: Rig): Promise<Bookkeeper> {
  const { companies } = zQuickBooks.parse(await quickbooks.truth())
  const own = companies.find(({ realmId }) => realmId === REALM_AU)?.transactions
  const sales = [...(own?.Invoice ?? []), ...(own?.CreditMemo ?? [])].filter(({ voided }) => !voided)
  const numbered = new Map(sales.map(one => [one.number, one]))
  const saleOf = (number: string) => present(numbered.get(number), `the document ${number} in QuickBooks`)
  const call = async (path: string, body: object) => {
    const headers = await bearer(quickbooks, { realm: REALM_AU })
    const url = `${quickbooksUrl}/v3/company/${REALM_AU}/${path}`
    return patiently(url, { method: 'POST', headers, body: JSON.stringify(body) })
  }
  const link = (number: string, TxnType: string, amount: number) => ({
    Amount: amount,
    LinkedTxn: [{ TxnId: saleOf(number).id, TxnType }],
  })
  const save = async (number: string, payment: object) => {
    const [, customer = ''] = saleOf(number).party.split('|')
    const body = { CustomerRef: { value: customer }, ...payment }
    const { Id, SyncToken } = zPaidQuickBooks.parse(await call('payment', body)).Payment
    return async () => void (await call('payment?operation=delete', { Id, SyncToken }))
  }
  return {
    standing: numbers => numbers.filter(number => numbered.has(number)),
    pay: (number, amount, date) =>
      save(number, { TxnDate: date, TotalAmt: amount, Line: [link(number, 'Invoice', amount)] }),
    give: (memo, number, amount, date) => {
      const Line = [link(number, 'Invoice', amount), link(memo, 'CreditMemo', amount)]
      return save(number, { TxnDate: date, TotalAmt: 0, Line })
    },
    dropNewestJournal: async () => {
      const newest = newestOf((own?.JournalEntry ?? []).filter(({ deleted }) => !deleted))
      if (newest) await call('journalentry?operation=delete', { Id: newest.id, SyncToken: '0' })
    },
  }
}

function newestOf<Row extends { createdAt: number }>(rows: readonly Row[]): Row | undefined {
  return rows.toSorted((one, other) => other.createdAt - one.createdAt)[0]
}

const zGrant = z.object({ access_token: z.string() })

async function bearer(control: Rig['xero'], ask: object): Promise<Record<string, string>> {
  const { access_token } = zGrant.parse(await control.call('POST', 'grant', ask))
  return {
    authorization: `Bearer ${access_token}`,
    accept: 'application/json',
    'content-type': 'application/json',
  }
}

const againMs = 300

/** The ledger's limits are for everybody who calls. */
async function patiently(url: string, request: RequestInit): Promise<unknown> {
  for (;;) {
    const response = await fetch(url, request)
    const text = await response.text()
    if (response.ok) return JSON.parse(text)
    if (response.status !== 429) throw new Error(`${url}: ${response.status} ${text}`)
    await wait(againMs)
  }
}
