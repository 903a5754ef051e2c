import type { LedgerDocument } from '../../accounting/document.ts'
import type { RemoteDocument, WriteGuard, WriteOutcome } from '../write-facts.ts'
import type { QuickBooksClient } from './client.ts'
import { type Links, wire, zDocument } from './documents.ts'
import { elementsOf, isBatch } from './elements.ts'
import { queryIn } from './query.ts'

type Kind = LedgerDocument['kind']

export interface Books extends Links {
  homeCurrency: string
}

/** One by itself, several as a batch: the body says which. Never with `allowduplicatedocnum`. */
export async function createDocuments(
  client: QuickBooksClient,
  books: Books,
  write: { kind: Kind; body: string; count: number; guard: WriteGuard },
): Promise<WriteOutcome> {
  const { entity } = wire[write.kind]
  const path = isBatch(write.body) ? 'batch' : entity.toLowerCase()
  const written = await client.write(path, write.body, write.guard)
  if (written.kind !== 'written') return written
  return elementsOf(written, write.body, write.count, { [entity]: zDocument(write.kind, books) })
}

/** Those of these numbers that stand. A number may stand twice: QuickBooks does not always refuse it. */
export async function findDocuments(
  client: QuickBooksClient,
  books: Books,
  kind: Kind,
  numbers: readonly string[],
): Promise<RemoteDocument[]> {
  const { entity } = wire[kind]
  const found = await queryIn(client, entity, { field: 'DocNumber', values: numbers }, zDocument(kind, books))
  const wanted = new Set(numbers)
  return found.filter(({ number, status }) => wanted.has(number) && status !== 'voided')
}

/** A deleted one is not in the answer. */
export function documentsById(
  client: QuickBooksClient,
  books: Books,
  kind: Kind,
  ids: readonly string[],
): Promise<RemoteDocument[]> {
  // QuickBooks' ids are numbers: another vendor's id finds nothing and would be refused as a query.
  const values = ids.filter(id => /^\d{1,30}$/.test(id))
  return queryIn(client, wire[kind].entity, { field: 'Id', values }, zDocument(kind, books))
}
