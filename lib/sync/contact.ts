import type { LedgerContact } from '../accounting/document.ts'
import { contactToJson } from '../accounting/document-json.ts'
import { present } from '../std/assert.ts'
import { insertPostings, sourceKey } from './graph/store.ts'
import { change, databaseNow, type PostingRow, postingsByIds, type Scope } from './postings/store.ts'

/**
 * A new customer is its own posting, one however many documents wait for it; a refused one is tried again with what the
 * customer is called now.
 */
export async function ensureContact(
  scope: Scope,
  contact: LedgerContact,
  asked: PostingRow,
): Promise<string> {
  const source = { kind: 'customer', sourceId: contact.psaId, part: 'contact' }
  const { ids } = await insertPostings(scope, [
    {
      target: 'ledger',
      operation: 'create',
      kind: 'contact',
      source,
      title: contact.name,
      origin: asked.origin,
      requestedBy: asked.requestedBy,
      previewHash: null,
      state: 'ready',
      payload: contactToJson(contact),
    },
  ])
  const id = present(ids.get(sourceKey(source)), 'a live contact posting')
  const [existing] = await postingsByIds(scope, [id])
  if (existing?.state === 'rejected') {
    const set = { payload: contactToJson(contact), title: contact.name, problems: [] }
    await change(scope, existing, 'rejected', 'planned', { event: 'replan' }, set)
    await change(scope, existing, 'planned', 'ready', { event: 'planned' }, { readyAt: databaseNow })
  }
  return id
}
