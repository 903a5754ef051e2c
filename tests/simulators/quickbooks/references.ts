import { bodyOf, type Context, find } from './context.ts'
import type { Body, EntityType, Ref, Row } from './entities.ts'
import { businessRule, missing, notFound, Refused } from './problem.ts'
import { key } from './store.ts'

/** How refusals name the lists. */
const WORDS: Partial<Record<EntityType, string>> = {
  Customer: 'Names',
  Vendor: 'Names',
  Employee: 'Names',
  Account: 'Accounts',
  Item: 'Items',
}

/** The row a reference names; it must be there and active. */
export function referred(context: Context, type: EntityType, ref: Ref): Row {
  const row = find(context, type, ref.value)
  if (!row) {
    const word = WORDS[type] ?? type
    throw new Refused('2500', `Invalid Reference Id : ${word} element id ${ref.value} not found`)
  }
  if (!row.active) throw notFound()
  return row
}

/** The reference with the name that stands in the books, whatever name was sent. */
export function named(context: Context, type: EntityType, ref: Ref | undefined): Ref | undefined {
  return ref && refOf(referred(context, type, ref))
}

export function required(context: Context, type: EntityType, ref: Ref | undefined, parameter: string): Row {
  if (!ref?.value) throw missing(parameter)
  return referred(context, type, ref)
}

/** The account a reference names, which must be of one of these types. */
export function accountOfType(context: Context, ref: Ref, types: readonly string[], parameter: string): Row {
  const row = referred(context, 'Account', ref)
  if (types.includes(accountType(row))) return row
  throw businessRule(`${parameter} must be an account of type ${types.join(' or ')}.`)
}

export function accountsOfType({ books, company }: Context, types: readonly string[]): Row[] {
  return books.rows
    .by('type', key(company.id, 'Account'))
    .filter(row => row.active && types.includes(accountType(row)))
}

export function accountType(row: Row): string {
  return bodyOf(row).AccountType ?? ''
}

export function refOf(row: Row): Ref {
  const name = nameOf(row)
  return name === undefined ? { value: row.entityId } : { value: row.entityId, name }
}

export function nameOf(row: Row): string | undefined {
  const { DisplayName, FullyQualifiedName, Name } = bodyOf(row)
  return DisplayName ?? FullyQualifiedName ?? Name
}

/** Currency, department and class, which all transactions may have; what the company does not track is dropped. */
export function commonRefs(context: Context, input: Body, party: Row | undefined): Body {
  const { trackDepartments, classTrackingPerTxn } = context.company.preferences
  return {
    CurrencyRef: currencyOf(context, input, party),
    DepartmentRef: trackDepartments ? named(context, 'Department', input.DepartmentRef) : undefined,
    ClassRef: classTrackingPerTxn ? named(context, 'Class', input.ClassRef) : undefined,
  }
}

export function strangeCurrency(): Refused {
  return new Refused(
    '6000',
    'Business Validation Error: The currency of the transaction is invalid for customer / vendor / account.',
  )
}

const CURRENCIES: Record<string, string> = {
  AUD: 'Australian Dollar',
  NZD: 'New Zealand Dollar',
  USD: 'United States Dollar',
  GBP: 'British Pound Sterling',
  EUR: 'Euro',
}

export function currencyRef(code: string): Ref {
  return { value: code, name: CURRENCIES[code] ?? code }
}

/** A transaction is in its customer's or vendor's currency. */
function currencyOf({ company }: Context, input: Body, party: Row | undefined): Ref {
  const own = (party && bodyOf(party).CurrencyRef?.value) ?? company.currency
  const asked = input.CurrencyRef?.value ?? own
  if (asked !== own && party !== undefined) throw strangeCurrency()
  if (asked !== company.currency && !company.multiCurrency) {
    throw new Refused('2500', `Invalid Reference Id : Currency element id ${asked} not found`)
  }
  return currencyRef(asked)
}
