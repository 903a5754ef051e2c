import type { Desk } from '../desk.ts'
import type { WorkLine } from '../detail.ts'
import type { DocumentLine, LedgerRef, TrackingRef } from '../document.ts'
import type { RecordLine } from '../export.ts'
import { findItem, itemKey } from '../items.ts'
import { cents, isMeasurable, priceLine } from '../money.ts'
import type { LineFacts } from '../problems.ts'
import { assetAccount, type ChosenAccount, findChosen } from '../stock-account.ts'
import { isStock } from '../stock-product.ts'
import { findTax, lineTax } from '../tax.ts'
import { findTracking } from '../tracking.ts'

const descriptionMax = 4000 // Xero's limit; QuickBooks has the same

/** What the whole document gives each of its lines. */
export interface DocumentFacts {
  taxCode: string
  salesRep: TrackingRef | null
}

/** One line, or null when it cannot stand; every reason is reported, not only the first. */
export function translateLine(line: WorkLine, given: DocumentFacts, desk: Desk): DocumentLine | null {
  const facts = factsOf(line, desk)
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
  const account = lineAccount(line, facts, desk)
  checkCosts(line, facts, desk)
  const wanted = itemKey(line, desk)
  const item = findItem(wanted, account, facts, desk)
  const { taxable, taxCode } = line
  const tax = findTax({ taxable, taxCode, documentTaxCode: given.taxCode }, facts, desk)
  const tracking = withSalesRep(findTracking(line.segments, facts, desk), given.salesRep)
  const text = describeLine(line, desk)
  if (text.description === '') desk.report({ code: 'description-missing', ...facts })
  if (!account || !tax) return null
  if (item === null && desk.itemsSayAccount) return null
  const { trueQuantity, ...price } = priceLine(line)
  return {
    ...price,
    description: withQuantity(text.description, trueQuantity),
    account,
    item,
    tax,
    amountTax: lineTax(price.amount, tax.rate),
    tracking,
    sources: line.parts.map(sourceOf),
    role: 'sale',
    notes: [
      ...text.notes,
      ...(wanted?.fromDefault
        ? [`Default used: Non-Product ID ${wanted.name}, as none came with the line.`]
        : []),
      ...(trueQuantity === '' ? [] : [`Sent as 1 × ${price.amount.toFixedText(2)} to keep the cents.`]),
    ],
  }
}

/** What is bought for the stock stays an asset until it is sold. */
function lineAccount(line: WorkLine, facts: LineFacts, desk: Desk): LedgerRef | null {
  const kept = desk.side === 'purchase' && desk.options.inventory && isStock(line, desk.options)
  const account = kept ? assetAccount(line, facts, desk) : line
  return account && findAccount(account, facts, desk)
}

export function findAccount(
  line: Pick<RecordLine, 'account'> & { chosen?: ChosenAccount | null },
  facts: LineFacts,
  desk: Desk,
): LedgerRef | null {
  if (line.chosen) return findChosen(line.chosen, facts, desk)
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

/** Revenue of every kind: R, RA, RE, RP, RD (knowledge/connectwise.md §4.4). */
const revenue = /^R/

function checkCosts(line: WorkLine, facts: LineFacts, desk: Desk): void {
  if (desk.options.costAccounts !== 'required' || !revenue.test(line.glType)) return
  if (line.parts.every(part => part.costAccount.trim() !== '')) return
  const { glType, account } = line
  desk.report({ code: 'cost-account-missing', account: account.trim(), glType, ...facts })
}

/** The ledger takes one option of each category: what the line itself says goes first. */
function withSalesRep(tracking: TrackingRef[], salesRep: TrackingRef | null): TrackingRef[] {
  const taken = tracking.some(option => option.categoryId === salesRep?.categoryId)
  return salesRep && !taken ? [...tracking, salesRep] : tracking
}

const freight = 'PF' // knowledge/connectwise.md §4.4

/** Both ledgers refuse a line without text, so an empty one takes the product's or the Non-Product ID's name. */
function describeLine(line: RecordLine, desk: Desk): { description: string; notes: string[] } {
  const own = line.description.trim()
  if (own !== '') return { description: own, notes: [] }
  if (line.glType === freight) return { description: 'Freight', notes: [] }
  const itemName = itemKey(line, desk)?.name ?? ''
  return {
    description: itemName,
    notes: itemName === '' ? [] : ['Description taken from the item: the line has none.'],
  }
}

function withQuantity(description: string, trueQuantity: string): string {
  const suffix = trueQuantity === '' ? '' : ` (${trueQuantity})`
  return description.slice(0, descriptionMax - suffix.length) + suffix
}

function factsOf(line: RecordLine, desk: Desk): LineFacts {
  const amount = isMeasurable(line.amount) ? cents(line.amount).toFixedText(2) : line.amount.toText()
  return {
    lineId: line.id,
    line: describeLine(line, desk).description || line.account,
    amount,
  }
}

function sourceOf(line: RecordLine): DocumentLine['sources'][number] {
  const { id, account, segments, description, quantity, amount } = line
  return { glEntryId: id, account, segments, description, quantity, amount }
}
