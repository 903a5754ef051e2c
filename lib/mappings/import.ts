import type { Transaction } from '../../drizzle/client.ts'
import { hashOf } from '../std/id.ts'
import { candidates, type ListAsk, ruleCandidate } from './candidates.ts'
import { type CsvRow, readCsv } from './csv.ts'
import { psaKeys } from './names.ts'
import { type Change, currentOf, nameOf } from './sets.ts'
import { keyNames } from './store.ts'
import { type Candidate, label } from './suggestions.ts'

export interface Refused {
  line: number
  kind: string
  key: string
  reason: string
}

/** What a file would do to the mappings as they stand. */
export interface ImportDiff {
  changes: Change[]
  refused: Refused[]
  unchanged: number
  /** columns that mean nothing to us */
  ignored: string[]
  /** names this very diff: what was looked at is what is applied */
  hash: string
}

/** Null with the reason: nothing of the file can be read. A key that is not in the file keeps what it has. */
export async function diffOf(
  tx: Transaction,
  companyId: string,
  asks: readonly ListAsk[],
  text: string,
): Promise<ImportDiff | string> {
  const file = readCsv(text)
  if (file.kind === 'unreadable') return file.reason
  const books = await booksOf(tx, companyId, asks, new Set(file.rows.map(row => row.kind)))
  const seen = new Map<string, number>()
  const changes: Change[] = []
  const refused: Refused[] = []
  let unchanged = 0
  for (const row of file.rows) {
    const read = change(row, books, seen)
    if (typeof read === 'string') refused.push({ line: row.line, kind: row.kind, key: row.key, reason: read })
    else if (read === null) unchanged += 1
    else changes.push(read)
  }
  return { changes, refused, unchanged, ignored: file.ignored, hash: hashOf({ changes, refused }) }
}

interface Book {
  ask: ListAsk
  known: Map<string, string>
  byId: Map<string, Candidate>
  /** by what people write: label, code or name, lower case */
  byText: Map<string, Candidate[]>
}

interface Books {
  current: Awaited<ReturnType<typeof currentOf>>
  of: Map<string, Book>
}

async function booksOf(
  tx: Transaction,
  companyId: string,
  asks: readonly ListAsk[],
  kinds: ReadonlySet<string>,
): Promise<Books> {
  const current = await currentOf(tx, companyId)
  const of = new Map<string, Book>()
  for (const ask of asks.filter(one => kinds.has(one.kind))) {
    const named = [...(await psaKeys(tx, ask.kind)).values()].map(({ key, name }) => [key, name] as const)
    const noted = (await keyNames(tx, companyId, ask.kind)).map(row => [row.psaKey, row.psaName] as const)
    const all = await candidates(tx, ask)
    of.set(ask.kind, {
      ask,
      known: new Map([...named, ...noted]),
      byId: new Map(all.map(one => [one.id, one])),
      byText: textsOf(all),
    })
  }
  return { current, of }
}

function textsOf(all: readonly Candidate[]): Book['byText'] {
  const texts: Book['byText'] = new Map()
  for (const one of all)
    for (const text of new Set([label(one), one.code, one.name].map(normal)))
      if (text !== '') texts.set(text, [...(texts.get(text) ?? []), one])
  return texts
}

/** A change; null: it stands like that already; a text: why the row cannot be taken. */
function change(row: CsvRow, books: Books, seen: Map<string, number>): Change | null | string {
  const book = books.of.get(row.kind)
  if (!book) return row.kind === '' ? 'The kind is missing.' : `There is no kind “${row.kind}”.`
  const { kind } = book.ask
  const { key } = row
  if (key === '') return 'The column ConnectWise is empty.'
  const place = nameOf({ kind, key })
  const earlier = seen.get(place)
  if (earlier !== undefined) return `It stands in line ${earlier} already.`
  seen.set(place, row.line)
  const now = books.current.get(place) ?? null
  const name = book.known.get(key) ?? now?.psaName
  if (name === undefined) return 'ConnectWise has nothing of this key, and no record asks for it.'
  if (row.ledgerId === '' && row.ledger === '')
    return now && { kind, key, name: name || key, before: { id: now.id, name: now.name }, after: null }
  // What stands is never questioned, not even where the ledger no longer offers it.
  if (now && row.ledgerId === now.id && agrees(row, book, now.id)) return null
  const found = wanted(row, book)
  if (typeof found === 'string') return found
  if (now?.id === found.id) return null
  const before = now && { id: now.id, name: now.name }
  return { kind, key, name: name || key, before, after: { id: found.id, name: label(found) } }
}

function wanted(row: CsvRow, book: Book): Candidate | string {
  const { ask, byId, byText } = book
  if (row.ledgerId !== '') {
    const one = ask.kind === 'term' ? ruleCandidate(row.ledgerId)[0] : byId.get(row.ledgerId)
    if (!one) return ask.kind === 'term' ? notARule : `The ledger does not offer the id ${row.ledgerId}.`
    return agrees(row, book, one.id)
      ? one
      : `Ledger id says “${label(one)}” and Ledger says “${row.ledger}”. Empty the one that is wrong.`
  }
  const rule = ask.kind === 'term' ? ruleCandidate(row.ledger) : []
  const named = [...rule, ...(byText.get(normal(row.ledger)) ?? [])]
  const [first] = named
  const ids = new Set(named.map(one => one.id))
  if (!first) return ask.kind === 'term' ? notARule : `The ledger has nothing called “${row.ledger}”.`
  return ids.size === 1 ? first : `The ledger has more than one “${row.ledger}”. Write its id.`
}

const notARule = 'A rule is written like 30, M+1:D20, M0:D-0 or EOM+15.'

/** The text may be an older name of the same; it must not be the name of another. */
function agrees(row: CsvRow, { byText }: Book, id: string): boolean {
  const named = row.ledger === '' ? [] : (byText.get(normal(row.ledger)) ?? [])
  return named.length === 0 || named.some(one => one.id === id)
}

function normal(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ')
}
