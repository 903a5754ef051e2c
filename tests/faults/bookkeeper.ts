import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { LedgerVendor } from '../../lib/accounts/ledgers.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { present } from '../../lib/std/assert.ts'
import { askForPayments } from '../../lib/sync/payments/ask.ts'
import { REALM_AU } from '../simulators/quickbooks/seed.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'
import type { Rig } from './rig.ts'
import type { World } from './world.ts'

/** Somebody who keeps the books of one ledger there, by its own API and with a token of their own. */
interface Bookkeeper {
  /** Those of the numbers that stand there. */
  standing(numbers: readonly string[]): string[]
  /** Pays so much of one of them; answers how to take it away again. */
  pay(number: string, amount: number, date: string): Promise<() => Promise<void>>
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
  const keeper = await (ledger === 'xero' ? xeroKeeper(world.rig) : quickBooksKeeper(world.rig))
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

export function ask({ accountId, companyId }: World): Promise<void> {
  return inAccount(accountId, tx => askForPayments({ tx, accountId, companyId }))
}

const zXero = z.object({
  organisations: z.array(
    z.object({
      tenantId: z.string(),
      invoices: z.array(z.object({ id: z.string(), number: z.string(), status: z.string() })),
    }),
  ),
})
const zPaidXero = z.object({ Payments: z.array(z.object({ PaymentID: z.string() })).min(1) })

async function xeroKeeper({ xero, xeroUrl }: Rig): Promise<Bookkeeper> {
  const { organisations } = zXero.parse(await xero.truth())
  const own = organisations.find(({ tenantId }) => tenantId === DEMO_AU)?.invoices ?? []
  const ids = new Map(own.filter(({ status }) => status === 'AUTHORISED').map(one => [one.number, one.id]))
  const call = async (method: string, path: string, body: object) => {
    const headers = { ...(await bearer(xero, { organisations: [DEMO_AU] })), 'xero-tenant-id': DEMO_AU }
    return patiently(`${xeroUrl}/api.xro/2.0/${path}`, { method, headers, body: JSON.stringify(body) })
  }
  return {
    standing: numbers => numbers.filter(number => ids.has(number)),
    pay: async (number, amount, date) => {
      const Invoice = { InvoiceID: present(ids.get(number), `the invoice ${number} in Xero`) }
      const payment = { Invoice, Account: { Code: '090' }, Amount: amount, Date: date }
      const { Payments } = zPaidXero.parse(await call('PUT', 'Payments', { Payments: [payment] }))
      const id = present(Payments[0], 'a payment').PaymentID
      return async () => void (await call('POST', `Payments/${id}`, { Status: 'DELETED' }))
    },
  }
}

const zQuickBooks = z.object({
  companies: z.array(
    z.object({
      realmId: z.string(),
      transactions: z.object({
        Invoice: z.array(
          z.object({ id: z.string(), number: z.string(), party: z.string(), voided: z.boolean() }),
        ),
      }),
    }),
  ),
})
const zPaidQuickBooks = z.object({ Payment: z.object({ Id: z.string(), SyncToken: z.string() }) })

async function quickBooksKeeper({ quickbooks, quickbooksUrl }: Rig): Promise<Bookkeeper> {
  const { companies } = zQuickBooks.parse(await quickbooks.truth())
  const own = companies.find(({ realmId }) => realmId === REALM_AU)?.transactions.Invoice ?? []
  const invoices = new Map(own.filter(({ voided }) => !voided).map(one => [one.number, one]))
  const call = async (path: string, body: object) => {
    const headers = await bearer(quickbooks, { realm: REALM_AU })
    const url = `${quickbooksUrl}/v3/company/${REALM_AU}/${path}`
    return patiently(url, { method: 'POST', headers, body: JSON.stringify(body) })
  }
  return {
    standing: numbers => numbers.filter(number => invoices.has(number)),
    pay: async (number, amount, date) => {
      const { id, party } = present(invoices.get(number), `the invoice ${number} in QuickBooks`)
      const [, customer = ''] = party.split('|')
      const { Payment } = zPaidQuickBooks.parse(
        await call('payment', {
          CustomerRef: { value: customer },
          TxnDate: date,
          TotalAmt: amount,
          Line: [{ Amount: amount, LinkedTxn: [{ TxnId: id, TxnType: 'Invoice' }] }],
        }),
      )
      return async () => {
        const { Id, SyncToken } = Payment
        await call('payment?operation=delete', { Id, SyncToken })
      }
    },
  }
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
