import { z } from 'zod'

/**
 * One entry a field: form, parser, default, help, audit and reference page all come from it (design §5). A value is kept as
 * JSON and parsed by the entry's schema at every read; amounts are decimal text.
 */
export type Scope = 'account' | 'company' | 'user'

export type Control = 'switch' | 'choice' | 'amount' | 'tracking-category' | 'ledger-account'

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
  /** who may change it */
  readonly who: 'account-admin'
  /** shown only while that field has one of these values */
  readonly dependsOn?: { readonly key: string; readonly values: readonly (string | boolean)[] }
  /** the code that obeys it */
  readonly readBy: string
  /** the job that has to hear of a change */
  readonly wakes?: 'company' | 'callbacks'
}

/** An id of the ledger's, picked from the cached list; null = none. */
export const ledgerId = z.string().min(1).max(100).nullable()

export const flag = z.boolean()

export function entry<Value, const Key extends string>(fields: Entry<Value> & { key: Key }) {
  return fields
}

/** What is stored, or the default where nothing was chosen; a value that a narrowed schema no longer takes was not chosen. */
export function read<Value>(field: Entry<Value>, stored: unknown): Value {
  const result = field.schema.safeParse(stored)
  return result.success ? result.data : field.default
}
