import { bodyOf, type Context } from './context.ts'
import { type Body, NAMES, type Row } from './entities.ts'
import { businessRule, Refused } from './problem.ts'
import { currencyRef, named } from './references.ts'
import { keep, merged } from './rows.ts'
import { key } from './store.ts'

const PARTS = ['Title', 'GivenName', 'MiddleName', 'FamilyName', 'Suffix'] as const

/** A customer or a vendor. The display name is one among customers, vendors and employees together. */
export function saveName(
  context: Context,
  type: 'Customer' | 'Vendor',
  input: Body,
  existing: Row | undefined,
): Row {
  const body = merged(existing, input, input.sparse === true)
  const composed = PARTS.map(part => body[part])
    .filter(Boolean)
    .join(' ')
  const DisplayName = body.DisplayName?.trim() || composed || body.CompanyName?.trim() || ''
  checkName(DisplayName)
  const Active = body.Active !== false
  if (Active) checkUnique(context, type, DisplayName, existing)
  const term =
    type === 'Customer'
      ? { SalesTermRef: named(context, 'Term', body.SalesTermRef) }
      : { TermRef: named(context, 'Term', body.TermRef) }
  const saved: Body = {
    ...(type === 'Customer' ? { Taxable: true } : {}),
    ...body,
    ...term,
    DisplayName,
    PrintOnCheckName: body.PrintOnCheckName ?? body.CompanyName ?? DisplayName,
    Active,
    CurrencyRef: currencyFor(context, body, existing),
  }
  // An inactive name is free for others.
  const name = Active ? { name: DisplayName } : {}
  return keep(context, type, existing, saved, { ...name, active: Active })
}

function checkName(name: string) {
  if (name === '') {
    throw new Refused(
      '2020',
      'At least one of these must be given: Title, GivenName, MiddleName, FamilyName, DisplayName, Suffix',
      'DisplayName',
    )
  }
  if (name.length > 500) throw tooLong('DisplayName', 500, name.length)
  if (/[:\t\n]/.test(name)) throw businessRule('The name cannot have a colon, a tab or a new line.')
}

export function tooLong(element: string, most: number, given: number): Refused {
  return new Refused(
    '2050',
    `String length specified does not match the supported length. Min:0 Max:${most} supported. Supplied length:${given}`,
    element,
  )
}

function checkUnique({ books, company }: Context, type: string, name: string, existing: Row | undefined) {
  const other = books.rows
    .by('name', key(company.id, name))
    .find(row => row.id !== existing?.id && NAMES.some(kind => kind === row.type))
  if (!other) return
  const words =
    other.type === type
      ? `Id=${other.entityId}`
      : 'Another customer, vendor or employee is already using this name. Please use a different name.'
  throw new Refused('6240', `The name supplied already exists. : ${words}`)
}

/** A name's currency is chosen when it is made, and never changes. */
function currencyFor({ company }: Context, body: Body, existing: Row | undefined) {
  const before = existing && bodyOf(existing).CurrencyRef
  if (before) return before
  const asked = body.CurrencyRef?.value ?? company.currency
  if (asked !== company.currency && !company.multiCurrency) {
    throw new Refused('2500', `Invalid Reference Id : Currency element id ${asked} not found`)
  }
  return currencyRef(asked)
}
