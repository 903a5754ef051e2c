import { z } from 'zod'
import type { RecordLine, SalesExport } from '../../accounting/export.ts'
import { Decimal, sum } from '../../std/decimal.ts'
import { NumberText } from '../../std/json.ts'
import type { Client } from './client.ts'
import { inLists } from './conditions.ts'
import { classSegments, truePrice } from './entry-lines.ts'
import { malformed } from './errors.ts'
import { type Described, fieldsOf, zMaybeText, zNumericId } from './fields.ts'
import { documentTotal } from './invoices.ts'
import { selected } from './paging.ts'
import { type ExportedDetail, type ExportedTransaction, zExport } from './sales-form.ts'
import type { KnownInvoice, Unposted } from './unposted.ts'

/** Read-only for all its POST: nothing is batched, and any identifier does (knowledge/connectwise.md §4.2). */
export async function exportSales(
  client: Client,
  unposted: Unposted,
  billingLogIds: string[],
): Promise<SalesExport[]> {
  const known = await unposted.named([...new Set(billingLogIds)])
  if (known.size === 0) return []
  const body = {
    batchIdentifier: 'preview',
    glInterfaceIdentifier: 'preview',
    summarizeInvoices: 'Detailed' as const,
    exportInvoicesFlag: true,
    includedInvoiceIds: [...known.keys()].map(id => new NumberText(id)),
  }
  const { transactions } = await client.read('the export', zExport, api =>
    api.POST('/finance/accounting/export', { body }),
  )
  const emails = await emailsOf(
    client,
    transactions.map(one => one.company.id),
  )
  const byNumber = new Map([...known].map(([id, { number }]) => [number, id]))
  return transactions.map((transaction, index) => {
    const billingLogId = askedFor(transaction, known, byNumber)
    const record = known.get(billingLogId)
    if (!record)
      throw malformed('the export', `transactions.${index}.documentNumber: not one of those asked for`)
    const email = emails.get(transaction.company.id) ?? ''
    return salesExport(transaction, { billingLogId, recordId: record.recordId, email })
  })
}

/** The transaction's id is the billing log's where its number agrees; else the number alone has to say it. */
function askedFor(
  { id, documentNumber }: ExportedTransaction,
  known: Map<string, KnownInvoice>,
  byNumber: Map<string, string>,
): string {
  if (id && known.get(id)?.number === documentNumber) return id
  return byNumber.get(documentNumber) ?? ''
}

function salesExport(
  transaction: ExportedTransaction,
  { billingLogId, recordId, email }: { billingLogId: string; recordId: string; email: string },
): SalesExport {
  const { company, billingTerms, detail } = transaction
  const kind = transaction.documentType === 'CREDIT MEMO' ? 'credit-memo' : 'invoice'
  const isTax = (line: ExportedDetail) => line.glTypeId === 'ST'
  const sales = detail.filter(line => !isTax(line))
  const turned = turning(kind, sales)
  return {
    kind,
    recordId,
    billingLogId,
    number: transaction.documentNumber,
    billingType: transaction.billingType,
    date: transaction.documentDate,
    dueDate: transaction.dueDate ?? null,
    terms: {
      name: billingTerms.name,
      xref: transaction.billingTermsXref,
      dueDays: transaction.dueDays ?? null,
    },
    customer: { ...company, email, accountNumber: transaction.companyAccountNumber },
    currency: transaction.currency,
    purchaseOrder: transaction.purchaseOrder.name,
    project: transaction.project.name,
    memo: transaction.memo,
    salesRep: { id: transaction.salesRepId, name: transaction.salesRepName },
    total: documentTotal(kind, transaction.total),
    salesTax: transaction.salesTax
      ? documentTotal(kind, transaction.salesTax)
      : sum(detail.filter(isTax).map(line => turned(line.total))),
    taxCode: transaction.taxCode.name,
    lines: sales.map(line => salesLine(line, turned, transaction.taxCode.name)),
    glEntryIds: [...new Set([...transaction.glEntryIds, ...detail.map(line => line.id)])],
  }
}

/**
 * Revenue lines are credits, so negative on an invoice (knowledge/connectwise.md §4.4). On a credit memo the credited
 * amount is to be positive, whichever way ConnectWise gives it: the sum of the lines says so, single lines may differ.
 */
function turning(kind: SalesExport['kind'], sales: ExportedDetail[]): (amount: Decimal) => Decimal {
  const whole = sum(sales.map(line => line.total))
  const keep = kind === 'credit-memo' && !whole.isNegative()
  return amount => (keep ? amount : amount.negated())
}

function salesLine(
  line: ExportedDetail,
  turned: (amount: Decimal) => Decimal,
  documentTaxCode: string,
): RecordLine {
  const amount = turned(line.total)
  const quantity = line.quantity ?? Decimal.one
  return {
    id: line.id,
    glType: line.glTypeId,
    account: line.accountNumber,
    segments: classSegments(line.glClass),
    item: line.item,
    description: line.description || line.itemDescription || line.memo,
    work: line.memo,
    quantity,
    unitPrice: line.itemPrice ? truePrice(line.itemPrice, quantity, amount) : null,
    amount,
    taxable: line.taxableFlag ?? line.itemTaxableFlag,
    taxCode: line.taxCode.name === documentTaxCode ? '' : line.taxCode.name,
    costAccount: line.costAccountNumber,
    inventoryAccount: line.inventoryAccountNumber,
    warehouseAccount: line.locationXref,
    itemType: line.itemTypeXref,
    dropShipped: line.dropShippedFlag,
    // `cost` is said of the entry, of one piece or of all of them; `itemCost` of one piece.
    cost: line.itemCost ?? line.cost ?? null,
  }
}

const zEmail = z.object({
  id: zNumericId,
  invoiceToEmailAddress: zMaybeText,
} satisfies Described<'Company'>)
const companyFields = fieldsOf(zEmail)

/** Where the customer wants invoices sent: the export does not say it. */
async function emailsOf(client: Client, companyIds: string[]): Promise<Map<string, string>> {
  const conditions = inLists('id', companyIds, companyFields)
  const rows = await selected(client, 'companies', zEmail, conditions, (api, query) =>
    api.GET('/company/companies', { params: { query: { ...query, fields: companyFields } } }),
  )
  return new Map(rows.map(row => [row.id, row.invoiceToEmailAddress]))
}
