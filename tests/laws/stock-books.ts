import { z } from 'zod'
import type { LedgerVendor } from '../../lib/accounts/ledgers.ts'
import { present } from '../../lib/std/assert.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import type { Rig } from '../faults/rig.ts'
import { REALM_AU } from '../simulators/quickbooks/seed.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'

/** By the code that warehouse and account have in common. */
export type Values = ReadonlyMap<string, Decimal>

export interface Standing {
  /** what ConnectWise says that its warehouses hold, at what it cost */
  manage: Values
  /** balances of the ledger's accounts by everything that counts, debits positive */
  ledger: Values
  /** records that are closed in ConnectWise; and those of them that are in no batch */
  records: number
  unposted: number
}

const zEntries = z.array(z.object({ batchId: z.int().nullable() }))
const zManage = z.object({
  tenants: z.record(
    z.string(),
    z.object({
      stock: z.array(z.object({ xref: z.string(), value: z.string() })),
      invoices: z.array(z.object({ closed: z.boolean(), entries: zEntries })),
      purchases: z.array(z.object({ entries: zEntries })),
      movements: z.array(z.object({ entries: zEntries })),
    }),
  ),
})

export async function standing(rig: Rig, ledger: LedgerVendor, tenant: string): Promise<Standing> {
  const { tenants } = zManage.parse(await rig.connectwise.truth())
  const { stock, invoices, purchases, movements } = present(tenants[tenant], 'the login company')
  const records = [...invoices.filter(({ closed }) => closed), ...purchases, ...movements]
  return {
    manage: new Map(stock.map(({ xref, value }) => [xref, Decimal.parse(value)])),
    ledger: addUp(ledger === 'xero' ? postedInXero(await rig.xero.truth()) : await quickBooks(rig)),
    records: records.length,
    unposted: records.filter(({ entries }) => entries.some(({ batchId }) => batchId === null)).length,
  }
}

const quickBooks = async ({ quickbooks }: Rig) => postedInQuickBooks(await quickbooks.truth())

interface Posted {
  code: string
  amount: Decimal
}

const zLine = z.object({ accountCode: z.string().optional(), lineAmount: z.string() })
const zDocument = z.object({ type: z.string(), status: z.string(), lines: z.array(zLine) })
const zXero = z.object({
  organisations: z.array(
    z.object({
      tenantId: z.string(),
      invoices: z.array(zDocument),
      creditNotes: z.array(zDocument),
      journals: z.array(
        z.object({
          status: z.string(),
          lines: z.array(z.object({ accountCode: z.string(), amount: z.string() })),
        }),
      ),
    }),
  ),
})

/** A bill debits its lines, and what is given back to a customer too. */
const debiting: ReadonlySet<string> = new Set(['ACCPAY', 'ACCRECCREDIT'])
const out: ReadonlySet<string> = new Set(['VOIDED', 'DELETED'])

function postedInXero(truth: unknown): Posted[] {
  const { organisations } = zXero.parse(truth)
  const own = organisations.find(({ tenantId }) => tenantId === DEMO_AU)
  const { invoices, creditNotes, journals } = present(own, 'the linked organisation')
  const documents = [...invoices, ...creditNotes].filter(({ status }) => !out.has(status))
  return [
    ...documents.flatMap(({ type, lines }) =>
      lines.map(({ accountCode = '', lineAmount }) => {
        const amount = Decimal.parse(lineAmount)
        return { code: accountCode, amount: debiting.has(type) ? amount : amount.negated() }
      }),
    ),
    ...journals
      .filter(({ status }) => !out.has(status))
      .flatMap(({ lines }) =>
        lines.map(({ accountCode, amount }) => ({ code: accountCode, amount: Decimal.parse(amount) })),
      ),
  ]
}

const zTransaction = z.object({
  voided: z.boolean(),
  deleted: z.boolean(),
  posted: z.array(z.object({ account: z.string(), amount: z.string() })),
})
const zQuickBooks = z.object({
  companies: z.array(
    z.object({
      realmId: z.string(),
      transactions: z.object({
        Bill: z.array(zTransaction),
        VendorCredit: z.array(zTransaction),
        JournalEntry: z.array(zTransaction),
      }),
    }),
  ),
})

/** Accounts that were made for this law have their numbers as ids. */
function postedInQuickBooks(truth: unknown): Posted[] {
  const { companies } = zQuickBooks.parse(truth)
  const own = companies.find(({ realmId }) => realmId === REALM_AU)
  const { Bill, VendorCredit, JournalEntry } = present(own, 'the linked company').transactions
  return [...Bill, ...VendorCredit, ...JournalEntry]
    .filter(({ voided, deleted }) => !voided && !deleted)
    .flatMap(({ posted }) => posted)
    .map(({ account, amount }) => ({ code: account, amount: Decimal.parse(amount) }))
}

function addUp(posted: readonly Posted[]): Values {
  const values = new Map<string, Decimal>()
  for (const { code, amount } of posted) values.set(code, (values.get(code) ?? Decimal.zero).plus(amount))
  return values
}
