import { z } from 'zod'
import { zInteger } from '../std/json.ts'
import type { Problem } from './problems.ts'

/** Problems stand as exact JSON beside the posting they stop; read back, each is checked again. */
export function parseProblems(rows: unknown): Problem[] {
  return z.array(zProblem).parse(rows)
}

const text = z.string()
// A value that never left the process has a number where one read from the database has its text.
const whole = z.union([z.int(), zInteger])
const segment = whole.pipe(z.union([z.literal(2), z.literal(3)]))
const maybe = z.boolean().optional()
const warn = maybe
const side = z.enum(['ledger', 'connectwise'])

export const zProblem = z.discriminatedUnion('code', [
  problem('account-missing', {}),
  problem('account-unmapped', { account: text, accountName: text }),
  problem('account-inactive', { account: text, ledgerCode: text, ledgerName: text }),
  problem('item-unmapped', { item: text, itemId: text, fromDefault: maybe, warn }),
  problem('item-gone', { item: text, itemId: text, fromDefault: maybe }),
  problem('item-missing', { account: text, count: whole }),
  problem('item-other-account', { item: text, itemId: text, account: text, itemAccount: text }),
  problem('tracking-several', { category: text, options: text }),
  problem('cost-account-missing', { account: text, glType: text }),
  problem('tax-unmapped', { taxCode: text, taxCodeId: text }),
  problem('tax-unknown', { taxCode: text }),
  problem('tax-missing', {}),
  // Rows of before named the line's tax.
  problem('tax-by-ledger', { ledgerTax: text.optional() }),
  problem('tax-differs', {
    ledgerTax: text,
    connectwise: text,
    difference: text,
    warn,
    posted: maybe,
  }),
  problem('tax-several', { taxes: text }),
  problem('tax-inactive', { taxCode: text, taxCodeId: text, ledgerTax: text }),
  problem('tracking-unmapped', { segment, value: text, category: text, warn }),
  problem('tracking-missing', { segment, category: text, warn }),
  problem('tracking-inactive', { segment, value: text, category: text, option: text, warn }),
  problem('category-gone', { segment }),
  problem('sales-rep-missing', { category: text, warn }),
  problem('sales-rep-unmapped', { rep: text, repId: text, category: text, warn }),
  problem('sales-rep-inactive', { rep: text, repId: text, category: text, option: text, warn }),
  problem('sales-rep-category-gone', {}),
  problem('static-tax-missing', { taxed: z.boolean(), ledgerTax: text }),
  problem('theme-gone', { theme: text }),
  problem('customer-unknown', { customer: text, customerId: text }),
  problem('customer-same-name', { customer: text, customerId: text, contactId: text, contactName: text }),
  problem('customer-archived', { customer: text, customerId: text, contactName: text }),
  problem('vendor-unknown', { vendor: text, vendorId: text }),
  problem('vendor-same-name', { vendor: text, vendorId: text, contactId: text, contactName: text }),
  problem('vendor-archived', { vendor: text, vendorId: text, contactName: text }),
  problem('vendor-is-customer', { vendor: text, vendorId: text, contactName: text }),
  problem('purchase-tax-unmapped', { taxCode: text, taxCodeId: text, salesTax: text }),
  problem('purchase-tax-inactive', { taxCode: text, taxCodeId: text, ledgerTax: text }),
  problem('number-missing', {}),
  problem('number-invalid', { number: text, reason: text, format: maybe }),
  problem('number-taken', { number: text, ledgerTotal: text }),
  problem('currency-unknown', { currency: text }),
  problem('currency-missing', {}),
  problem('date-locked', { date: text, lockDate: text }),
  problem('due-date-missing', { terms: text, termId: text.optional() }),
  problem('terms-invalid', { terms: text, xref: text, termId: text.optional() }),
  problem('no-entries', {}),
  problem('not-closed', { status: text }),
  problem('zero-total', { marked: maybe, warn }),
  problem('before-cut-off', { date: text, cutOff: text }),
  problem('kind-excluded', { kind: z.enum(['invoices', 'credit memos', 'purchases']) }),
  problem('no-ledger', { location: text }),
  problem('other-company', { location: text, company: text }),
  problem('negative-total', { total: text, credit: maybe }),
  problem('journal-unbalanced', { difference: text }),
  problem('journal-account', { account: text, ledgerCode: text, ledgerName: text }),
  problem('out-of-balance', {
    what: z.literal('tax').optional(),
    ours: text,
    connectwise: text,
    difference: text,
    limit: text,
  }),
  problem('rounding-account-missing', { difference: text }),
  problem('rounding-applied', { difference: text, tax: maybe }),
  problem('adjustment-applied', { difference: text }),
  problem('description-missing', {}),
  problem('export-malformed', { detail: text }),
  problem('preview-changed', {}),
  problem('differs-from-ledger', { ours: text, ledger: text }),
  problem('slip-received-again', { slip: text, total: text }),
  problem('ledger-refused', { message: text }),
  problem('batch-refused', { message: text }),
  problem('batch-closed', { batch: text }),
  problem('payment-refused', { message: text }),
  problem('mark-refused', { message: text, removing: z.boolean().optional() }),
  problem('undo-paid', { due: text, total: text }),
  problem('undo-refused', { message: text }),
  problem('undo-other-batch', { batch: text }),
  problem('undo-batch-stays', { message: text }),
  problem('undone', {}),
  problem('credit-waits', { credit: text, invoice: text }),
  problem('credit-differs', { credit: text, invoice: text, connectwise: text, ledger: text }),
  problem('credit-other-customer', { credit: text, invoice: text }),
  problem('credit-other-currency', {
    credit: text,
    invoice: text,
    creditCurrency: text,
    invoiceCurrency: text,
  }),
  problem('credit-exceeds', {
    credit: text,
    invoice: text,
    what: z.enum(['credit', 'invoice']),
    wanted: text,
    left: text,
  }),
  problem('credit-not-approved', { number: text, status: text }),
  problem('credit-gone', {}),
  problem('credit-stuck', { credit: text, invoice: text, where: side, wanted: text }),
  problem('credit-refused', { where: side, message: text }),
  problem('amend-paid', { due: text, total: text, memo: z.boolean().optional() }),
  problem('amend-locked', { date: text, lockDate: text, memo: z.boolean().optional() }),
  problem('amend-gone', {}),
  problem('amend-changed', { known: text, ledger: text }),
  problem('amend-other', { what: z.enum(['kind', 'currency']) }),
  problem('amend-batched', { batch: text }),
  problem('amend-refused', { message: text }),
  problem('amend-credit-differs', { number: text, ours: text, ledger: text }),
  problem('not-connected', {}),
  problem('reconnect-needed', {}),
  problem('ledger-limit', { until: text }),
  problem('reference-stale', { list: text }),
])

function problem<C extends Problem['code'], S extends z.ZodRawShape>(code: C, facts: S) {
  return z.strictObject({
    code: z.literal(code),
    lineId: text.optional(),
    line: text.optional(),
    amount: text.optional(),
    lines: whole.optional(),
    of: z.enum(['purchase', 'expense', 'stock']).optional(),
    ...facts,
  })
}
