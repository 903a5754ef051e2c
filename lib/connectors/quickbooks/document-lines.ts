import type { DocumentLine } from '../../accounting/document.ts'
import { present } from '../../std/assert.ts'
import { notTaxed, usNon, usTax } from './tax.ts'
import { categoryIds } from './tracking.ts'

/** A sales line names an item, and the item the account: without one QuickBooks takes it for a comment and drops its amount. */
export function saleLine({ item, tax, tracking, ...line }: DocumentLine, us: boolean) {
  const named = present(item, 'A line for QuickBooks names no item.')
  const taxCode = us && tax.id !== usNon ? usTax : tax.id
  return {
    DetailType: 'SalesItemLineDetail',
    ...textAndAmount(line),
    SalesItemLineDetail: {
      ItemRef: { value: named.id },
      Qty: line.quantity,
      UnitPrice: line.unitAmount,
      ...codeOf(taxCode),
      ...classOf(tracking, [categoryIds.lineClass]),
    },
  }
}

/**
 * A line of a purchase is posted to an account, or to an item's. In the United States it has no tax code. Where sales have one
 * class a document, each line has it here: there is no other place for it.
 */
export function expenseLine({ account, item, tax, tracking, ...line }: DocumentLine, us: boolean) {
  const detail = {
    ...(!us && codeOf(tax.id)),
    ...classOf(tracking, [categoryIds.lineClass, categoryIds.documentClass]),
    BillableStatus: 'NotBillable',
  }
  if (!item) {
    return {
      DetailType: 'AccountBasedExpenseLineDetail',
      ...textAndAmount(line),
      AccountBasedExpenseLineDetail: { AccountRef: { value: account.id }, ...detail },
    }
  }
  const { quantity, unitAmount } = line
  return {
    DetailType: 'ItemBasedExpenseLineDetail',
    ...textAndAmount(line),
    ItemBasedExpenseLineDetail: {
      ItemRef: { value: item.id },
      Qty: quantity,
      UnitPrice: unitAmount,
      ...detail,
    },
  }
}

/** A line of a journal says its side and has no sign. It names a location too, which other documents have but once. */
export function journalLine({ description, amount, account, tracking }: DocumentLine) {
  const location = tracking.find(({ categoryId }) => categoryId === categoryIds.department)
  return {
    DetailType: 'JournalEntryLineDetail',
    ...textAndAmount({ description, amount: amount.abs() }),
    JournalEntryLineDetail: {
      PostingType: amount.isNegative() ? 'Credit' : 'Debit',
      AccountRef: { value: account.id },
      ...classOf(tracking, [categoryIds.lineClass, categoryIds.documentClass]),
      ...(location && { DepartmentRef: { value: location.optionId } }),
    },
  }
}

function textAndAmount({ description, amount }: Pick<DocumentLine, 'description' | 'amount'>) {
  return { Description: description, Amount: amount }
}

function codeOf(taxId: string) {
  return taxId === notTaxed ? {} : { TaxCodeRef: { value: taxId } }
}

function classOf(tracking: DocumentLine['tracking'], categories: readonly string[]) {
  const found = tracking.find(({ categoryId }) => categories.includes(categoryId))
  return found ? { ClassRef: { value: found.optionId } } : {}
}
