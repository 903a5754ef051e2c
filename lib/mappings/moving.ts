import type { Transaction } from '../../drizzle/client.ts'
import type { MappingKind } from '../accounting/options.ts'
import { itemData, psaItems } from '../reference/reference.ts'
import { candidates, type ListAsk } from './candidates.ts'
import { type PsaKey, psaKeys } from './names.ts'
import { type Change, currentOf, nameOf } from './sets.ts'
import { keyNames } from './store.ts'
import { label, type Suggestion, suggester } from './suggestions.ts'

/** One kind of name that Wise-Sync matched by equal texts, and how far ours can be taken from them. */
export interface MovingPart {
  kind: MappingKind
  /** all that ConnectWise has of it */
  total: number
  decided: number
  /** undecided, and exactly one of the ledger's is called the same */
  exact: Change[]
  /** undecided and nothing, or more than one, is called the same */
  open: string[]
}

/**
 * Wise-Sync knows no mapping tables: equal texts on both sides are the mapping (GL segment 1 = account code, 2 and 3 =
 * tracking options, 4 = Non-Product ID = item code, product id = item code, tax code = tax rate, company = contact, the
 * terms' cross reference = the rule). Read as it is; from then on ids count, and a name may change on either side.
 */
export async function movingParts(
  tx: Transaction,
  companyId: string,
  asks: readonly ListAsk[],
): Promise<MovingPart[]> {
  const current = await currentOf(tx, companyId)
  const rows = await glRows(tx)
  return Promise.all(
    asks.map(async ask => {
      const keys = (await keysOf(tx, ask, rows)).toSorted((a, b) => (a.name < b.name ? -1 : 1))
      const open = keys.filter(key => !current.has(nameOf({ kind: ask.kind, key: key.key })))
      const suggest = suggester(ask.kind, await candidates(tx, ask))
      const twins = twinsOf(ask.kind, keys)
      const found = open.map(key => ({
        key,
        match: twins.has(text(key.name)) ? null : exact(ask.kind, suggest, key),
      }))
      return {
        kind: ask.kind,
        total: keys.length,
        decided: keys.length - open.length,
        exact: found.flatMap(({ key, match }) =>
          match
            ? [
                {
                  ...{ kind: ask.kind, key: key.key, name: key.name, before: null },
                  after: { id: match.candidate.id, name: label(match.candidate) },
                },
              ]
            : [],
        ),
        open: found.flatMap(({ key, match }) => (match ? [] : [key.name])),
      }
    }),
  )
}

/** What Manage calls a GL segment, and whether that is where the convention has it. */
export interface Segment {
  number: number
  /** '' where the segment is not in use */
  caption: string
  /** the first segment is an account, the others are classes; null = Manage does not say */
  fits: boolean | null
}

/** The four segments of the convention; none while the captions have not been read. */
export async function segments(tx: Transaction): Promise<Segment[]> {
  const rows = new Map((await psaItems(tx, ['psa-segment'])).map(row => [row.id, row]))
  if (rows.size === 0) return []
  return [1, 2, 3, 4].map(number => {
    const row = rows.get(String(number))
    if (!row?.active) return { number, caption: '', fits: null }
    const { type } = itemData['psa-segment'].parse(row.data)
    const wanted = number === 1 ? 'Account' : 'Class'
    return { number, caption: row.name, fits: type === null ? null : type === wanted }
  })
}

/** What "the same" was, by kind; a name where Wise-Sync took the number is no match. */
const reasons: Readonly<Partial<Record<MappingKind, Suggestion['reason']>>> = {
  account: 'same code',
  item: 'same code',
  'tracking-2': 'same name',
  'tracking-3': 'same name',
  tax: 'same name',
  'purchase-tax': 'same name',
  customer: 'same name',
  vendor: 'same name',
  employee: 'same name',
  term: 'its cross reference',
}

function exact(kind: MappingKind, suggest: ReturnType<typeof suggester>, key: PsaKey): Suggestion | null {
  const { name, xref } = key
  // The same text was looked for among codes or among names, never in both.
  const code = kind === 'item' ? name : key.key
  const found = suggest({ psaKey: code, psaCode: name, psaName: coded.has(kind) ? '' : name, xref })
  return found?.reason === reasons[kind] ? found : null
}

const coded: ReadonlySet<MappingKind> = new Set<MappingKind>(['account', 'item'])

const namedBy: ReadonlySet<MappingKind> = new Set<MappingKind>([
  'customer',
  'vendor',
  'employee',
  'tax',
  'purchase-tax',
])

/** Two companies of one name are two customers: who is meant is a question. */
function twinsOf(kind: MappingKind, keys: readonly PsaKey[]): ReadonlySet<string> {
  if (!namedBy.has(kind)) return new Set()
  const byName = Map.groupBy(keys, key => text(key.name))
  return new Set([...byName].filter(([, list]) => list.length > 1).map(([name]) => name))
}

interface GlRow {
  account: string
  segments: string[]
}

/** Revenue, and discounts: what stands on invoices. Receivables and taxes have accounts of the ledger's own. */
const salesTypes: ReadonlySet<string> = new Set(['R', 'RA', 'RD', 'RE', 'RP', 'SD'])

async function glRows(tx: Transaction): Promise<GlRow[]> {
  const rows = (await psaItems(tx, ['psa-account'])).filter(row => row.active)
  return rows.flatMap(row => {
    const { type, segments } = itemData['psa-account'].parse(row.data)
    return salesTypes.has(type) ? [{ account: row.code, segments }] : []
  })
}

async function keysOf(
  tx: Transaction,
  { companyId, kind }: ListAsk,
  rows: readonly GlRow[],
): Promise<PsaKey[]> {
  const noted = (await keyNames(tx, companyId, kind)).map(row => [row.psaKey, row.psaName] as const)
  const own = segmentOf[kind]
  if (own) {
    const texts = rows
      .map(own)
      .map(value => value.trim())
      .filter(value => value !== '')
    const prefix = kind === 'item' ? 'non-product:' : ''
    return named([...texts.map(value => [`${prefix}${value}`, value] as const), ...noted])
  }
  const keys = await psaKeys(tx, kind)
  // Lines without tax have no code that a text could be equal to.
  return [...keys.values()].filter(key => key.key !== 'exempt')
}

const segmentOf: Readonly<Partial<Record<MappingKind, (row: GlRow) => string>>> = {
  account: row => row.account,
  'tracking-2': row => row.segments[0] ?? '',
  'tracking-3': row => row.segments[1] ?? '',
  item: row => row.segments[2] ?? '',
}

function named(pairs: readonly (readonly [key: string, name: string])[]): PsaKey[] {
  return [...new Map(pairs)].map(([key, name]) => ({
    key,
    name: name || key,
    xref: '',
    number: '',
    email: '',
  }))
}

function text(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, ' ')
}
