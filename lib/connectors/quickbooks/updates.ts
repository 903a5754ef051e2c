import type { LedgerDocument } from '../../accounting/document.ts'
import type { WriteGuard, WriteOutcome } from '../write-facts.ts'
import type { QuickBooksClient } from './client.ts'
import { wire, zDocument } from './documents.ts'
import { elementsOf } from './elements.ts'
import type { Books } from './invoices.ts'

type Kind = LedgerDocument['kind']

/** An older version is refused with 5010: what was paid or changed since it was read stays. */
export async function updateDocument(
  client: QuickBooksClient,
  books: Books,
  { kind, body, guard }: { kind: Kind; body: string; guard: WriteGuard },
): Promise<WriteOutcome> {
  const { entity } = wire[kind]
  const written = await client.write(entity.toLowerCase(), body, guard, { operation: 'update' })
  if (written.kind !== 'written') return written
  return elementsOf(written, body, 1, { [entity]: zDocument(kind, books) })
}
