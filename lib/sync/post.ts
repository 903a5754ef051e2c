import type { DocumentKind } from '../accounting/document.ts'
import { contactFromJson, documentFromJson } from '../accounting/document-json.ts'
import type { ContactOutcome, WriteGuard, WriteOutcome } from '../connectors/write-facts.ts'
import { assert } from '../std/assert.ts'
import { applyContacts } from './apply-contacts.ts'
import { applyDocuments } from './apply-documents.ts'
import { inLane, type Work } from './context.ts'
import type { Say } from './crew.ts'
import { neededContacts } from './graph/store.ts'
import { rememberBatchSize } from './lanes/store.ts'
import { isDocumentKind, markerOf } from './marker.ts'
import type { PostingRow, Scope } from './postings/store.ts'
import {
  type Claim,
  claim,
  claimAgain,
  isBacklogWithin,
  lockReady,
  readyKinds,
  type SendRow,
} from './sends/store.ts'

/**
 * Sends one batch of ready documents, all of one kind; 0 = there was nothing to send. The intent is committed before a byte
 * leaves and no transaction is open during the call (design §4 rule 1).
 */
export async function postDocuments(
  work: Work,
  batch: { limit: number; needsFull: boolean; singlesMost: number },
  say: Pick<Say, 'begun' | 'left'>,
): Promise<number> {
  const startedMs = work.engine.clock.monotonicMs()
  const claimed = await inLane(work, async scope => {
    for (const kind of (await readyKinds(scope, created)).filter(isDocumentKind)) {
      const limit = await sizeOf(scope, kind, batch)
      const rows = await lockReady(scope, { target: 'ledger', kind, operations: created, ...batch, limit })
      if (rows.length === 0) continue
      const body = work.ledger.documentsBody(kind, await toSend(scope, rows))
      return (await claim(scope, [{ kind, body, rows }], work.engine.timing.leaseMs))[0]
    }
    return null
  })
  if (!claimed) return 0
  say.begun()
  await carry(work, claimed, startedMs, say.left)
  return claimed.members.length
}

/** What is not in the books yet; what changes something there is read anew first (amendings.ts). */
const created = ['create', 'rebill'] as const

/** One at a time while so few wait that single writes are done as soon; a batch takes longer to answer. */
async function sizeOf(
  scope: Scope,
  kind: DocumentKind,
  { limit, singlesMost }: { limit: number; singlesMost: number },
): Promise<number> {
  return singlesMost > 0 && (await isBacklogWithin(scope, kind, singlesMost)) ? 1 : limit
}

export async function postContacts(work: Work, limit: number): Promise<number> {
  const startedMs = work.engine.clock.monotonicMs()
  const claimed = await inLane(work, async scope => {
    const rows = await lockReady(scope, { target: 'ledger', kind: 'contact', limit, needsFull: false })
    if (rows.length === 0) return null
    const body = work.ledger.contactsBody(rows.map(row => contactFromJson(row.payload)))
    return (await claim(scope, [{ kind: 'contact', body, rows }], work.engine.timing.leaseMs))[0]
  })
  if (!claimed) return 0
  await carry(work, claimed, startedMs)
  return claimed.members.length
}

/** The identical send once more (unknown → sending); false when the key may no longer be used. */
export async function sendAgain(work: Work, sendId: string, looked: Set<string>): Promise<boolean> {
  const startedMs = work.engine.clock.monotonicMs()
  const { leaseMs, sendMaxMs } = work.engine.timing
  const claimed = await inLane(work, scope => claimAgain(scope, sendId, { leaseMs, sendMaxMs, looked }))
  if (!claimed) return false
  await carry(work, claimed, startedMs)
  return true
}

/** `left` is called once the ledger has answered: the next batch may leave while this one's answer is being written down. */
async function carry(work: Work, claimed: Claim, startedMs: number, left = () => {}): Promise<void> {
  const { send, members } = claimed
  const guard = guardOf(work, send, startedMs)
  if (send.kind === 'contact') {
    const outcome = await work.ledger.createContacts(send.body, members.length, guard)
    await applyContacts(work, claimed, answeredForAll(outcome, members.length))
    return
  }
  assert(isDocumentKind(send.kind), `send ${send.id} carries ${send.kind}`)
  const outcome = await work.ledger.createDocuments(send.kind, send.body, members.length, guard)
  await adaptBatch(work, members.length, outcome)
  if (outcome.kind === 'answered') left()
  await applyDocuments(work, claimed, answeredForAll(outcome, members.length))
}

/**
 * Checked on the connected socket just before the body leaves: a worker that was stopped past its lease wakes here and
 * must not send (knowledge/reliability.md §2.3 rule 3). Time counts from before the claim was asked for.
 */
export function guardOf(
  work: Work,
  send: Pick<SendRow, 'key' | 'times' | 'keyAgeMs'>,
  startedMs: number,
): WriteGuard {
  const { timeoutMs, leaseMs, sendMaxMs } = work.engine.timing
  return {
    key: send.key,
    timeoutMs,
    beforeBody: () => {
      const elapsed = work.engine.clock.monotonicMs() - startedMs
      if (work.signal.aborted) throw new Error('the lane was given up before sending')
      if (elapsed >= leaseMs) throw new Error('the claim is older than its lease')
      if (send.keyAgeMs + elapsed >= sendMaxMs) throw new Error('the key is too old to be sent')
    },
  }
}

/**
 * A batch must be answered well before it is given up (design §4 rule 6): one that took more than half of that time tells how
 * many fit, one that was given up that it were too many. Full ones that are quick let it grow again.
 */
async function adaptBatch(work: Work, sent: number, outcome: WriteOutcome): Promise<void> {
  const { ledger, pace, engine } = work
  // One that was sent by itself says nothing of how many fit.
  if (sent === 1 && pace.batchMax > 1 && ledger.limits.singlesMost > 0) return
  const { timeoutMs } = engine.timing
  const { ms, status } = outcome.call
  const gaveUp = outcome.kind === 'unknown' && status === null && ms >= timeoutMs
  let batchMax = pace.batchMax
  if (gaveUp) batchMax = Math.floor(sent / 2)
  else if (outcome.kind === 'answered' && ms > timeoutMs / 2)
    batchMax = Math.floor((sent * timeoutMs) / 2 / ms)
  else if (outcome.kind === 'answered' && ms < timeoutMs / 4 && sent >= batchMax) batchMax *= 2
  batchMax = Math.max(1, Math.min(batchMax, ledger.limits.batchMax))
  if (batchMax === pace.batchMax) return
  pace.batchMax = batchMax
  await inLane(work, scope => rememberBatchSize(scope, batchMax))
}

/** An answer that does not speak of every element decides nothing: look. */
function answeredForAll<O extends WriteOutcome | ContactOutcome>(
  outcome: O,
  count: number,
): O | Extract<WriteOutcome, { kind: 'unknown' }> {
  if (outcome.kind !== 'answered' || outcome.elements.length === count) return outcome
  const message = `the answer speaks of ${outcome.elements.length} of ${count} elements`
  return { kind: 'unknown', keyBurnt: false, message, call: outcome.call }
}

/** With the contacts that were made for them. */
export async function toSend(scope: Scope, rows: PostingRow[]) {
  const contacts = await neededContacts(
    scope,
    rows.map(row => row.id),
  )
  return rows.map(row => {
    const document = documentFromJson(row.payload)
    const contactId = document.contact.ledgerId ?? contacts.get(document.contact.psaId)
    assert(contactId !== undefined, `posting ${row.id} is ready but its contact is not in the ledger`)
    return { marker: markerOf(row), contactId, document }
  })
}
