import { z } from 'zod'
import { calendarDate, isCalendarDate } from '../../std/clock.ts'
import { zDecimal, zInteger } from '../../std/json.ts'
import {
  type Described,
  fieldsOf,
  zCompany,
  zCurrency,
  zFlag,
  zItem,
  zMaybeText,
  zName,
  zNumericId,
} from './fields.ts'

/**
 * The two ways in which the accounting interface writes the day of a purchase, both in one recorded answer: “2021-03-02” and
 * “3/2/2021 11:52:37 AM” (github.com/ethan-sorenson/SmartConnectConnectWise, REST Connector/Connectwise.postman_collection.json).
 */
export const zEitherDay = zMaybeText
  .transform(text => {
    const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(text) ?? []
    return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.slice(0, 10)
  })
  .refine(text => text === '' || isCalendarDate(text), 'expected a day')
  .transform(text => (text === '' ? null : calendarDate(text)))

const zRow = z.object({
  unpostedProductId: z.string().min(1).max(200),
  procurementType: zMaybeText,
  locationId: zNumericId.nullish(),
  purchaseOrder: zName,
  purchaseDate: zEitherDay,
  vendor: zCompany.nullish(),
  currency: zCurrency,
  total: zDecimal,
  dateClosed: zMaybeText,
} satisfies Described<'UnpostedProcurement'>)

export const unpostedFields = fieldsOf(zRow)
export const zUnpostedPurchase = zRow.transform(withDay)

/** With the day of `dateClosed` beside its text. */
export function withDay<Row extends { dateClosed: string }>(row: Row, context: z.RefinementCtx) {
  const closedOn = zEitherDay.safeParse(row.dateClosed)
  if (closedOn.success) return { ...row, closedOn: closedOn.data }
  context.addIssue({ code: 'custom', path: ['dateClosed'], message: 'expected a day' })
  return z.NEVER
}

const zDetail = z.object({
  id: zNumericId,
  glTypeId: z.string().min(1),
  glClass: zMaybeText,
  accountNumber: zMaybeText,
  costAccountNumber: zMaybeText,
  inventoryAccountNumber: zMaybeText,
  locationXref: zMaybeText,
  itemTypeXref: zMaybeText,
  dropShippedFlag: zFlag,
  description: zMaybeText,
  memo: zMaybeText,
  itemDescription: zMaybeText,
  item: zItem,
  itemCost: zDecimal.nullish(),
  quantity: zDecimal.nullish(),
  total: zDecimal,
  taxable: zFlag,
  taxCode: zName,
} satisfies Described<'GLExportPurchaseTransactionDetail'>)

const zDetailTax = z.object({
  id: zNumericId,
  total: zDecimal,
} satisfies Described<'GLExportPurchaseTransactionDetailTax'>)

const zTransaction = z.object({
  id: zMaybeText,
  documentDate: zEitherDay,
  documentNumber: zMaybeText,
  purchaseDate: zEitherDay,
  company: zCompany,
  packingSlip: zMaybeText,
  dropshipFlag: zFlag,
  currency: zCurrency,
  total: zDecimal,
  billingTerms: zName,
  billingTermsXref: zMaybeText,
  dueDays: zInteger.nullish(),
  vendorAccountNumber: zMaybeText,
  vendorInvoiceDate: zEitherDay,
  vendorInvoiceNumber: zMaybeText,
  taxCode: zName,
  purchaseDetail: z.array(zDetail),
  purchaseDetailTax: z
    .array(zDetailTax)
    .nullish()
    .transform(list => list ?? []),
} satisfies Described<'GLExportPurchaseTransaction'>)

export const zPurchases = z.object({ purchaseTransactions: z.array(zTransaction) })

export type UnpostedPurchase = z.output<typeof zUnpostedPurchase>
export type ExportedPurchase = z.output<typeof zTransaction>
export type PurchaseDetail = z.output<typeof zDetail>
