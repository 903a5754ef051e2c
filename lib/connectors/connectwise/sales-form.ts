import { z } from 'zod'
import { zDecimal, zInteger } from '../../std/json.ts'
import {
  type Described,
  zCompany,
  zCurrency,
  zDay,
  zFlag,
  zItem,
  zMaybeDay,
  zMaybeText,
  zName,
  zNumericId,
} from './fields.ts'

const zDetail = z.object({
  id: zNumericId,
  accountNumber: zMaybeText,
  glClass: zMaybeText,
  glTypeId: z.string().min(1),
  memo: zMaybeText,
  description: zMaybeText,
  quantity: zDecimal.nullish(),
  total: zDecimal,
  costAccountNumber: zMaybeText,
  inventoryAccountNumber: zMaybeText,
  locationXref: zMaybeText,
  itemTypeXref: zMaybeText,
  dropShippedFlag: zFlag,
  cost: zDecimal.nullish(),
  itemCost: zDecimal.nullish(),
  taxCode: zName,
  taxableFlag: z.boolean().nullish(),
  itemTaxableFlag: zFlag,
  item: zItem,
  itemPrice: zDecimal.nullish(),
  itemDescription: zMaybeText,
} satisfies Described<'GLExportTransactionDetail'>)

const zTransaction = z.object({
  id: zNumericId.nullish(),
  documentDate: zDay,
  documentNumber: z.string().min(1),
  // The two that a real integration has seen (knowledge/connectwise.md §4.4).
  documentType: z.enum(['INVOICE', 'CREDIT MEMO']),
  memo: zMaybeText,
  salesRepId: zMaybeText,
  salesRepName: zMaybeText,
  company: zCompany,
  companyAccountNumber: zMaybeText,
  billingTerms: zName,
  billingTermsXref: zMaybeText,
  dueDays: zInteger.nullish(),
  dueDate: zMaybeDay,
  billingType: zMaybeText,
  glEntryIds: z
    .string()
    .nullish()
    .transform(text => (text ?? '').split(',').map(id => id.trim()))
    .transform(ids => ids.filter(id => id !== ''))
    .refine(ids => ids.every(id => /^\d{1,12}$/.test(id)), 'expected whole numbers with commas between'),
  purchaseOrder: zName,
  project: zName,
  currency: zCurrency,
  total: zDecimal,
  taxCode: zName,
  salesTax: zDecimal.nullish(),
  detail: z.array(zDetail),
} satisfies Described<'GLExportTransaction'>)

export const zExport = z.object({ transactions: z.array(zTransaction) })

export type ExportedTransaction = z.output<typeof zTransaction>
export type ExportedDetail = z.output<typeof zDetail>
