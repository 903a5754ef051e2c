import type { LedgerDocument } from '../../accounting/document.ts'
import type { DocumentUpdate } from '../update-facts.ts'
import type { WriteGuard, WriteOutcome } from '../write-facts.ts'
import type { XeroClient } from './client.ts'
import { type Books, wire, zDocument } from './documents.ts'
import { elementsOf } from './elements.ts'

type Kind = LedgerDocument['kind']

/** POST by id in the path, so that no number can be meant; without summarizeErrors a refusal is a 400 with its words. */
export async function updateDocument(
  client: XeroClient,
  books: Books,
  { kind, update, body, guard }: { kind: Kind; update: DocumentUpdate; body: string; guard: WriteGuard },
): Promise<WriteOutcome> {
  const { list, id, query } = wire[kind]
  const path = `${list}/${encodeURIComponent(update.id)}`
  const written = await client.write(path, query, body, guard, 'POST')
  if (written.kind !== 'written') return written
  return elementsOf(written, body, 1, { list, name: id, schema: zDocument(kind, books) })
}
