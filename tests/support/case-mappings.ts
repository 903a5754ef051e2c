import type { MappingKind } from '../../lib/accounting/options.ts'
import type { BookDraft, Statement } from './case-book.ts'

/** `map … to …`, `unmap …`: the user's decisions, of which a later line takes the place of an earlier one. */
export const mappingStatements: Statement<BookDraft>[] = [
  [
    /^(un)?map sales rep (.+?)(?: to (\S+))?$/,
    (draft, words) => mapping(draft, words, 'sales-rep', key => key),
  ],
  [/^(un)?map account (\S+)(?: to (\S+))?$/, (draft, words) => mapping(draft, words, 'account', key => key)],
  [
    /^(un)?map tax code (\S+)(?: to (\S+))?$/,
    (draft, words) => mapping(draft, words, 'tax', key => `tax-${key}`),
  ],
  [
    /^(un)?map purchase tax (\S+)(?: to (\S+))?$/,
    (draft, words) => mapping(draft, words, 'purchase-tax', key => `tax-${key}`),
  ],
  [
    /^(un)?map expense tax (\S+)(?: to (\S+))?$/,
    (draft, words) => mapping(draft, words, 'purchase-tax', key => `expense:${key.toLowerCase()}`),
  ],
  [
    /^(un)?map (no purchase tax)(?: to (\S+))?$/,
    (draft, words) => mapping(draft, words, 'purchase-tax', () => 'exempt'),
  ],
  [/^(un)?map (no tax)(?: to (\S+))?$/, (draft, words) => mapping(draft, words, 'tax', () => 'exempt')],
  [
    /^(un)?map product (\S+)(?: to (\S+))?$/,
    (draft, words) => mapping(draft, words, 'item', key => `product-${key}`),
  ],
  [
    /^(un)?map non-product (\S+)(?: to (\S+))?$/,
    (draft, words) => mapping(draft, words, 'item', key => `non-product:${key}`),
  ],
  [
    /^(un)?map class 2 (\S+)(?: to (\S+))?$/,
    (draft, words) => mapping(draft, words, 'tracking-2', key => key),
  ],
  [
    /^(un)?map class 3 (\S+)(?: to (\S+))?$/,
    (draft, words) => mapping(draft, words, 'tracking-3', key => key),
  ],
  [/^(un)?map vendor (.+?)(?: to (.+))?$/, (draft, words) => mapping(draft, words, 'vendor', key => key)],
  [/^(un)?map employee (.+?)(?: to (.+))?$/, (draft, words) => mapping(draft, words, 'employee', key => key)],
  [
    /^(un)?map payment type (.+?)(?: to (\S+))?$/,
    (draft, words) => mapping(draft, words, 'payment-account', key => key),
  ],
  [/^(un)?map customer (.+?)(?: to (.+))?$/, (draft, words) => mapping(draft, words, 'customer', key => key)],
]

function mapping(
  { rows }: BookDraft,
  words: string[],
  kind: MappingKind,
  keyOf: (word: string) => string,
): void {
  const [un, word = '', id = ''] = words
  const key = keyOf(word)
  if (un) rows.delete(`${kind} ${key}`)
  else rows.set(`${kind} ${key}`, [kind, key, id])
}
