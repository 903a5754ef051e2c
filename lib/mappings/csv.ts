import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { plainCell } from '../std/cell.ts'

/** Columns as they are written; a file needs the first two and one of the two of the ledger. */
export const csvHeader = ['Kind', 'ConnectWise', 'Name', 'Ledger id', 'Ledger', 'Used by', 'Waiting'] as const

/** In bytes; the export of some ten thousand rows. */
export const csvMost = 1_048_576

/** A row of a file, as it was written. */
export interface CsvRow {
  line: number
  kind: string
  key: string
  ledgerId: string
  ledger: string
}

export type CsvFile =
  | { kind: 'rows'; rows: CsvRow[]; ignored: string[] }
  /** nothing of it can be read, and why */
  | { kind: 'unreadable'; reason: string }

/**
 * Commas, semicolons (what Excel writes where the comma is the decimal sign) or tabs; with or without a byte order mark and
 * Excel's own line `sep=;`. Columns that we do not know are named and left alone.
 */
export function readCsv(text: string): CsvFile {
  if (text.includes('\u0000') || text.includes('\uFFFD'))
    return unreadable('The file is not UTF-8 text. Save it as “CSV UTF-8” and try again.')
  const bare = text.replace(/^\uFEFF/, '')
  const hint = /^sep=([,;\t])\r?\n/i.exec(bare)
  const body = hint ? bare.slice(hint[0].length) : bare
  const table = tableOf(body, hint?.[1] ?? delimiterOf(body), hint ? 1 : 0)
  if (typeof table === 'string') return unreadable(table)
  const [header, ...lines] = table
  if (!header) return unreadable('The file is empty.')
  const columns = header.cells.map(cell => csvHeader.find(name => same(name, cell)) ?? null)
  const missing = (['Kind', 'ConnectWise'] as const).filter(name => !columns.includes(name))
  if (missing.length > 0)
    return unreadable(`The column ${missing.join(' and ')} is missing. Export the list and edit that.`)
  if (!columns.includes('Ledger id') && !columns.includes('Ledger'))
    return unreadable('There is neither a column “Ledger id” nor one “Ledger”.')
  const twice = csvHeader.find(name => columns.filter(column => column === name).length > 1)
  if (twice) return unreadable(`The column ${twice} is there twice.`)
  const at = (cells: string[], name: (typeof csvHeader)[number]) =>
    plainCell(cells[columns.indexOf(name)] ?? '')
  const rows = lines
    .filter(({ cells }) => cells.some(cell => cell.trim() !== ''))
    .map(({ line, cells }) => ({
      line,
      kind: at(cells, 'Kind').trim().toLowerCase(),
      key: at(cells, 'ConnectWise'),
      ledgerId: at(cells, 'Ledger id').trim(),
      ledger: at(cells, 'Ledger').trim(),
    }))
  const ignored = header.cells.filter((cell, place) => columns[place] === null && cell.trim() !== '')
  return { kind: 'rows', rows, ignored }
}

const zRecords = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }))

function tableOf(
  text: string,
  delimiter: string,
  skipped: number,
): { line: number; cells: string[] }[] | string {
  try {
    const records: unknown = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    })
    return zRecords.parse(records).map(({ record, info }) => ({ line: info.lines + skipped, cells: record }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = Number(error.lines) + skipped
    return `Line ${line} cannot be read: a quotation mark is open or out of place.`
  }
}

/** The one that stands most often in the first line, quoted texts apart. */
function delimiterOf(text: string): string {
  const first = (text.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '')
  const counted = [',', ';', '\t'].map(sign => ({ sign, times: first.split(sign).length }))
  return counted.toSorted((a, b) => b.times - a.times)[0]?.sign ?? ','
}

function same(name: string, cell: string): boolean {
  return name.toLowerCase() === cell.trim().toLowerCase().replace(/\s+/g, ' ')
}

function unreadable(reason: string): CsvFile {
  return { kind: 'unreadable', reason }
}
