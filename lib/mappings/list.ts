import type { Transaction } from '../../drizzle/client.ts'
import type { MappingKind } from '../accounting/options.ts'
import { itemData, type LedgerKind, ledgerItems, type PsaKind, psaItems } from '../reference/reference.ts'
import { keyRows, type MappingRow, mappingRows, missingCounts } from './store.ts'
import { type Candidate, label, type Suggestion, suggest } from './suggestions.ts'

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
}

/** Tracking asks for the category that the segment feeds (settings: segment-2-category, segment-3-category). */
export interface ListAsk {
  companyId: string
  kind: MappingKind
  categoryId: string | null
}

/** Every key that records ask for or somebody decided, missing first, then by how many records wait for it. */
export async function mappingList(
  tx: Transaction,
  ask: ListAsk,
  linked: string | null,
): Promise<MappingLine[]> {
  const { companyId, kind } = ask
  const keys = await keyRows(tx, companyId, kind)
  const decided = (await mappingRows(tx, companyId)).filter(row => row.kind === kind)
  const names = await namesOf(tx, kind)
  const all = await candidates(tx, ask)
  const lines = new Map<string, MappingLine>()
  const put = (key: string, name: string, use: { used: number; waiting: number }) =>
    lines.set(key, line({ kind, key, name: name || names.get(key) || key, ...use }, decided, all))
  for (const key of names.keys()) if (alwaysListed.has(kind)) put(key, '', unused)
  for (const row of decided) put(row.psaKey, row.psaName, unused)
  for (const row of keys) put(row.psaKey, row.psaName, row)
  // A fix link leads to its row even before a worker has noted the key.
  if (linked !== null && linked !== '' && !lines.has(linked)) put(linked, '', unused)
  return [...lines.values()].toSorted(byNeed)
}

/** What a person may pick, narrowed by what they typed: number or name. */
export async function searchCandidates(
  tx: Transaction,
  ask: ListAsk,
  text: string,
  limit: number,
): Promise<Candidate[]> {
  const wanted = text.trim().toLowerCase()
  const all = await candidates(tx, ask)
  const rank = (one: Candidate) => {
    const [code, name] = [one.code.toLowerCase(), one.name.toLowerCase()]
    if (code === wanted || name === wanted) return 0
    if (code.startsWith(wanted) || name.startsWith(wanted)) return 1
    return code.includes(wanted) || name.includes(wanted) ? 2 : 3
  }
  return all
    .map(one => ({ one, rank: wanted === '' ? 1 : rank(one) }))
    .filter(({ rank: place }) => place < 3)
    .toSorted((a, b) => a.rank - b.rank || compare(a.one, b.one))
    .slice(0, limit)
    .map(({ one }) => one)
}

/** The one a person picked, if the ledger still offers it: of the browser only the id is taken. */
export async function candidateById(tx: Transaction, ask: ListAsk, id: string): Promise<Candidate | null> {
  return (await candidates(tx, ask)).find(one => one.id === id) ?? null
}

/** Keys of each kind that records ask for and nobody has decided. */
export async function missingByKind(tx: Transaction, companyId: string): Promise<Map<string, number>> {
  return missingCounts(tx, companyId)
}

const unused = { used: 0, waiting: 0 }
/** ConnectWise's tax codes are few and known beforehand; accounts, items and customers are listed once they are used. */
const alwaysListed: ReadonlySet<MappingKind> = new Set<MappingKind>(['tax'])

function line(
  key: { kind: MappingKind; key: string; name: string; used: number; waiting: number },
  decided: MappingRow[],
  all: Candidate[],
): MappingLine {
  const { used, waiting, kind, name } = key
  const row = decided.find(one => one.psaKey === key.key)
  const known = row && all.find(one => one.id === row.ledgerId)
  return {
    kind,
    key: key.key,
    name,
    ledger: row ? { id: row.ledgerId, name: known ? label(known) : row.ledgerName } : null,
    gone: row !== undefined && known === undefined,
    used,
    waiting,
    suggestion: row ? null : suggest({ kind, psaKey: key.key, psaName: name }, all),
  }
}

function byNeed(a: MappingLine, b: MappingLine): number {
  const open = (line: MappingLine) => (line.ledger === null || line.gone ? 0 : 1)
  return open(a) - open(b) || b.waiting - a.waiting || b.used - a.used || (a.name < b.name ? -1 : 1)
}

function compare(a: Candidate, b: Candidate): number {
  return label(a) < label(b) ? -1 : 1
}

const ledgerKind: Readonly<Record<MappingKind, LedgerKind>> = {
  account: 'account',
  item: 'item',
  tax: 'tax',
  customer: 'contact',
  'tracking-2': 'tracking',
  'tracking-3': 'tracking',
}

async function candidates(tx: Transaction, { companyId, kind, categoryId }: ListAsk): Promise<Candidate[]> {
  const rows = (await ledgerItems(tx, companyId, [ledgerKind[kind]])).filter(row => row.active)
  if (kind === 'tracking-2' || kind === 'tracking-3') {
    const category = rows.find(row => row.id === categoryId)
    if (!category) return []
    const { options } = itemData.tracking.parse(category.data)
    return options.filter(option => option.active).map(({ id, name }) => ({ id, code: '', name }))
  }
  const usable = kind === 'tax' ? rows.filter(row => itemData.tax.parse(row.data).canApplyToRevenue) : rows
  // A contact's code is our own number of the customer, a tax rate's its type: nothing that a person reads.
  const plain = kind === 'customer' || kind === 'tax'
  return usable.map(({ id, code, name }) => ({ id, code: plain ? '' : code, name }))
}

const psaKind: Readonly<Partial<Record<MappingKind, PsaKind>>> = {
  tax: 'psa-tax',
  customer: 'psa-customer',
  account: 'psa-account',
}

/** ConnectWise's own names by key. */
async function namesOf(tx: Transaction, kind: MappingKind): Promise<Map<string, string>> {
  const list = psaKind[kind]
  const rows = list ? await psaItems(tx, [list]) : []
  if (kind === 'account') return new Map(rows.map(row => [row.code, row.name]))
  const names = new Map(rows.filter(row => row.active).map(row => [row.id, row.name]))
  return kind === 'tax' ? names.set('exempt', 'Lines without tax') : names
}
