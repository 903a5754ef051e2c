import type { ElementOutcome, RemoteDocument, WriteOutcome } from '../connectors/ports.ts'
import { assert } from '../std/assert.ts'
import { inLane, type Work } from './context.ts'
import { type DocumentKind, isDocumentKind, isOurs } from './marker.ts'
import { change, databaseNow, type EventFacts, type PostingRow, type Scope } from './postings/store.ts'
import { type Claim, closeSend } from './sends/store.ts'
import { call, notExecuted, outcomeUnknown } from './settle.ts'

/** Writes down what a send of documents came to, under the fences of its claim. */
export async function applyDocuments(work: Work, claimed: Claim, outcome: WriteOutcome): Promise<void> {
  if (outcome.kind === 'unknown') return outcomeUnknown(work, claimed, outcome)
  if (outcome.kind === 'not-executed') return notExecuted(work, claimed, outcome)
  const taken = await lookAtDuplicates(work, claimed, outcome.elements)
  await inLane(work, async scope => {
    for (const [index, element] of outcome.elements.entries()) {
      const posting = claimed.members[index]
      assert(posting, 'an outcome for every member')
      const facts = { sendId: claimed.send.id, ...call(outcome.call) }
      if (element.kind === 'posted') await settleFound(scope, posting, 'sending', element.remote, facts)
      else await settleRefused(scope, posting, element, taken.get(posting.id) ?? null, facts)
    }
    await closeSend(scope, claimed.send.id)
  })
}

/**
 * "Invoice # must be unique": either our own earlier send landed (its marker is ours: adopt) or somebody else used the
 * number. A look decides; when it fails the element stays unknown by throwing to the lane, whose lease then runs out.
 */
async function lookAtDuplicates(
  work: Work,
  claimed: Claim,
  elements: ElementOutcome[],
): Promise<Map<string, RemoteDocument>> {
  const duplicates = claimed.members.filter((_, index) => {
    const element = elements[index]
    return element?.kind === 'rejected' && element.code === 'duplicate-number'
  })
  if (duplicates.length === 0) return new Map()
  assert(isDocumentKind(claimed.send.kind), 'documents only')
  const found = await findByNumber(work, claimed.send.kind, duplicates)
  return new Map(duplicates.flatMap(posting => pick(posting, found)))
}

export async function findByNumber(
  work: Work,
  kind: DocumentKind,
  rows: PostingRow[],
): Promise<RemoteDocument[]> {
  return work.ledger.findDocuments(
    kind,
    rows.map(row => row.remoteNumber ?? row.title),
  )
}

/** Ours first (marker), else whoever stands under the number. */
function pick(posting: PostingRow, found: RemoteDocument[]): [string, RemoteDocument][] {
  const named = found.filter(document => document.number === posting.remoteNumber)
  const best = named.find(document => isOurs(document, posting)) ?? named[0]
  return best ? [[posting.id, best]] : []
}

/** Found is always safe to adopt: equal → posted, different → mismatch, and a person decides. */
export async function settleFound(
  scope: Scope,
  posting: PostingRow,
  from: 'sending' | 'unknown',
  remote: RemoteDocument,
  facts: Omit<EventFacts, 'event'>,
): Promise<void> {
  const equal = posting.expectedTotal?.equals(remote.total) && posting.currency === remote.currency
  const set = {
    remoteId: remote.id,
    remoteNumber: remote.number,
    remoteTotal: remote.total,
    remoteUrl: remote.url,
    remoteStatus: remote.status,
  }
  if (equal) {
    await change(
      scope,
      posting,
      from,
      'posted',
      { event: 'posted', ...facts },
      { ...set, postedAt: databaseNow },
    )
    return
  }
  const problem = {
    code: 'differs-from-ledger' as const,
    ours: posting.expectedTotal?.toText() ?? '',
    ledger: remote.total.toText(),
  }
  const message = `planned ${problem.ours}, in the ledger ${problem.ledger}`
  await change(
    scope,
    posting,
    from,
    'mismatch',
    { event: 'mismatch', ...facts, message },
    { ...set, postedAt: databaseNow, problems: [problem] },
  )
}

async function settleRefused(
  scope: Scope,
  posting: PostingRow,
  element: Extract<ElementOutcome, { kind: 'rejected' }>,
  standing: RemoteDocument | null,
  facts: Omit<EventFacts, 'event'>,
): Promise<void> {
  if (standing && isOurs(standing, posting)) {
    await settleFound(scope, posting, 'sending', standing, { ...facts, message: 'already there: adopted' })
    return
  }
  const message = element.messages.join(' ')
  const problem = standing
    ? { code: 'number-taken' as const, number: standing.number, ledgerTotal: standing.total.toText() }
    : { code: 'ledger-refused' as const, message }
  await change(
    scope,
    posting,
    'sending',
    'rejected',
    { event: 'rejected', ...facts, message },
    { problems: [problem] },
  )
}
