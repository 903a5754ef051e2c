import { z } from 'zod'
import { Decimal } from '../std/decimal.ts'
import { NumberText } from '../std/json.ts'

/**
 * One entry a field: form, parser, default, help, audit and reference page all come from it (design §5). A value is kept as
 * JSON and parsed by the entry's schema at every read; amounts are decimal text.
 */
export type Scope = 'account' | 'company' | 'user'

/** `pick` and `picks` choose one id or several from a list (`list`); null and [] are none. */
export type Control = 'switch' | 'choice' | 'text' | 'number' | 'amount' | 'date' | 'pick' | 'picks'

/** Where a pick's choices come from: the company's ledger, ConnectWise, the mappings, or the standards' own lists. */
export type ListName =
  | 'ledger-account'
  | 'ledger-item'
  | 'ledger-tax'
  | 'ledger-theme'
  | 'tracking-category'
  | 'psa-location'
  | 'psa-payment-type'
  | 'non-product'
  | 'time-zone'
  | 'locale'

export interface Entry<Value> {
  readonly key: string
  readonly scope: Scope
  /** heading it stands under */
  readonly section: string
  readonly label: string
  readonly help: string
  readonly schema: z.ZodType<Value>
  readonly default: NoInfer<Value>
  readonly control: Control
  /** for `choice`: value → its words */
  readonly choices?: Readonly<Record<string, string>>
  /** for `pick` and `picks`; of a `text`: what is known, offered beside it, and anything else may be written */
  readonly list?: ListName
  /** who may change it; `self`: each person their own (scope user) */
  readonly who: 'account-admin' | 'self'
  /** shown only while that field has one of these values */
  readonly dependsOn?: { readonly key: string; readonly values: readonly (string | boolean)[] }
  /** the code that obeys it */
  readonly readBy: string
  /** the job that has to hear of a change; `account`: every company of it */
  readonly wakes?: 'company' | 'account' | 'callbacks'
  /** title of the test that shows the effect */
  readonly test: string
  /** the value that the test is pinned to, with which it has to fail (design §5) */
  readonly other: NoInfer<Value>
}

/** An id of the ledger's, picked from the cached list; null = none. */
export const ledgerId = z.string().min(1).max(100).nullable()

export const flag = z.boolean()

/** An amount from 0 to `most` with at most two decimals, as decimal text. */
export function amountUpTo(most: string, tooMuch: string): z.ZodType<string> {
  return z
    .string()
    .refine(
      text => Decimal.isText(text) && Decimal.parse(text).places() <= 2,
      'Write an amount with at most two decimals, such as 0.05.',
    )
    .refine(
      text =>
        Decimal.isText(text) &&
        !Decimal.parse(text).isNegative() &&
        !Decimal.parse(text).greaterThan(Decimal.parse(most)),
      tooMuch,
    )
}

export function entry<Value, const Key extends string>(fields: Entry<Value> & { key: Key }) {
  return fields
}

/** What is stored, or the default where nothing was chosen; a value that a narrowed schema no longer takes was not chosen. */
export function read<Value>(field: Entry<Value>, stored: unknown): Value {
  const result = field.schema.safeParse(plain(pinned.has(field.key) ? pinned.get(field.key) : stored))
  return result.success ? result.data : field.default
}

// The column keeps a number by its text (std/json); settings only have whole ones.
function plain(stored: unknown): unknown {
  return stored instanceof NumberText && stored.isInteger() ? stored.toInteger() : stored
}

let pinned: ReadonlyMap<string, unknown> = new Map()

/**
 * From now on these entries have these values, whatever is stored: so `npm run test:settings` proves that a test looks at
 * its setting. Called by tests/support/pin.ts only; nothing in the product can reach it from outside.
 */
export function pinSettings(values: ReadonlyMap<string, unknown>): void {
  pinned = values
}
