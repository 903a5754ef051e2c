import { randomUUID } from 'node:crypto'
import type { Decimal } from 'decimal.js'
import type { Context } from './context.ts'
import type { Account, DocumentStatus, DocumentType, Line, LineAmountTypes, TaxRate } from './entities.ts'
import type { LineInput, TrackingInput } from './input.ts'
import { cents, lineAmount, lineTax, Money } from './money.ts'
import { key } from './store.ts'

export type LineRules = {
  type: DocumentType
  status: DocumentStatus
  lineAmountTypes: LineAmountTypes
  /** Lines that keep their id when it is named. */
  known: Set<string>
}
export type Findings = { errors: string[]; warnings: string[] }

/** One line as Xero would store it. Findings go into `found`; a line with errors is never stored. */
export function buildLine(context: Context, input: LineInput, rules: LineRules, found: Findings): Line {
  const item = input.ItemCode === undefined ? undefined : findItem(context, input.ItemCode, found)
  const textOnly = isTextOnly(input) && !item
  const account = findAccount(context, input, item?.accountCode, textOnly, rules, found)
  const taxType = textOnly
    ? undefined
    : findTaxType(context, input.TaxType ?? item?.taxType, account, rules, found)
  const amounts = textOnly ? ZERO : amountsOf(context, input, item?.unitPrice, rules, found)
  const description = input.Description ?? item?.description
  if (rules.status === 'AUTHORISED' && !description) found.errors.push('Description must not be empty.')
  const id =
    input.LineItemID !== undefined && rules.known.has(input.LineItemID) ? input.LineItemID : randomUUID()
  return {
    id,
    ...amounts,
    ...(description === undefined ? {} : { description }),
    ...(item ? { itemCode: item.code } : {}),
    ...(account ? { accountCode: account.code } : {}),
    ...(taxType ? { taxType: taxType.taxType } : {}),
    taxAmount: taxOf(context, input, amounts.lineAmount, taxType, rules),
    tracking: trackingOf(context, input.Tracking ?? [], found),
  }
}

const ZERO = { quantity: '0', unitAmount: '0', lineAmount: '0.00' }

/** A line may be text alone. */
function isTextOnly(input: LineInput): boolean {
  return input.UnitAmount === undefined && input.LineAmount === undefined && input.AccountCode === undefined
}

function findItem({ books, organisation }: Context, code: string, found: Findings) {
  const [item] = books.items.by('code', key(organisation.id, code))
  if (!item) found.errors.push(`Item code '${code}' is not valid`)
  return item
}

function findAccount(
  { books, organisation }: Context,
  input: LineInput,
  fallback: string | undefined,
  textOnly: boolean,
  rules: LineRules,
  found: Findings,
): Account | undefined {
  const code = input.AccountCode ?? fallback
  const byId = input.AccountID === undefined ? undefined : books.accounts.get(input.AccountID)
  const named = code === undefined ? byId : books.accounts.by('code', key(organisation.id, code))[0]
  const account = named?.tenant === organisation.id && usable(named) ? named : undefined
  if (account || textOnly) return account
  if (code !== undefined) {
    found.warnings.push(`Account code '${code}' has been removed as it does not match a recognised account.`)
  }
  if (rules.status === 'AUTHORISED') found.errors.push('Account must be valid.')
  return undefined
}

/** Bank accounts and the control accounts take no document lines. */
function usable({ status, type, systemAccount }: Account): boolean {
  return (
    status === 'ACTIVE' && type !== 'BANK' && systemAccount !== 'DEBTORS' && systemAccount !== 'CREDITORS'
  )
}

function findTaxType(
  { books, organisation }: Context,
  named: string | undefined,
  account: Account | undefined,
  rules: LineRules,
  found: Findings,
): TaxRate | undefined {
  const code = rules.lineAmountTypes === 'NoTax' ? 'NONE' : (named ?? account?.taxType)
  if (code === undefined) return undefined
  const [rate] = books.taxRates.by('taxType', key(organisation.id, code))
  if (rate?.status !== 'ACTIVE') {
    found.errors.push('Tax rate must be valid.')
    return undefined
  }
  if (account && !rate.appliesTo.includes(account.class)) {
    found.errors.push(`The TaxType code '${code}' cannot be used with account code '${account.code}'`)
  }
  return rate
}

