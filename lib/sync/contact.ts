import type { LedgerContact } from '../accounting/document.ts'
import { contactToJson } from '../accounting/document-json.ts'
import { insertPostings, type NewPosting, sourceKey } from './graph/store.ts'
import { changeMany, databaseNow, type PostingRow, postingsByIds, type Scope } from './postings/store.ts'

export interface NewContact {
  contact: LedgerContact
  /** the document that asks for it first */
  asked: PostingRow
}

/** ConnectWise has one company for who buys and who sells; a ledger may keep the two apart. */
export function contactKey({ role, psaId }: Pick<LedgerContact, 'role' | 'psaId'>): string {
  return `${role} ${psaId}`
}

/**
 * A new customer or vendor is its own posting, one however many documents wait for it; a refused one is tried again with what it
 * is called now. Returns the postings by contactKey.
 */
export async function ensureContacts(scope: Scope, list: NewContact[]): Promise<Map<string, string>> {
  const unique = [...new Map(list.map(item => [contactKey(item.contact), item])).values()]
  const keyOf = (contact: LedgerContact) => sourceKey(sourceOf(scope, contact))
  const wishes = unique.map(item => newPosting(scope, item))
  const { ids, existing } = await insertPostings(scope, wishes)
  const rows = await postingsByIds(scope, [...existing.values()])
  const wanted = new Map(unique.map(item => [ids.get(keyOf(item.contact)), item.contact]))
  const again = rows.flatMap(posting => {
    const contact = wanted.get(posting.id)
    if (posting.state !== 'rejected' || !contact) return []
    const set = { payload: contactToJson(contact), title: contact.name, problems: [] }
    return [{ posting, facts: { event: 'replan' }, set }]
  })
  if (again.length > 0) {
    await changeMany(scope, 'rejected', 'planned', again)
    const planned = again.map(({ posting }) => ({ posting, facts: { event: 'planned' } }))
    await changeMany(scope, 'planned', 'ready', planned, { readyAt: databaseNow })
  }
  return new Map(unique.flatMap(({ contact }) => entry(contactKey(contact), ids.get(keyOf(contact)))))
}

function newPosting(scope: Scope, { contact, asked }: NewContact): NewPosting {
  return {
    target: 'ledger',
    operation: 'create',
    kind: 'contact',
    source: sourceOf(scope, contact),
    title: contact.name,
    origin: asked.origin,
    requestedBy: asked.requestedBy,
    previewHash: null,
    state: 'ready',
    payload: contactToJson(contact),
  }
}

/** Each company's ledger has a contact of its own: a source is one over all companies, and so the company is in it. */
function sourceOf({ companyId }: Scope, contact: LedgerContact) {
  return { kind: `${contact.role}:${companyId}`, sourceId: contact.psaId, part: 'contact' }
}

function entry(key: string, id: string | undefined): [string, string][] {
  return id === undefined ? [] : [[key, id]]
}
