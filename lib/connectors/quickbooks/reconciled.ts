import { z } from 'zod'
import type { RemoteDocument } from '../write-facts.ts'
import type { QuickBooksClient } from './client.ts'
import { malformed } from './errors.ts'

const report = 'reports/TransactionList'
/** Its cells have the transactions' ids. */
const idColumn = 'txn_type'

interface Row {
  ColData?: { id?: string | null | undefined }[] | null | undefined
  Rows?: { Row?: Row[] | null | undefined } | null | undefined
}

const zRow: z.ZodType<Row> = z.lazy(() =>
  z.object({
    ColData: z.array(z.object({ id: z.string().nullish() })).nullish(),
    Rows: zRows,
  }),
)
const zRows = z.object({ Row: z.array(zRow).nullish() }).nullish()

/** A column is called by its type or, in other reports, by a key among its facts. */
const zColumn = z
  .object({
    ColType: z.string().nullish(),
    MetaData: z.array(z.object({ Name: z.string().nullish(), Value: z.string().nullish() })).nullish(),
  })
  .transform(({ ColType, MetaData }) => [
    ColType,
    ...(MetaData ?? []).flatMap(({ Name, Value }) => (Name === 'ColKey' ? Value : [])),
  ])

const zReport = z.object({
  Columns: z.object({ Column: z.array(zColumn).nullish() }).nullish(),
  Rows: zRows,
})

/**
 * Ids of those that stand against a bank statement. No field of a transaction says so; only this report can be asked for what is
 * reconciled (https://developer.intuit.com, Transaction List: `cleared`), and of days, not of ids.
 */
export async function reconciledOf(
  client: QuickBooksClient,
  documents: readonly Pick<RemoteDocument, 'date'>[],
): Promise<Set<string>> {
  const days = documents.flatMap(({ date }) => date ?? []).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return new Set()
  const query = { cleared: 'Reconciled', start_date: first, end_date: last, columns: idColumn }
  const { Columns, Rows } = await client.read(report, query, zReport)
  const rows = flat(Rows?.Row ?? [])
  const place = (Columns?.Column ?? []).findIndex(names => names.includes(idColumn))
  if (rows.length > 0 && place < 0) throw malformed(report, `no column ${idColumn} in it`)
  return new Set(rows.flatMap(({ ColData }) => ColData?.[place]?.id ?? []))
}

/** Rows may stand in groups, whose own cells are headings. */
function flat(rows: readonly Row[]): Row[] {
  return rows.flatMap(row => (row.Rows?.Row ? flat(row.Rows.Row) : [row]))
}
