import type { Transaction } from '../../drizzle/client.ts'
import type { MappingKind } from '../accounting/options.ts'
import { termRule, termText, termWords } from '../accounting/term-rule.ts'
import { itemData, type LedgerKind, ledgerItems } from '../reference/reference.ts'
import { type Candidate, label } from './suggestions.ts'

/** Tracking asks for the category that the segment or the sales rep feeds (settings: segment-2-category and its like). */
export interface ListAsk {
  companyId: string
  kind: MappingKind
  categoryId: string | null
  /** keys that settings name: listed before any record asks for them */
  named?: readonly string[]
}

/** All that the ledger offers for a kind; for terms the usual rules, as any rule may be written. */
export async function candidates(
  tx: Transaction,
  { companyId, kind, categoryId }: ListAsk,
): Promise<Candidate[]> {
  const list = ledgerKind[kind]
  if (list === null) return usualRules.flatMap(ruleCandidate)
  const rows = (await ledgerItems(tx, companyId, [list])).filter(row => row.active)
  if (list === 'tracking') {
    const category = rows.find(row => row.id === categoryId)
    if (!category) return []
    const { options } = itemData.tracking.parse(category.data)
    return options.filter(option => option.active).map(({ id, name }) => ({ id, code: '', name }))
  }
  const usable = rows.filter(row => isUsable(kind, row))
  if (list === 'contact')
    return rows.flatMap(({ id, name, data }) => {
      const { email, number, role } = itemData.contact.parse(data)
      return role === 'both' || role === (kind === 'employee' ? 'vendor' : kind)
        ? [{ id, code: '', name, email, number }]
        : []
    })
  // A tax rate's code is its type: nothing that a person reads.
  return usable.map(({ id, code, name }) => ({ id, code: list === 'tax' ? '' : code, name }))
}

/** A rate may be for sales only, or for purchases only; money is spent from an account with a bank, or a credit card. */
function isUsable(kind: MappingKind, row: { kind: string; data: unknown }): boolean {
  if (kind === 'payment-account') return itemData.account.parse(row.data).pays !== null
  if (row.kind !== 'tax') return true
  const { canApplyToRevenue, canApplyToExpenses } = itemData.tax.parse(row.data)
  return kind === 'purchase-tax' ? canApplyToExpenses : canApplyToRevenue
}

/** What a person may pick, narrowed by what they typed: number or name. */
export async function searchCandidates(
  tx: Transaction,
  ask: ListAsk,
  text: string,
  limit: number,
): Promise<Candidate[]> {
  const wanted = text.trim().toLowerCase()
  const all = [
    ...(ask.kind === 'term' ? rulesMeant(wanted) : []),
    ...(await candidates(tx, ask)).filter(one => fits(one, wanted)),
  ]
  const ranked = [...new Map(all.map(one => [one.id, one])).values()].map(one => ({
    one,
    rank: rankOf(one, wanted),
  }))
  return ranked
    .toSorted((a, b) => a.rank - b.rank || byLabel(ask.kind, a.one, b.one))
    .slice(0, limit)
    .map(({ one }) => one)
}

/** The one a person picked, if the ledger still offers it: of the browser only the id is taken. */
export async function candidateById(tx: Transaction, ask: ListAsk, id: string): Promise<Candidate | null> {
  if (ask.kind === 'term') return ruleCandidate(id)[0] ?? null
  return (await candidates(tx, ask)).find(one => one.id === id) ?? null
}

/** A rule as something to be picked: its own text is its id. */
export function ruleCandidate(text: string): Candidate[] {
  const rule = termRule(text)
  return rule ? [{ id: termText(rule), code: '', name: termWords(rule) }] : []
}

const ledgerKind: Readonly<Record<MappingKind, LedgerKind | null>> = {
  account: 'account',
  item: 'item',
  tax: 'tax',
  'purchase-tax': 'tax',
  customer: 'contact',
  vendor: 'contact',
  employee: 'contact',
  'payment-account': 'account',
  'tracking-2': 'tracking',
  'tracking-3': 'tracking',
  'sales-rep': 'tracking',
  term: null,
}

const usualRules = [
  ...['0', '7', '14', '21', '30', '45', '60', '90'],
  ...['M+1:D7', 'M+1:D15', 'M+1:D20', 'M+1:D-0', 'M0:D-0', 'EOM+14', 'EOM+30'],
]

/** A number may be days, or a day of a month: both are offered, none is guessed. */
function rulesMeant(wanted: string): Candidate[] {
  const number = /^\d{1,3}/.exec(wanted)?.[0]
  const meant = number === undefined ? [] : [number, `M+1:D${number}`, `M0:D${number}`, `EOM+${number}`]
  return [wanted, ...meant].flatMap(ruleCandidate)
}

function fits(one: Candidate, wanted: string): boolean {
  return wanted === '' || [one.code, one.name].some(text => text.toLowerCase().includes(wanted))
}

function rankOf(one: Candidate, wanted: string): number {
  const [code, name] = [one.code.toLowerCase(), one.name.toLowerCase()]
  if (wanted === '') return 1
  if (code === wanted || name === wanted) return 0
  return code.startsWith(wanted) || name.startsWith(wanted) ? 1 : 2
}

/** Rules stand in their own order: 7 days come before 14. */
function byLabel(kind: MappingKind, a: Candidate, b: Candidate): number {
  if (kind === 'term') return 0
  return label(a) < label(b) ? -1 : 1
}