function amountsOf(
  { parameters, unitPlaces }: Context,
  input: LineInput,
  itemPrice: string | undefined,
  rules: LineRules,
  found: Findings,
): Pick<Line, 'quantity' | 'unitAmount' | 'lineAmount' | 'discountRate' | 'discountAmount'> {
  const half = parameters.halfCent
  const sent = input.LineAmount === undefined ? undefined : new Money(input.LineAmount.text)
  const quantity = new Money(input.Quantity?.text ?? '1').toDecimalPlaces(4)
  const price = input.UnitAmount?.text ?? (sent ? undefined : itemPrice)
  const unit = price === undefined ? unitFrom(sent, quantity) : new Money(price)
  const unitAmount = unit.toDecimalPlaces(unitPlaces, Money.ROUND_HALF_UP)
  const discount = discountOf(input, rules, found)
  const computed = lineAmount(quantity, unitAmount, discount, half)
  // With one of the two factors missing the sent amount decides; with both it must agree.
  const amount = sent && price === undefined ? cents(sent, half) : computed
  if (sent && !sent.equals(amount)) {
    found.errors.push(
      `The line total ${sent.toFixed(2)} does not match the expected line total ${amount.toFixed(2)}`,
    )
  }
  // Seen live (xero-node#702): an approved line that rounds away is refused in these words.
  if (
    rules.status === 'AUTHORISED' &&
    amount.isZero() &&
    !quantity.times(unit).isZero() &&
    !discount.rate &&
    !discount.amount
  ) {
    found.errors.push('Account must be valid.')
  }
  return {
    quantity: quantity.toFixed(),
    unitAmount: unitAmount.toFixed(),
    lineAmount: amount.toFixed(2),
    ...(discount.rate ? { discountRate: discount.rate.toFixed(2) } : {}),
    ...(discount.amount ? { discountAmount: discount.amount.toFixed(2) } : {}),
  }
}

function unitFrom(sent: Decimal | undefined, quantity: Decimal): Decimal {
  if (!sent || quantity.isZero()) return new Money(0)
  return sent.dividedBy(quantity)
}

function discountOf(
  input: LineInput,
  rules: LineRules,
  found: Findings,
): { rate?: Decimal; amount?: Decimal } {
  if (input.DiscountRate === undefined && input.DiscountAmount === undefined) return {}
  if (rules.type !== 'ACCREC') found.errors.push('Discounts can only be applied to sales invoices')
  // The rate is kept with two places; an amount stands only without a rate.
  if (input.DiscountRate !== undefined) return { rate: new Money(input.DiscountRate.text).toDecimalPlaces(2) }
  return { amount: new Money(input.DiscountAmount?.text ?? '0').toDecimalPlaces(2) }
}

function taxOf(
  { parameters }: Context,
  input: LineInput,
  amount: string,
  taxType: TaxRate | undefined,
  rules: LineRules,
): string {
  if (!taxType || rules.lineAmountTypes === 'NoTax') return '0.00'
  if (input.TaxAmount !== undefined)
    return cents(new Money(input.TaxAmount.text), parameters.halfCent).toFixed(2)
  return lineTax(new Money(amount), taxType.rate, rules.lineAmountTypes, parameters.halfCent).toFixed(2)
}

export function trackingOf(
  { books, organisation }: Context,
  inputs: TrackingInput[],
  found: Findings,
): Line['tracking'] {
  if (inputs.length > 2) found.errors.push('A line item can have at most 2 tracking categories')
  const categories = books.tracking.by('tenant', organisation.id).filter(({ status }) => status === 'ACTIVE')
  const tracking = inputs.flatMap(input => {
    const category = categories.find(
      ({ id, name }) =>
        id === input.TrackingCategoryID || (input.Name !== undefined && same(name, input.Name)),
    )
    const option = category?.options.find(
      ({ id, name, status }) =>
        status === 'ACTIVE' &&
        (id === input.TrackingOptionID || (input.Option !== undefined && same(name, input.Option))),
    )
    if (category && option) return [{ category: category.id, option: option.id }]
    const named = input.Option ?? input.TrackingOptionID ?? ''
    found.errors.push(
      category
        ? `Tracking option '${named}' is not valid for tracking category '${category.name}'`
        : `Tracking category '${input.Name ?? input.TrackingCategoryID ?? ''}' is not valid`,
    )
    return []
  })
  if (new Set(tracking.map(({ category }) => category)).size < tracking.length) {
    found.errors.push('A line item can have each tracking category once')
  }
  return tracking
}

function same(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase()
}
