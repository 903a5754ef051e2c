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

/** A deleted row is null. */
export type Change = [table: string, id: string, row: unknown]
/** Rows of each table, as text until their table is opened. */
export type Tables = Map<string, Map<string, string>>

/** A file of changes, one line for each answer; opening it replays and compacts it. */
export function openJournal(directory: string, name: string) {
  const tables = read(directory, name)
  let file: number | undefined = rewrite(directory, name, texts(tables))
  return {
    tables,
    append(changes: Change[]) {
      if (file !== undefined && changes.length > 0) writeSync(file, `${JSON.stringify(changes)}\n`)
    },
    /** Starts again with these rows alone. */
    replace(changes: Change[]) {
      if (file !== undefined) closeSync(file)
      file = rewrite(
        directory,
        name,
        changes.map(change => `${JSON.stringify([change])}\n`),
      )
    },
    close() {
      if (file !== undefined) closeSync(file)
      file = undefined
    },
  }
}

/** Replays the journal. A last line without its end was never answered: it is left out. */
function read(directory: string, name: string): Tables {
  const tables: Tables = new Map()
  const path = join(directory, `${name}.jsonl`)
  if (!existsSync(path)) return tables
  for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) {
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

function texts(tables: Tables): string[] {
  return [...tables].flatMap(([table, rows]) =>
    [...rows].map(([id, text]) => `[[${JSON.stringify(table)},${JSON.stringify(id)},${text}]]\n`),
  )
}

function rewrite(directory: string, name: string, lines: string[]): number {
  mkdirSync(directory, { recursive: true })
  const path = join(directory, `${name}.jsonl`)
  writeFileSync(`${path}.new`, lines.join(''))
  renameSync(`${path}.new`, path)
  return openSync(path, 'a')
}
