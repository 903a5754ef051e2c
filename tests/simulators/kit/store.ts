import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

export type Collection<Row extends { id: string }> = {
  get(id: string): Row | undefined
  /** Rows are replaced, never changed in place: a snapshot shares them. */
  put(row: Row): void
  delete(id: string): void
  all(): Row[]
  /** Rows of one index entry, in the order they were first put. */
  by(index: string, key: string): Row[]
  readonly size: number
}

export type Indexes<Row> = Record<string, (row: Row) => string | undefined>
export type Store = ReturnType<typeof createStore>

type Change = [collection: string, id: string, row: unknown]
type Part = { copy(): () => void; rows(): [string, unknown][] }

/**
 * Typed tables in memory. With a directory every change is in the journal before `flush` returns, so that
 * kill -9 loses nothing that was answered (the page cache outlives the process).
 */
export function createStore({ directory, name = 'store' }: { directory?: string; name?: string } = {}) {
  const parts = new Map<string, Part>()
  const snapshots = new Map<string, (() => void)[]>()
  const loaded = directory === undefined ? new Map<string, Map<string, string>>() : read(directory, name)
  let journal = directory === undefined ? undefined : compact(directory, name, texts(loaded))
  let pending: Change[] = []
  let counted = 0
  let undo: (() => void)[] | undefined

  /** `quiet` rows (keys, tokens) are kept but do not count as a change of the books. */
  function collection<Row extends { id: string }>(
    table: string,
    indexes: Indexes<Row> = {},
    { quiet = false } = {},
  ): Collection<Row> {
    const rows = createRows<Row>(indexes)
    for (const text of loaded.get(table)?.values() ?? []) rows.put(JSON.parse(text))
    loaded.delete(table)
    parts.set(table, rows)
    const changed = (id: string, row: Row | null, previous: Row | undefined) => {
      undo?.push(() => (previous ? rows.put(previous) : rows.delete(id)))
      if (journal !== undefined) pending.push([table, id, row])
      if (!quiet) counted += 1
    }
    return {
      get: rows.get,
      all: rows.all,
      by: rows.by,
      get size() {
        return rows.size()
      },
      put(row) {
        const previous = rows.get(row.id)
        rows.put(row)
        changed(row.id, row, previous)
      },
      delete(id) {
        const previous = rows.get(id)
        rows.delete(id)
        changed(id, null, previous)
      },
    }
  }

  return {
    collection,
    /** Writes what has changed since the last flush; answers how many rows of the books that was. */
    flush(): number {
      if (journal !== undefined && pending.length > 0) writeSync(journal, `${JSON.stringify(pending)}\n`)
      const changes = counted
      pending = []
      counted = 0
      return changes
    },
    /** Runs work and takes its changes back unless `keep` says yes. */
    attempt<Result>(work: () => Result, keep: (result: Result) => boolean): Result {
      const [kept, before] = [pending.length, counted]
      undo = []
      const result = work()
      const steps = undo.reverse()
      undo = undefined
      if (keep(result)) return result
      for (const step of steps) step()
      pending.length = kept
      counted = before
      return result
    },
    snapshot(): string {
      const id = String(snapshots.size + 1)
      snapshots.set(
        id,
        [...parts.values()].map(part => part.copy()),
      )
      return id
    },
    restore(id: string): boolean {
      const undo = snapshots.get(id)
      if (!undo) return false
      for (const put of undo) put()
      pending = []
      counted = 0
      if (journal !== undefined && directory !== undefined) {
        closeSync(journal)
        journal = compact(directory, name, current(parts))
      }
      return true
    },
    close() {
      if (journal !== undefined) closeSync(journal)
      journal = undefined
    },
  }
}

function createRows<Row extends { id: string }>(indexes: Indexes<Row>) {
  let rows = new Map<string, Row>()
  const entries = Object.entries(indexes)
  let lookup = new Map<string, Map<string, Row>>()

  function file(row: Row, previous: Row | undefined) {
    for (const [index, keyOf] of entries) {
      const before = previous && keyOf(previous)
      const key = keyOf(row)
      if (before !== undefined && before !== key) lookup.get(`${index}\n${before}`)?.delete(row.id)
      if (key === undefined) continue
      const place = `${index}\n${key}`
      const bucket = lookup.get(place) ?? new Map<string, Row>()
      lookup.set(place, bucket.set(row.id, row))
    }
  }

  return {
    get: (id: string) => rows.get(id),
    all: () => [...rows.values()],
    by: (index: string, key: string) => [...(lookup.get(`${index}\n${key}`)?.values() ?? [])],
    size: () => rows.size,
    rows: (): [string, unknown][] => [...rows],
    put(row: Row) {
      file(row, rows.get(row.id))
      rows.set(row.id, row)
    },
    delete(id: string) {
      const row = rows.get(id)
      if (!row) return
      for (const [index, keyOf] of entries) lookup.get(`${index}\n${keyOf(row)}`)?.delete(id)
      rows.delete(id)
    },
    copy() {
      const kept = new Map(rows)
      return () => {
        rows = new Map(kept)
        lookup = new Map()
        for (const row of rows.values()) file(row, undefined)
      }
    },
  }
}

function* texts(tables: Map<string, Map<string, string>>): Iterable<string> {
  for (const [table, rows] of tables) {
    for (const [id, text] of rows) yield `[[${JSON.stringify(table)},${JSON.stringify(id)},${text}]]\n`
  }
}

function* current(parts: Map<string, Part>): Iterable<string> {
  for (const [table, part] of parts) {
    for (const [id, row] of part.rows()) yield `${JSON.stringify([[table, id, row]])}\n`
  }
}

/** Replays the journal. A last line without its end was never answered: it is left out. */
function read(directory: string, name: string) {
  const tables = new Map<string, Map<string, string>>()
  const path = join(directory, `${name}.jsonl`)
  if (!existsSync(path)) return tables
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1)
  for (const line of lines) {
    const changes: Change[] = JSON.parse(line)
    for (const [table, id, row] of changes) {
      const rows = tables.get(table) ?? new Map<string, string>()
      tables.set(table, rows)
      if (row === null) rows.delete(id)
      else rows.set(id, JSON.stringify(row))
    }
  }
  return tables
}

/** Writes the present rows as a new journal and opens it for appending. */
function compact(directory: string, name: string, lines: Iterable<string>): number {
  mkdirSync(directory, { recursive: true })
  const path = join(directory, `${name}.jsonl`)
  writeFileSync(`${path}.new`, [...lines].join(''))
  renameSync(`${path}.new`, path)
  return openSync(path, 'a')
}
