import type { Transaction } from '../../drizzle/client.ts'
import type { MappingKind } from '../accounting/options.ts'
import { candidates, type ListAsk, ruleCandidate } from './candidates.ts'
import { alwaysListed, type PsaKey, psaKeys } from './names.ts'
import { keyRows, type MappingRow, mappingRows, missingCounts, notedName } from './store.ts'
import { type Candidate, label, type Suggestion, suggester } from './suggestions.ts'

export interface MappingLine {
  kind: MappingKind
  key: string
  /** what ConnectWise calls it */
  name: string
  /** null: nobody has decided yet */
  ledger: { id: string; name: string } | null
  /** the ledger no longer offers what was chosen */
  gone: boolean
  used: number
  waiting: number
  suggestion: Suggestion | null
  /** of terms: ConnectWise's own cross reference, '' where it says nothing */
  xref: string
}

/** Every key that records ask for or somebody decided, missing first, then by how many records wait for it. */
export async function mappingList(
  tx: Transaction,
  ask: ListAsk,
  linked: string | null,
): Promise<MappingLine[]> {
  const { companyId, kind, named: chosen = [] } = ask
  const decided = new Map((await mappingRows(tx, companyId, kind)).map(row => [row.psaKey, row]))
  const named = await psaKeys(tx, kind)
  const keys = new Map<string, Key>()
  const put = (key: string, given: Partial<Key>) => {
    const own = named.get(key)
    const { name: ours = '', ...details } = own ?? nothing
    keys.set(key, { used: 0, waiting: 0, ...given, ...details, key, name: given.name || ours || plain(key) })
  }
  const listed = alwaysListed.has(kind) ? named.keys() : chosen.filter(key => named.has(key))
  for (const key of listed) put(key, {})
  for (const row of decided.values()) put(row.psaKey, { name: row.psaName })
  for (const row of await keyRows(tx, companyId, kind)) put(row.psaKey, { ...row, name: row.psaName })
  // A fix link leads to its row even before a worker has noted the key.
  if (linked !== null && linked !== '' && !keys.has(linked)) put(linked, {})
  const all = await candidates(tx, ask)
  const line = liner(kind, decided, all)
  return [...keys.values()].map(line).toSorted(byNeed)
}

/** What ConnectWise calls one key. */
export async function keyName(tx: Transaction, { companyId, kind }: ListAsk, key: string): Promise<string> {
  const noted = await notedName(tx, companyId, kind, key)
  return noted || (await psaKeys(tx, kind)).get(key)?.name || plain(key)
}

/** Keys of each kind that records ask for and nobody has decided. */
export async function missingByKind(tx: Transaction, companyId: string): Promise<Map<string, number>> {
  return missingCounts(tx, companyId)
}

/** A Non-Product ID is its own name. */
function plain(key: string): string {
  return key.replace(/^non-product:/, '')
}

const nothing = { name: '', xref: '', number: '', email: '' }

type Key = PsaKey & { used: number; waiting: number }

function liner(kind: MappingKind, decided: Map<string, MappingRow>, all: Candidate[]) {
  const offered = new Map(all.map(one => [one.id, one]))
  const suggest = suggester(kind, all)
  return (key: Key): MappingLine => {
    const row = decided.get(key.key)
    const known = row && (kind === 'term' ? ruleCandidate(row.ledgerId)[0] : offered.get(row.ledgerId))
    return {
      kind,
      key: key.key,
      name: key.name,
      ledger: row ? { id: row.ledgerId, name: known ? label(known) : row.ledgerName } : null,
      gone: row !== undefined && known === undefined,
      used: key.used,
      waiting: key.waiting,
      suggestion: row ? null : suggest({ ...key, psaKey: key.key, psaName: key.name }),
      xref: key.xref,
    }
  }
}

function byNeed(a: MappingLine, b: MappingLine): number {
  const open = (line: MappingLine) => (line.ledger === null || line.gone ? 0 : 1)
  return open(a) - open(b) || b.waiting - a.waiting || b.used - a.used || (a.name < b.name ? -1 : 1)
}
