import type { LedgerContact } from '../accounting/document.ts'
import { contactFromJson } from '../accounting/document-json.ts'
import type { ContactOutcome, RemoteContact } from '../connectors/write-facts.ts'
import { linkContact } from '../mappings/mappings.ts'
import { enqueue } from '../queue/queue.ts'
import { assert } from '../std/assert.ts'
import { inLane, type Work } from './context.ts'
import { needersOf } from './graph/store.ts'
import { block } from './plan.ts'
import {
  change,
  changeMany,
  databaseNow,
  type EventFacts,
  type PostingRow,
  type Scope,
} from './postings/store.ts'
import { type Claim, closeSends } from './sends/store.ts'
import { call, notExecuted, outcomeUnknown } from './settle.ts'

type Element = Extract<ContactOutcome, { kind: 'answered' }>['elements'][number]
type Refused = Extract<Element, { kind: 'rejected' }>
type Facts = Omit<EventFacts, 'event'>

/** Writes down what a send of contacts came to. A new contact is linked at once, so that it is known from now on. */
export async function applyContacts(work: Work, claimed: Claim, outcome: ContactOutcome): Promise<void> {
  if (outcome.kind === 'unknown') return outcomeUnknown(work, claimed, outcome)
  if (outcome.kind === 'not-executed') return notExecuted(work, claimed, outcome)
  const ours = await lookAtDuplicates(work, claimed, outcome.elements)
  await inLane(work, async scope => {
    for (const [index, element] of outcome.elements.entries()) {
      const posting = claimed.members[index]
      assert(posting, 'an outcome for every member')
      const facts = { sendId: claimed.send.id, ...call(outcome.call) }
      const remote = element.kind === 'posted' ? element.remote : ours.get(posting.id)
      if (remote) await settleContact(scope, posting, 'sending', remote, facts)
      else if (element.kind === 'rejected') await settleRefusedContact(scope, posting, element, facts)
    }
    await closeSends(scope, [claimed.send.id])
  })
}

/** A number or name that is taken: our own earlier send may have landed (the ConnectWise id is ours: adopt). */
async function lookAtDuplicates(
  work: Work,
  claimed: Claim,
  elements: Element[],
): Promise<Map<string, RemoteContact>> {
  const duplicates = claimed.members.filter((_, index) => {
    const element = elements[index]
    return element?.kind === 'rejected' && element.code === 'duplicate-contact'
  })
  if (duplicates.length === 0) return new Map()
  const found = await work.ledger.findContacts(duplicates.map(contactOf))
  return new Map(
    duplicates.flatMap(posting => {
      const own = found.find(contact => isOfPosting(contact, posting))
      return own ? [[posting.id, own] as const] : []
    }),
  )
}

export async function settleContact(
  scope: Scope,
  posting: PostingRow,
  from: 'sending' | 'unknown',
  remote: RemoteContact,
  facts: Facts,
): Promise<void> {
  const set = { remoteId: remote.id, remoteNumber: remote.name, postedAt: databaseNow }
  if (!(await change(scope, posting, from, 'posted', { event: 'posted', ...facts }, set))) return
  // A contact has nothing to be marked in ConnectWise: it is confirmed by standing there.
  await change(scope, posting, 'posted', 'confirmed', { event: 'confirmed' }, { confirmedAt: databaseNow })
  await linkContact(scope.tx, scope.companyId, contactOf(posting).role, remote)
}

/**
 * The documents that waited for it are blocked with the reason; asked for again, they try the contact again. A name that is
 * taken is not in our list yet: it is read anew, and the documents then ask "same customer?".
 */
async function settleRefusedContact(
  scope: Scope,
  posting: PostingRow,
  element: Refused,
  facts: Facts,
): Promise<void> {
  const message = element.messages.join(' ')
  const problem = { code: 'ledger-refused' as const, message: `${posting.title}: ${message}` }
  const event = { event: 'rejected', ...facts, message }
  await change(scope, posting, 'sending', 'rejected', event, { problems: [problem] })
  const waiting = (await needersOf(scope, posting.id)).filter(needer => needer.state === 'ready')
  if (waiting.length > 0) {
    const moves = waiting.map(needer => ({ posting: needer, facts: { event: 'replan', message } }))
    await changeMany(scope, 'ready', 'planned', moves)
    await block(
      scope,
      waiting.map(needer => ({ posting: needer, problems: [problem] })),
    )
  }
  // Once: a list that does not show the name would bring the same refusal again and again.
  if (element.code !== 'duplicate-contact' || posting.attempts > 1) return
  const { accountId, companyId } = scope
  await enqueue(scope.tx, { name: 'refresh-reference', accountId, companyId })
}

/** A ledger that keeps customers and vendors apart has one of each with the same id. */
export function isOfPosting({ psaId, role }: RemoteContact, posting: PostingRow): boolean {
  const wanted = contactOf(posting)
  return psaId === wanted.psaId && (role === 'both' || role === wanted.role)
}

export function contactOf(posting: PostingRow): LedgerContact {
  return contactFromJson(posting.payload)
}
