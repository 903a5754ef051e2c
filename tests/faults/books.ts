import { z } from 'zod'
import type { DocumentKind } from '../../lib/accounting/document.ts'
import { present } from '../../lib/std/assert.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import type { ManageRecord } from './kinds/kind.ts'
import { saleOf, zInvoice } from './kinds/sales.ts'
import { kindNames, kinds } from './kinds/table.ts'

/**
 * What the books say after a run, and what their servers recorded. Nothing of the product's own database is asked: it
 * would repeat what the product believes.
 */
export interface LedgerBooks {
  /** those that count: neither voided nor deleted */
  documents: { id: string; kind: DocumentKind; number: string; total: string }[]
  /** `customer`: the id of ConnectWise's customer that it is of, '' of nobody there */
  contacts: { id: string; name: string; customer: string }[]
  /** those that count, with the number of the document they are for */
  payments: { number: string; amount: string; date: string }[]
  /** what credit notes gave, with the number of the invoice that was given it */
  credits: { number: string; amount: string }[]
}

const xeroTypes = {
  ACCREC: 'invoice',
  ACCRECCREDIT: 'credit-note',
  ACCPAY: 'bill',
  ACCPAYCREDIT: 'vendor-credit',
} as const satisfies Record<string, DocumentKind>

const journal = z.object({ id: z.string(), number: z.string(), status: z.string(), total: z.string() })
const document = journal.extend({ type: z.enum(['ACCREC', 'ACCRECCREDIT', 'ACCPAY', 'ACCPAYCREDIT']) })
const zXero = z.object({
  organisations: z.array(
    z.object({
      tenantId: z.string(),
      invoices: z.array(document),
      creditNotes: z.array(
        document.extend({ allocations: z.array(z.object({ invoice: z.string(), amount: z.string() })) }),
      ),
      journals: z.array(journal),
      contacts: z.array(z.object({ id: z.string(), name: z.string(), contactNumber: z.string() })),
      payments: z.array(
        z.object({ document: z.string(), amount: z.string(), status: z.string(), date: z.string() }),
      ),
    }),
  ),
})

export function readXero(truth: unknown, organisation: string): LedgerBooks {
  const found = zXero.parse(truth).organisations.find(({ tenantId }) => tenantId === organisation)
  const { invoices, creditNotes, journals, contacts, payments } = present(
    found,
    `Xero's organisation ${organisation}`,
  )
  const documents = [
    ...[...invoices, ...creditNotes].map(one => ({ ...one, kind: xeroTypes[one.type] })),
    ...journals.map(one => ({ ...one, kind: 'journal' as const })),
  ].filter(({ status }) => status !== 'VOIDED' && status !== 'DELETED')
  const numbers = new Map(documents.map(({ id, number }) => [id, number]))
  return {
    documents,
    contacts: contacts.map(({ id, name, contactNumber }) => ({ id, name, customer: contactNumber })),
    payments: payments
      .filter(({ status }) => status !== 'DELETED')
      .map(({ document: id, ...payment }) => ({ ...payment, number: numbers.get(id) ?? '' })),
    credits: creditNotes.flatMap(({ allocations }) =>
      allocations.map(({ invoice: id, amount }) => ({ number: numbers.get(id) ?? '', amount })),
    ),
  }
}

const transaction = z.object({
  id: z.string(),
  number: z.string(),
  total: z.string(),
  date: z.string(),
  voided: z.boolean(),
  deleted: z.boolean(),
  paid: z.array(z.object({ id: z.string(), amount: z.string() })),
})
const zQuickBooks = z.object({
  companies: z.array(
    z.object({
      realmId: z.string(),
      names: z.array(z.object({ id: z.string(), type: z.string(), name: z.string() })),
      transactions: z.object({
        Invoice: z.array(transaction),
        CreditMemo: z.array(transaction),
        Bill: z.array(transaction),
        VendorCredit: z.array(transaction),
        JournalEntry: z.array(transaction),
        Payment: z.array(transaction),
      }),
    }),
  ),
})

/** A customer there has no number of ConnectWise's: it is known by its name, to which a second one may have added. */
export function readQuickBooks(
  truth: unknown,
  realm: string,
  customers: readonly { id: number; name: string }[],
): LedgerBooks {
  const found = zQuickBooks.parse(truth).companies.find(({ realmId }) => realmId === realm)
  const { names, transactions } = present(found, `QuickBooks' company ${realm}`)
  const standing = ({ voided, deleted }: z.output<typeof transaction>) => !voided && !deleted
  const of = (kind: DocumentKind, list: readonly z.output<typeof transaction>[]) =>
    list.filter(standing).map(one => ({ ...one, kind }))
  const documents = [
    ...of('invoice', transactions.Invoice),
    ...of('credit-note', transactions.CreditMemo),
    ...of('bill', transactions.Bill),
    ...of('vendor-credit', transactions.VendorCredit),
    ...of('journal', transactions.JournalEntry),
  ]
  const numbers = new Map(transactions.Invoice.map(({ id, number }) => [id, number]))
  const customerOf = (name: string) =>
    customers.find(one => name === one.name || name.startsWith(`${one.name} `))
  const paid = transactions.Payment.filter(standing)
  // A credit memo is given by a payment of nothing.
  const givesCredit = ({ total }: z.output<typeof transaction>) => Decimal.parse(total).isZero()
  const partsOf = (list: readonly z.output<typeof transaction>[]) =>
    list.flatMap(({ date, paid: parts }) =>
      parts.map(({ id, amount }) => ({ number: numbers.get(id) ?? '', amount, date })),
    )
  return {
    documents,
    contacts: names
      .filter(({ type }) => type === 'Customer')
      .map(({ id, name }) => ({ id, name, customer: String(customerOf(name)?.id ?? '') })),
    payments: partsOf(paid.filter(one => !givesCredit(one))),
    credits: partsOf(paid.filter(givesCredit)),
  }
}

const zConnectWise = z.object({
  tenants: z.record(
    z.string(),
    z.looseObject({
      invoices: z.array(zInvoice),
      payments: z.array(
        z.object({
          invoiceId: z.int(),
          creditId: z.int().optional(),
          amount: z.string(),
          date: z.string(),
        }),
      ),
      batches: z.array(z.object({ id: z.int(), identifier: z.string() })),
    }),
  ),
})

export interface ConnectWiseBooks
  extends Pick<z.output<typeof zConnectWise>['tenants'][string], 'invoices' | 'payments' | 'batches'> {
  /** of all kinds, those that are sold among them */
  records: ManageRecord[]
}

export function readConnectWise(truth: unknown, tenant: string): ConnectWiseBooks {
  const books = present(zConnectWise.parse(truth).tenants[tenant], `ConnectWise's login company ${tenant}`)
  const { invoices, payments, batches } = books
  const others = kindNames.flatMap(name => kinds[name].read(books))
  return { invoices, payments, batches, records: [...invoices.map(saleOf), ...others] }
}
