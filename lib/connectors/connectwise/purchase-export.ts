import type { PurchaseExport, RecordLine } from '../../accounting/export.ts'
import { Decimal, sum } from '../../std/decimal.ts'
import type { PsaCompany } from '../psa-facts.ts'
import type { Client } from './client.ts'
import { classSegments, truePrice } from './entry-lines.ts'
import { malformed } from './errors.ts'
import { customers } from './lists.ts'
import { type ExportedPurchase, type PurchaseDetail, zPurchases } from './purchase-form.ts'
import { type OrderDates, ordersNamed } from './purchase-orders.ts'
import { purchasesNamed, type UnpostedSlip } from './purchases.ts'

/** Read-only for all its POST, as exportSales. What of a slip is batched already is not in it. */
export async function exportPurchases(client: Client, productIds: string[]): Promise<PurchaseExport[]> {
  const slips = await purchasesNamed(client, productIds)
  if (slips.length === 0) return []
  const body = {
    batchIdentifier: 'preview',
    glInterfaceIdentifier: 'preview',
    summarizeInvoices: 'Default' as const,
    exportProductsFlag: true,
    includedProductIds: slips.map(({ record }) => record.exportId),
  }
  const { purchaseTransactions } = await client.read('the export', zPurchases, api =>
    api.POST('/finance/accounting/export', { body }),
  )
  const found = purchaseTransactions.map((transaction, index) => {
    const slip = askedFor(transaction, slips)
    if (slip) return { transaction, slip }
    throw malformed('the export', `purchaseTransactions.${index}.packingSlip: not one of those asked for`)
  })
  if (new Set(found.map(({ slip }) => slip)).size < found.length)
    throw malformed('the export', 'purchaseTransactions: a packing slip comes twice')
  const orderIds = found.flatMap(({ slip }) => slip.record.parentId || [])
  const vendorIds = found.map(({ transaction }) => transaction.company.id)
  const [orders, vendors] = await Promise.all([
    ordersNamed(client, orderIds),
    customers(client, { ids: [...new Set(vendorIds)] }),
  ])
  return found.map(({ transaction, slip }) => {
    const vendor = vendors.find(({ id }) => id === transaction.company.id)
    return purchaseExport(transaction, { slip, order: orders.get(slip.record.parentId), vendor })
  })
}

/**
 * A transaction calls itself by a text (recorded: “PO #Test123, Packing Slip: Test123”; see purchases.ts), not by the id that it
 * was asked for. Vendor and slip say which one it is, and the order's number where a vendor's slip is of several orders.
 */
function askedFor(transaction: ExportedPurchase, slips: UnpostedSlip[]): UnpostedSlip | null {
  const { id, company, packingSlip, documentNumber } = transaction
  const ofVendor = slips.filter(({ record }) => record.customer.id === company.id)
  const ofSlip = ofVendor.filter(({ slip }) => slip === packingSlip)
  const steps = [
    slips.filter(({ record }) => record.exportId === id),
    ofSlip,
    ofSlip.filter(({ orderNumber }) => orderNumber === documentNumber),
    slips.length === 1 ? ofVendor : [],
  ]
  return steps.find(likely => likely.length === 1)?.[0] ?? null
}

interface Beside {
  slip: UnpostedSlip
  order: OrderDates | undefined
  vendor: PsaCompany | undefined
}

