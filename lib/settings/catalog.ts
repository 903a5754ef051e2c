import { z } from 'zod'
import { Decimal } from '../std/decimal.ts'

/**
 * One entry a field: form, parser, default, help, audit and reference page all come from it (design §5). A value is kept as
 * JSON and parsed by the entry's schema at every read; amounts are decimal text.
 */
export type Scope = 'account' | 'company' | 'user'

export interface Entry<Value> {
  readonly key: string
  readonly scope: Scope
  /** heading it stands under */
  readonly section: string
  readonly label: string
  readonly help: string
  readonly schema: z.ZodType<Value>
  readonly default: NoInfer<Value>
  readonly control: 'switch' | 'choice' | 'amount' | 'tracking-category' | 'ledger-account'
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

const limitMost = Decimal.parse('1')

/** An id of the ledger's, picked from the cached list; null = none. */
const ledgerId = z.string().min(1).max(100).nullable()

const roundingLimit = z
  .string()
  .refine(
    text => Decimal.isText(text) && Decimal.parse(text).places() <= 2,
    'Write an amount with at most two decimals, such as 0.05.',
  )
  .refine(
    text =>
      Decimal.isText(text) &&
      !Decimal.parse(text).isNegative() &&
      !Decimal.parse(text).greaterThan(limitMost),
    'Choose an amount from 0 to 1: a larger difference is a mistake that should be seen.',
  )

const flag = z.boolean()

function entry<Value, const Key extends string>(fields: Entry<Value> & { key: Key }) {
  return fields
}

export const catalog = {
  'real-time': entry({
    key: 'real-time',
    scope: 'account',
    section: 'Syncing',
    label: 'Real-time sync',
    help: 'An invoice goes to the ledger as soon as it is closed in ConnectWise. Off: it goes when somebody sends it.',
    schema: flag,
    default: true,
    control: 'switch',
    who: 'account-admin',
    readBy: 'lib/accounts/install, lib/webhooks/handle',
    wakes: 'callbacks',
  }),
  'hide-sync-all': entry({
    key: 'hide-sync-all',
    scope: 'account',
    section: 'Syncing',
    label: 'Hide “Sync all”',
    help: 'The Sync screen then offers each kind of record by itself.',
    schema: flag,
    default: false,
    control: 'switch',
    who: 'account-admin',
    readBy: 'app/[install]/(frame)/sync',
  }),
  'post-as': entry({
    key: 'post-as',
    scope: 'company',
    section: 'Invoices',
    label: 'Post invoices as',
    help: 'Approved invoices count in the ledger at once; drafts wait there for somebody to approve them.',
    schema: z.enum(['draft', 'approved']),
    default: 'approved',
    control: 'choice',
    choices: { approved: 'Approved', draft: 'Draft' },
    who: 'account-admin',
    readBy: 'lib/accounting/translate',
    wakes: 'company',
  }),
  'mark-sent': entry({
    key: 'mark-sent',
    scope: 'company',
    section: 'Invoices',
    label: 'Mark as sent',
    help: 'The ledger then shows the invoice as sent to the customer and does not offer to e-mail it.',
    schema: flag,
    default: false,
    control: 'switch',
    who: 'account-admin',
    dependsOn: { key: 'post-as', values: ['approved'] },
    readBy: 'lib/accounting/translate',
    wakes: 'company',
  }),
  'unknown-customer': entry({
    key: 'unknown-customer',
    scope: 'company',
    section: 'Customers',
    label: 'A customer the ledger does not know',
    help: 'Ask stops the record until you link or create the contact. An equal name in the ledger always asks.',
    schema: z.enum(['ask', 'create']),
    default: 'ask',
    control: 'choice',
    choices: { ask: 'Ask me', create: 'Create the contact' },
    who: 'account-admin',
    readBy: 'lib/accounting/translate',
    wakes: 'company',
  }),
  items: entry({
    key: 'items',
    scope: 'company',
    section: 'Lines',
    label: 'Product items',
    help: 'Whether a line may go without an item when its product has none in the ledger.',
    schema: z.enum(['when-mapped', 'required']),
    default: 'when-mapped',
    control: 'choice',
    choices: { 'when-mapped': 'Use the item where it is mapped', required: 'Every product needs an item' },
    who: 'account-admin',
    readBy: 'lib/accounting/translate',
    wakes: 'company',
  }),
  'segment-2-category': entry({
    key: 'segment-2-category',
    scope: 'company',
    section: 'Tracking',
    label: 'GL segment 2 feeds',
    help: 'The tracking category of the ledger that takes the second segment of ConnectWise’s GL accounts.',
    schema: ledgerId,
    default: null,
    control: 'tracking-category',
    who: 'account-admin',
    readBy: 'lib/accounting/tracking',
    wakes: 'company',
  }),
  'segment-3-category': entry({
    key: 'segment-3-category',
    scope: 'company',
    section: 'Tracking',
    label: 'GL segment 3 feeds',
    help: 'The tracking category of the ledger that takes the third segment of ConnectWise’s GL accounts.',
    schema: ledgerId,
    default: null,
    control: 'tracking-category',
    who: 'account-admin',
    readBy: 'lib/accounting/tracking',
    wakes: 'company',
  }),
  'missing-tracking': entry({
    key: 'missing-tracking',
    scope: 'company',
    section: 'Tracking',
    label: 'A line without a class',
    help: 'What happens when a line has nothing in a segment that feeds a tracking category.',
    schema: z.enum(['stop', 'warn']),
    default: 'stop',
    control: 'choice',
    choices: { stop: 'Stop the record', warn: 'Warn and send it' },
    who: 'account-admin',
    readBy: 'lib/accounting/tracking',
    wakes: 'company',
  }),
  'rounding-account': entry({
    key: 'rounding-account',
    scope: 'company',
    section: 'Rounding',
    label: 'Rounding account',
    help: 'Takes a visible line for the cent by which the two books’ tax may differ. None: any difference stops the record.',
    schema: ledgerId,
    default: null,
    control: 'ledger-account',
    who: 'account-admin',
    readBy: 'lib/accounting/check',
    wakes: 'company',
  }),
  'rounding-limit': entry({
    key: 'rounding-limit',
    scope: 'company',
    section: 'Rounding',
    label: 'Largest rounding line',
    help: 'In the document’s currency. A larger difference stops the record.',
    schema: roundingLimit,
    default: '0.05',
    control: 'amount',
    who: 'account-admin',
    readBy: 'lib/accounting/check',
    wakes: 'company',
  }),
} as const

export type SettingKey = keyof typeof catalog
export type SettingValue<Key extends SettingKey> = z.output<(typeof catalog)[Key]['schema']>

/** What is stored, or the default where nothing was chosen; a value that a narrowed schema no longer takes was not chosen. */
export function read<Value>(field: Entry<Value>, stored: unknown): Value {
  const result = field.schema.safeParse(stored)
  return result.success ? result.data : field.default
}

export const settingKeys = Object.keys(catalog).filter(isSettingKey)

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(catalog, key)
}
