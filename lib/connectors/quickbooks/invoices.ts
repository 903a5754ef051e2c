import { z } from 'zod'
import { isSpent, type LedgerDocument } from '../../accounting/document.ts'
import type { RemoteDocument, WriteGuard, WriteOutcome } from '../write-facts.ts'
import type { QuickBooksClient } from './client.ts'
import { type Links, wire, zDocument } from './documents.ts'
import { elementsOf, isBatch } from './elements.ts'
import { checkedAs } from './errors.ts'
import { queryIn } from './query.ts'
import { reconciledOf } from './reconciled.ts'

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
  const found = await documentsWhere(client, books, kind, { field: 'DocNumber', values: numbers })
  const wanted = new Set(numbers)
  return found.filter(({ number, status }) => wanted.has(number) && status !== 'voided')
}

/** A deleted one is not in the answer. Of a purchase it is asked whether it stands against a bank statement. */
export async function documentsById(
  client: QuickBooksClient,
  books: Books,
  kind: Kind,
  ids: readonly string[],
): Promise<RemoteDocument[]> {
  // QuickBooks' ids are numbers: another vendor's id finds nothing and would be refused as a query.
  const values = ids.filter(id => /^\d{1,30}$/.test(id))
  const found = await documentsWhere(client, books, kind, { field: 'Id', values })
  if (!isSpent(kind) || found.length === 0) return found
  const reconciled = await reconciledOf(client, found)
  return found.map(one => ({ ...one, reconciled: reconciled.has(one.id) }))
}

/** What was spent and what came back are one entity, told apart by a flag that others do not have. */
async function documentsWhere(
  client: QuickBooksClient,
  books: Books,
  kind: Kind,
  asked: { field: 'DocNumber' | 'Id'; values: readonly string[] },
): Promise<RemoteDocument[]> {
  const { entity } = wire[kind]
  const rows = await queryIn(client, entity, asked, z.looseObject({ Credit: z.boolean().nullish() }))
  const own = rows.filter(({ Credit }) => (Credit === true) === (kind === 'receive'))
  return checkedAs(z.array(zDocument(kind, books)), own, entity)
}