function purchaseExport(transaction: ExportedPurchase, { slip, order, vendor }: Beside): PurchaseExport {
  const { record } = slip
  const { company, billingTerms, purchaseDetail, purchaseDetailTax } = transaction
  const [products, taxes] = parted(purchaseDetail)
  const turned = turning(transaction)
  const entries = [...purchaseDetail, ...purchaseDetailTax]
  return {
    kind: 'purchase',
    recordId: record.recordId,
    productId: record.exportId,
    number: record.number,
    order: {
      id: record.parentId,
      number: order?.number || slip.orderNumber || transaction.documentNumber,
      date: order?.date ?? transaction.purchaseDate,
    },
    packingSlip: transaction.packingSlip,
    customer: {
      id: company.id,
      identifier: company.identifier || (vendor?.identifier ?? ''),
      name: company.name || (vendor?.name ?? ''),
      email: vendor?.email ?? '',
      accountNumber: transaction.vendorAccountNumber || (vendor?.accountNumber ?? ''),
    },
    vendorInvoice: { number: transaction.vendorInvoiceNumber, date: transaction.vendorInvoiceDate },
    date: record.date,
    shippedOn: order?.shippedOn ?? null,
    terms: {
      name: billingTerms.name,
      xref: transaction.billingTermsXref,
      dueDays: transaction.dueDays ?? null,
    },
    currency: transaction.currency || record.currency,
    total: transaction.total,
    salesTax: turned(sum([...taxes, ...purchaseDetailTax].map(line => line.total))),
    taxCode: transaction.taxCode.name,
    dropShip: transaction.dropshipFlag,
    lines: products.map(line => purchaseLine(line, turned, transaction.taxCode.name)),
    glEntryIds: [...new Set(entries.map(entry => entry.id))],
  }
}

/** Taxes have a list of their own; should one stand among the products, it is no line either. */
function parted(details: PurchaseDetail[]): [products: PurchaseDetail[], taxes: PurchaseDetail[]] {
  const isTax = (line: PurchaseDetail) => line.glTypeId === 'PT' || line.glTypeId === 'FT'
  return [details.filter(line => !isTax(line)), details.filter(isTax)]
}

/**
 * The total is the document's own sign. Its entries have the other one in the recorded answer (total 310.20, entries −300.00 and
 * −10.20, quantities −4 and −3): they are turned where that brings them nearer to the total.
 */
function turning({
  total,
  purchaseDetail,
  purchaseDetailTax,
}: ExportedPurchase): (amount: Decimal) => Decimal {
  const whole = sum([...purchaseDetail, ...purchaseDetailTax].map(entry => entry.total))
  const turn = total.plus(whole).abs().lessThan(total.minus(whole).abs())
  return amount => (turn ? amount.negated() : amount)
}

function purchaseLine(
  line: PurchaseDetail,
  turned: (amount: Decimal) => Decimal,
  documentTaxCode: string,
): RecordLine {
  const amount = turned(line.total)
  const given = turned(line.quantity ?? Decimal.one)
  const quantity = amount.isZero() ? given.abs() : given
  const freight = line.glTypeId === 'PF'
  return {
    id: line.id,
    glType: freight ? 'PF' : 'P',
    account: accountOf(line),
    segments: classSegments(line.glClass),
    item: line.item,
    description: descriptionOf(line) || (freight ? 'Freight' : (line.item?.identifier ?? '')),
    work: '',
    quantity,
    unitPrice: line.itemCost ? truePrice(line.itemCost, quantity, amount) : null,
    amount,
    taxable: line.taxable,
    taxCode: line.taxCode.name === documentTaxCode ? '' : line.taxCode.name,
    costAccount: line.costAccountNumber,
    inventoryAccount: line.inventoryAccountNumber,
    warehouseAccount: line.locationXref,
    itemType: line.itemTypeXref,
    dropShipped: line.dropShippedFlag,
    cost: line.itemCost ?? null,
  }
}

/**
 * A product's entry may be of its revenue mapping (recorded: glTypeId RP, account “Hardware Sales”): what is bought then goes to
 * that mapping's cost account (knowledge/features.md B4).
 */
function accountOf(line: PurchaseDetail): string {
  return (line.glTypeId === 'RP' && line.costAccountNumber) || line.accountNumber
}

/** Recorded, `description` is the word “Purchase” on every line. */
function descriptionOf(line: PurchaseDetail): string {
  const texts = [line.description, line.itemDescription, line.memo]
  return texts.find(text => text !== '' && text !== 'Purchase') ?? ''
}
