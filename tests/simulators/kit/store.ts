import { type Change, openJournal } from './journal.ts'
import { createRows, type Indexes } from './rows.ts'

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

export type Store = ReturnType<typeof createStore>

type Part = { copy(): () => void; rows(): [string, unknown][] }

/**
 * Typed tables in memory. With a directory every change is in the journal before `flush` returns, so that
 * kill -9 loses nothing that was answered (the page cache outlives the process).
 */
export function createStore({ directory, name = 'store' }: { directory?: string; name?: string } = {}) {
  const journal = directory === undefined ? undefined : openJournal(directory, name)
  const parts = new Map<string, Part>()
  const snapshots: (() => void)[][] = []
  const log = createLog()

  /** `quiet` rows (keys, tokens) are kept but do not count as a change of the books. */
  function collection<Row extends { id: string }>(
    table: string,
    indexes: Indexes<Row> = {},
    { quiet = false } = {},
  ): Collection<Row> {
    const rows = createRows<Row>(indexes)
    for (const text of journal?.tables.get(table)?.values() ?? []) rows.put(JSON.parse(text))
    journal?.tables.delete(table)
    parts.set(table, rows)
    const change = (id: string, row: Row | null) => {
      const previous = rows.get(id)
      if (row) rows.put(row)
      else rows.delete(id)
      log.note([table, id, row], quiet, () => (previous ? rows.put(previous) : rows.delete(id)))
    }
    return {
      get: rows.get,
      all: rows.all,
      by: rows.by,
      get size() {
        return rows.size()
      },
      put: row => change(row.id, row),
      delete: id => change(id, null),
    }
  }

  return {
    collection,
    attempt: log.attempt,
    /** Writes what has changed since the last flush; answers how many rows of the books that was. */
    flush(): number {
      const { changes, counted } = log.take()
      journal?.append(changes)
      return counted
    },
    snapshot(): string {
      snapshots.push([...parts.values()].map(part => part.copy()))
      return String(snapshots.length)
    },
    restore(id: string): boolean {
      const steps = snapshots[Number(id) - 1]
      if (!steps) return false
      for (const step of steps) step()
      log.take()
      journal?.replace(current(parts))
      return true
    },
    close: () => journal?.close(),
  }
}

/** What has changed since the last flush, and how to take an attempt back. */
function createLog() {
  let changes: Change[] = []
  let counted = 0
  let undo: (() => void)[] | undefined

  return {
    note(change: Change, quiet: boolean, revert: () => void) {
      changes.push(change)
      if (!quiet) counted += 1
      undo?.push(revert)
    },
    take() {
      const taken = { changes, counted }
      changes = []
      counted = 0
      return taken
    },
    /** Runs work and takes its changes back unless `keep` says yes. */
    attempt<Result>(work: () => Result, keep: (result: Result) => boolean): Result {
      const [kept, before] = [changes.length, counted]
      undo = []
      const result = work()
      const steps = undo.reverse()
      undo = undefined
      if (keep(result)) return result
      for (const step of steps) step()
      changes.length = kept
      counted = before
      return result
    },
  }
}

function current(parts: Map<string, Part>): Change[] {
  return [...parts].flatMap(([table, part]) => part.rows().map(([id, row]): Change => [table, id, row]))
}
