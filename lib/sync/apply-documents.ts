import type { DocumentKind } from '../accounting/document.ts'
import { documentFromJson } from '../accounting/document-json.ts'
import { type TaxOutcome, taxOutcome } from '../accounting/ledger-tax.ts'
import { type Problem, parseProblems } from '../accounting/problems.ts'
import type { ElementOutcome, RemoteDocument, WriteOutcome } from '../connectors/write-facts.ts'
import { assert } from '../std/assert.ts'
import { tellRefused } from './companions.ts'
import { inLane, type Work } from './context.ts'
import { askCreditRead } from './credits/reads/store.ts'
import { lookThroughPairs } from './credits/store.ts'
import { isDocumentKind, isOurs } from './marker.ts'
import {
  changeMany,
  databaseNow,
  type EventFacts,
  type Move,
  type PostingRow,
  type Scope,
} from './postings/store.ts'
import { replaceBefore } from './replaced.ts'
import { type Claim, closeSends } from './sends/store.ts'
import { call, notExecuted, outcomeUnknown } from './settle.ts'

/** Writes down what a send of documents came to, under the fences of its claim. */
export async function applyDocuments(work: Work, claimed: Claim, outcome: WriteOutcome): Promise<void> {
  if (outcome.kind === 'unknown') return outcomeUnknown(work, claimed, outcome)
  if (outcome.kind === 'not-executed') return notExecuted(work, claimed, outcome)
  const taken = await lookAtDuplicates(work, claimed, outcome.elements)
  const facts = { sendId: claimed.send.id, ...call(outcome.call) }
  const found: Found[] = []
  const refused: Refusal[] = []
  for (const [index, element] of outcome.elements.entries()) {
    const posting = claimed.members[index]
    assert(posting, 'an outcome for every member')
    const standing = element.kind === 'posted' ? element.remote : (taken.get(posting.id) ?? null)
    if (element.kind === 'posted') found.push({ posting, remote: element.remote, facts })
    else if (standing && isOurs(standing, posting))
      found.push({ posting, remote: standing, facts: { ...facts, message: 'already there: adopted' } })
    else refused.push(refusal(posting, element, standing, facts))
  }
  await inLane(work, async scope => {
    await settleFound(scope, 'sending', found)
    if (refused.length > 0) await changeMany(scope, 'sending', 'rejected', refused)
    for (const { posting, problem } of refused) await tellRefused(scope, posting, problem)
    await closeSends(scope, [claimed.send.id])
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

export interface Found {
  posting: PostingRow
  remote: RemoteDocument
  facts: Omit<EventFacts, 'event'>
}

/** Found is always safe to adopt: equal → posted, different → mismatch, and a person decides. */
export async function settleFound(scope: Scope, from: 'sending' | 'unknown', list: Found[]): Promise<void> {
  const equal: Move[] = []
  const different: Move[] = []
  for (const item of list) {
    const outcome = isEqual(item) ? null : taxOutcome(documentFromJson(item.posting.payload), item.remote)
    if (isEqual(item) || outcome) equal.push(posted(item, outcome))
    else different.push(mismatch(item))
  }
  const shared = { postedAt: databaseNow }
  const same = equal.length > 0 ? await changeMany(scope, from, 'posted', equal, shared) : []
  const differing = different.length > 0 ? await changeMany(scope, from, 'mismatch', different, shared) : []
  await ringForApplied(scope, list)
  const moved = new Set([...same, ...differing])
  await replaceBefore(
    scope,
    list.map(({ posting }) => posting).filter(({ id }) => moved.has(id)),
  )
}

/** What a credit memo is applied to in ConnectWise follows it into the ledger; a person who sent it has asked for that too. */
async function ringForApplied(scope: Scope, list: readonly Found[]): Promise<void> {
  await lookThroughPairs(
    scope,
    list.map(({ posting }) => posting.id),
  )
  const credits = list.filter(({ posting }) => posting.kind === 'credit-note')
  if (credits.length === 0) return
  const asked = credits.some(({ posting }) => posting.requestedBy !== null)
  await askCreditRead(scope, { asked, olderThanMs: 0 })
}

function isEqual({ posting, remote }: Found): boolean {
  return posting.expectedTotal?.equals(remote.total) === true && posting.currency === remote.currency
}

/** Its tax may be another where the company lets that pass; then it is told, and no difference (docs/decisions/0050). */
function posted({ posting, remote, facts }: Found, outcome: TaxOutcome | null): Move {
  const known = parseProblems(posting.problems).filter(({ code }) => code !== 'tax-differs')
  return {
    posting,
    facts: { event: 'posted', ...facts, ...(outcome && { message: outcome.message }) },
    set: {
      ...standing(remote),
      ...(outcome && { problems: outcome.finding ? [...known, outcome.finding] : known }),
    },
  }
}

function standing(remote: RemoteDocument) {
  return {
    remoteId: remote.id,
    remoteNumber: remote.number,
    remoteTotal: remote.total,
    remoteUrl: remote.url,
    remoteStatus: remote.status,
  }
}

function mismatch({ posting, remote, facts }: Found): Move {
  const problem = {
    code: 'differs-from-ledger' as const,
    ours: posting.expectedTotal?.toFixedText(2) ?? '',
    ledger: remote.total.toFixedText(2),
  }
  const message = `planned ${problem.ours}, in the ledger ${problem.ledger}`
  return {
    posting,
    facts: { event: 'mismatch', ...facts, message },
    set: { ...standing(remote), problems: [problem] },
  }
}

interface Refusal extends Move {
  posting: PostingRow
  problem: Problem
}

function refusal(
  posting: PostingRow,
  element: Extract<ElementOutcome, { kind: 'rejected' }>,
  taken: RemoteDocument | null,
  facts: Omit<EventFacts, 'event'>,
): Refusal {
  const message = element.messages.join(' ')
  const problem: Problem = taken
    ? { code: 'number-taken' as const, number: taken.number, ledgerTotal: taken.total.toFixedText(2) }
    : { code: 'ledger-refused' as const, message }
  return { posting, problem, facts: { event: 'rejected', ...facts, message }, set: { problems: [problem] } }
}
