import type { RunningConnectWise } from '../../simulators/connectwise/index.ts'
import { callerOf, post, where } from './connectwise-client.ts'

type Text = { text: string }
export type Unposted = {
  id: Text
  unpostedProductId: string
  procurementType: string
  description: string
  total: Text
  taxTotal: Text
  freightCost?: Text
  freightTaxTotal?: Text
  vendorInvoiceNumber: string
  purchaseOrder?: { name: string }
}
type Detail = {
  id: Text
  glTypeId: string
  total: Text
  accountNumber: string
  inventoryAccountNumber: string
}
export type PurchaseTransaction = {
  id: string
  documentNumber: string
  packingSlip: string
  freightPackingSlip: string
  dropshipFlag: boolean
  shipToCompany?: { identifier: string }
  total: Text
  freightAmount: Text
  vendorInvoiceNumber: string
  purchaseDetail: (Detail & {
    glClass: string
    quantity: Text
    itemCost: Text
    description: string
    locationXref: string
    itemTypeXref: string
    lineNumber: Text
  })[]
  purchaseDetailTax: Detail[]
}
type BillDetail = {
  id: Text[]
  glTypeId: string
  total: Text
  accountNumber: string
  reimbursable: boolean
  companyAdvance: boolean
}
export type Exported = {
  transactions: object[]
  vendors: { vendorNumber: string }[]
  expenses: { id: Text; total: Text; accountNumber: string; offset?: { id: Text; total: Text } }[]
  expenseBills: { id: Text; total: Text; member: { identifier: string }; detail: BillDetail[] }[]
  purchaseTransactions: PurchaseTransaction[]
  adjustmentTransactions: {
    id: string
    adjustmentDescription: string
    adjustmentDetail: { quantity: Text; total: Text }[]
  }[]
  inventoryTransfers: { id: string; total: Text; offset: { id: Text; total: Text } }[]
}

/** The accounting interface as a connector uses it: what is unposted, the preview, the batch and its end. */
export function booksOf(simulator: RunningConnectWise) {
  const call = callerOf(simulator)
  const accounting = '/finance/accounting'
  return {
    call,
    unposted: async (conditions?: string) => {
      const query = conditions === undefined ? '' : `&${where(conditions)}`
      return (await call<Unposted[]>(`${accounting}/unpostedprocurement?pageSize=1000${query}`)).body
    },
    preview: async (request: object) => (await call<Exported>(`${accounting}/export`, post(request))).body,
    products: async (ids?: string[]) =>
      (
        await call<Exported>(
          `${accounting}/export`,
          post({ exportProductsFlag: true, ...(ids ? { includedProductIds: ids } : {}) }),
        )
      ).body,
    expenses: async (ids?: number[]) =>
      (
        await call<Exported>(
          `${accounting}/export`,
          post({ exportExpensesFlag: true, ...(ids ? { includedExpenseIds: ids } : {}) }),
        )
      ).body,
    batch: (identifier: string, ids: number[], flags: object = { exportProductsFlag: true }) =>
      call<Exported & { code: string; errors: { message: string; field: string }[] }>(
        `${accounting}/batches`,
        post({ batchIdentifier: identifier, ...flags, processedRecordIds: ids }),
      ),
    removeBatch: async (identifier: string) => {
      const found = await call<{ id: Text }[]>(
        `${accounting}/batches?${where(`batchIdentifier = "${identifier}"`)}`,
      )
      return call(`${accounting}/batches/${found.body[0]?.id.text}`, { method: 'DELETE' })
    },
  }
}

export const idsOf = ({ purchaseDetail, purchaseDetailTax }: PurchaseTransaction): number[] =>
  [...purchaseDetail, ...purchaseDetailTax].map(line => Number(line.id.text))
