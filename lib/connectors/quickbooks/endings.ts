import { z } from 'zod'
import type { LedgerDocument } from '../../accounting/document.ts'
import { present } from '../../std/assert.ts'
import { writeJson, zId } from '../../std/json.ts'
import { unknown } from '../calls.ts'
import type { DocumentEnd } from '../ledger-facts.ts'
import type { EndOutcome, WriteGuard } from '../write-facts.ts'
import type { QuickBooksClient } from './client.ts'
import { wire, zDocument } from './documents.ts'
import { elementsOf } from './elements.ts'
import type { Books } from './invoices.ts'

type Kind = LedgerDocument['kind']

/** An older version is refused with 5010: what was paid or changed since it was read stays. */
export function endBody(_kind: Kind, { id, version }: DocumentEnd): string {
  return writeJson({ Id: id, SyncToken: version })
}

/** Of a deleted one QuickBooks leaves `{"status":"Deleted","Id":"7"}`. */
const zDeleted = z.object({ Id: zId, status: z.literal('Deleted') }).transform(({ Id }) => ({
  id: Id,
  status: 'deleted' as const,
}))

export async function endDocument(
  client: QuickBooksClient,
  books: Books,
  { kind, end, body, guard }: { kind: Kind; end: DocumentEnd; body: string; guard: WriteGuard },
): Promise<EndOutcome> {
  const { entity } = wire[kind]
  const written = await client.write(entity.toLowerCase(), body, guard, { operation: end.how })
  if (written.kind !== 'written') return written
  const schema = z.union([zDeleted, zDocument(kind, books)])
  const read = elementsOf(written, body, 1, { [entity]: schema })
  if (read.kind !== 'answered') return read
  const element = present(read.elements[0], 'an answer to one write has one')
  if (element.kind === 'rejected') return { ...element, call: read.call }
  const { status } = element.remote
  if (status === 'voided' || status === 'deleted') return { kind: 'ended', call: read.call }
  return unknown(`QuickBooks says that it is ${status}.`, read.call)
}
