import type { ContactOutcome, RemoteContact } from '../connectors/ports.ts'
import { linkCustomer } from '../mappings/mappings.ts'
import { assert } from '../std/assert.ts'
import { inLane, type Work } from './context.ts'
import { replanNeeders } from './graph/store.ts'
import { change, databaseNow, type EventFacts, type PostingRow, type Scope } from './postings/store.ts'
import { type Claim, closeSend } from './sends/store.ts'
import { call, notExecuted, outcomeUnknown } from './settle.ts'

/** Writes down what a send of contacts came to. A new contact is linked at once, so that its customer is known from now on. */
export async function applyContacts(work: Work, claimed: Claim, outcome: ContactOutcome): Promise<void> {
  if (outcome.kind === 'unknown') return outcomeUnknown(work, claimed, outcome)
  if (outcome.kind === 'not-executed') return notExecuted(work, claimed, outcome)
  await inLane(work, async scope => {
    for (const [index, element] of outcome.elements.entries()) {
      const posting = claimed.members[index]
      assert(posting, 'an outcome for every member')
      const facts = { sendId: claimed.send.id, ...call(outcome.call) }
      if (element.kind === 'posted') await settleContact(scope, posting, 'sending', element.remote, facts)
      else await settleRefusedContact(scope, posting, element.messages, facts)
    }
    await closeSend(scope, claimed.send.id)
  })
}

export async function settleContact(
  scope: Scope,
  posting: PostingRow,
  from: 'sending' | 'unknown',
  remote: RemoteContact,
  facts: Omit<EventFacts, 'event'>,
): Promise<void> {
  const set = { remoteId: remote.id, remoteNumber: remote.name, postedAt: databaseNow }
  if (!(await change(scope, posting, from, 'posted', { event: 'posted', ...facts }, set))) return
  // A contact has nothing to be marked in ConnectWise: it is confirmed by standing there.
  await change(scope, posting, 'posted', 'confirmed', { event: 'confirmed' }, { confirmedAt: databaseNow })
  await linkCustomer(scope.tx, scope.companyId, remote)
}

/** The documents that waited for it are planned again: their plan then says what is wrong with the customer. */
async function settleRefusedContact(
  scope: Scope,
  posting: PostingRow,
  messages: string[],
  facts: Omit<EventFacts, 'event'>,
): Promise<void> {
  const message = messages.join(' ')
  const problems = [{ code: 'ledger-refused', message }]
  await change(scope, posting, 'sending', 'rejected', { event: 'rejected', ...facts, message }, { problems })
  await replanNeeders(scope, posting.id, message)
}
