import type { Desk } from '../desk.ts'
import type { DocumentLine, LedgerRef } from '../document.ts'
import type { SalesLine } from '../export.ts'
import { cents, isMeasurable, priceLine } from '../money.ts'
import type { LineFacts } from '../problems.ts'
import { findTax, lineTax } from '../tax.ts'
import { findTracking } from '../tracking.ts'

const descriptionMax = 4000 // Xero's limit; QuickBooks has the same

/** One line, or null when it cannot stand; every reason is reported, not only the first. */
export function translateLine(line: SalesLine, documentTaxCode: string, desk: Desk): DocumentLine | null {
  const facts = factsOf(line)
  if (
    ![line.quantity, line.unitPrice, line.amount].every(number => number === null || isMeasurable(number))
  ) {
    desk.report({
      code: 'export-malformed',
      detail: 'A line has an amount that no ledger can hold.',
      ...facts,
    })
    return null
  }
  const account = findAccount(line, facts, desk)
  const item = findItem(line, facts, desk)
  const tax = findTax({ taxable: line.taxable, taxCode: line.taxCode, documentTaxCode }, facts, desk)
  const tracking = findTracking(line.segments, facts, desk)
  const text = describeLine(line)
  if (text.description === '') desk.report({ code: 'description-missing', ...facts })
  if (!account || !tax) return null
  const { trueQuantity, ...price } = priceLine(line)
  return {
    ...price,
    description: withQuantity(text.description, trueQuantity),
    account,
    item,
    tax,
    amountTax: lineTax(price.amount, tax.rate),
    tracking,
    sources: [sourceOf(line)],
    role: 'sale',
    notes: [
      ...text.notes,
      ...(trueQuantity === '' ? [] : [`Sent as 1 × ${price.amount.toFixedText(2)} to keep the cents.`]),
    ],
  }
}

function findAccount(line: SalesLine, facts: LineFacts, desk: Desk): LedgerRef | null {
  const segment = line.account.trim()
  if (segment === '') {
    desk.report({ code: 'account-missing', ...facts })
    return null
  }
  const id = desk.find('account', segment, segment)
  if (id === null) {
    desk.report({ code: 'account-unmapped', account: segment, accountName: '', ...facts })
    return null
  }
  const account = desk.reference.accounts.get(id)
  if (!account?.active) {
    const ledger = { ledgerCode: account?.code ?? '', ledgerName: account?.name ?? '' }
    desk.report({ code: 'account-inactive', account: segment, ...ledger, ...facts })
    return null
  }
  return { id: account.id, code: account.code, name: account.name }
}

/** A product by its id, any other line by its Non-Product ID (GL segment 4); most lines of services have neither. */
function findItem(line: SalesLine, facts: LineFacts, desk: Desk): LedgerRef | null {
  const wanted = itemKey(line)
  if (!wanted) return null
  const id = desk.find('item', wanted.key, wanted.name)
  if (id === null) {
    if (desk.options.items === 'required') {
      desk.report({ code: 'item-unmapped', item: wanted.name, itemId: wanted.key, ...facts })
    }
    return null
  }
  const item = desk.reference.items.get(id)
  if (!item) desk.report({ code: 'item-gone', item: wanted.name, itemId: wanted.key, ...facts })
  return item ?? null
}

function itemKey(line: SalesLine): { key: string; name: string } | null {
  if (line.item) return { key: line.item.id, name: line.item.identifier.trim() }
  const nonProduct = (line.segments[2] ?? '').trim()
  return nonProduct === '' ? null : { key: `non-product:${nonProduct}`, name: nonProduct }
}

/** Both ledgers refuse a line without text, so an empty one takes the product's or the Non-Product ID's name. */
function describeLine(line: SalesLine): { description: string; notes: string[] } {
  const own = line.description.trim()
  if (own !== '') return { description: own, notes: [] }
  const name = itemKey(line)?.name ?? ''
  return {
    description: name,
    notes: name === '' ? [] : ['Description taken from the item: the line has none.'],
  }
}

function withQuantity(description: string, trueQuantity: string): string {
  const suffix = trueQuantity === '' ? '' : ` (${trueQuantity})`
  return description.slice(0, descriptionMax - suffix.length) + suffix
}

function factsOf(line: SalesLine): LineFacts {
  const amount = isMeasurable(line.amount) ? cents(line.amount).toFixedText(2) : line.amount.toText()
  return { lineId: line.id, line: line.description.trim() || itemKey(line)?.name || line.account, amount }
}

function sourceOf(line: SalesLine): DocumentLine['sources'][number] {
  const { id, account, segments, description, quantity, amount } = line
  return { glEntryId: id, account, segments, description, quantity, amount }
}
