import { z } from 'zod'
import type { LedgerDocument } from '../../accounting/document.ts'
import { chunks } from '../chunks.ts'
import { ConnectorError } from '../ports.ts'
import type { RemoteDocument, WriteGuard, WriteOutcome } from '../write-facts.ts'
import type { XeroClient } from './client.ts'
import { type Books, wire, zDocument } from './documents.ts'
import { elementsOf } from './elements.ts'
import { checkedAs } from './errors.ts'
import { quoted } from './fields.ts'

type Kind = LedgerDocument['kind']

/** About forty values a filter is what careful clients send. */
const perAddress = { most: 40, around: 40 }

/** PUT creates only; POST would silently overwrite the document that has the number (pyxero#328). */
export async function createDocuments(
  client: XeroClient,
  books: Books,
  write: { kind: Kind; body: string; count: number; guard: WriteGuard },
): Promise<WriteOutcome> {
  const { list, number, query } = wire[write.kind]
  const written = await client.write(list, { summarizeErrors: 'false', ...query }, write.body, write.guard)
  if (written.kind !== 'written') return written
  const shape = { list, name: number, schema: zDocument(write.kind, books) }
  return elementsOf(written, write.body, write.count, shape)
}

/** Documents of these numbers that stand: one of another kind may bear the same number, voided ones do not count. */
export async function findDocuments(
  client: XeroClient,
  books: Books,
  kind: Kind,
  numbers: readonly string[],
): Promise<RemoteDocument[]> {
  const { list, number } = wire[kind]
  // The list filter separates by commas, and nothing but invoices has a list filter at all (xero_accounting.yaml).
  const listed = list === 'Invoices' ? numbers.filter(text => !text.includes(',')) : []
  const single = numbers.filter(text => !listed.includes(text))
  const queries = [
    ...chunks(listed, perAddress).map(group => ({ InvoiceNumbers: group.join(',') })),
    ...single.map(text => ({ where: `${among(kind)}${number}==${quoted(text)}` })),
  ]
  const found = await Promise.all(queries.map(query => readDocuments(client, books, kind, list, query)))
  const wanted = new Set(numbers)
  return found.flat().filter(one => wanted.has(one.number) && !['voided', 'deleted'].includes(one.status))
}

/** Of bank transactions Xero refuses a filter that would go through too many: the type is one it looks for quickly. */
function among(kind: Kind): string {
  const { list, type } = wire[kind]
  return list === 'BankTransactions' ? `Type==${quoted(type)} AND ` : ''
}

export async function documentsById(
  client: XeroClient,
  books: Books,
  kind: Kind,
  ids: readonly string[],
): Promise<RemoteDocument[]> {
  const { list } = wire[kind]
  const reads =
    list === 'Invoices'
      ? chunks(ids, perAddress).map(group =>
          readDocuments(client, books, kind, list, { IDs: group.join(',') }),
        )
      : ids.map(id => readDocument(client, books, kind, id))
  return (await Promise.all(reads)).flat()
}

async function readDocument(
  client: XeroClient,
  books: Books,
  kind: Kind,
  id: string,
): Promise<RemoteDocument[]> {
  try {
    return await readDocuments(client, books, kind, `${wire[kind].list}/${encodeURIComponent(id)}`)
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'not-found') return []
    throw error
  }
}

const pageSize = 1_000

/** To the last page: many vendors may have used one number. Without `page` Xero leaves fields out. */
async function readDocuments(
  client: XeroClient,
  books: Books,
  kind: Kind,
  path: string,
  query?: Record<string, string>,
): Promise<RemoteDocument[]> {
  const { list, type, query: always } = wire[kind]
  const schema = z.object({ [list]: z.array(z.looseObject({ Type: z.string().nullish() })) })
  const ours: object[] = []
  for (let page = 1; ; page += 1) {
    const asked = query && { page: String(page), ...query, pageSize: String(pageSize) }
    const rows = (await client.read(path, { ...always, ...asked }, schema))?.[list] ?? []
    ours.push(...rows.filter(row => type === null || row.Type === type))
    if (!query || rows.length < pageSize) return checkedAs(z.array(zDocument(kind, books)), ours, list)
  }
}
