import { hasArrived, standingOf } from './amend-judged.ts'
import { isUpdate } from './amending.ts'
import { settleAmended } from './apply-amendings.ts'
import { contactOf, isOfPosting, settleContact } from './apply-contacts.ts'
import { findByNumber, settleFound } from './apply-documents.ts'
import { settleEnded } from './apply-endings.ts'
import { settleMarks } from './confirm.ts'
import { inLane, type Work } from './context.ts'
import { lookForCredits } from './credits/look.ts'
import { remotesOf } from './end-judged.ts'
import { endAgain } from './endings.ts'
import { markIdentifier } from './mark.ts'
import { isDocumentKind, isOurs } from './marker.ts'
import { lookForPayments } from './payments/look.ts'
import { sendAgain } from './post.ts'
import { annotate, change, databaseNow, fromNow, type PostingRow } from './postings/store.ts'
import { settleRemovals } from './removals.ts'
import { isUndoing } from './undone.ts'
import { type UnknownPosting, unknownDue } from './unknown/store.ts'

/** One look reads so many at most; the next pass takes the rest. */
const lookLimit = 200

/**
 * From unknown nothing is sent again without a look (design §1.2, §4 rules 3, 4, 6). Found is adopted. Not found: the
 * identical send while its key is young, else ready again only once QUIET has passed since the last send, by an age that
 * was read before the look began. Returns how many postings were looked at.
 */
export async function lookFirst(work: Work): Promise<number> {
  const { sendMaxMs } = work.engine.timing
  const due = await inLane(work, scope => unknownDue(scope, { sendMaxMs, limit: lookLimit }))
  const missing: UnknownPosting[] = []
  for (const [kind, group] of Map.groupBy(due, lookedForAs))
    missing.push(...(await lookAtKind(work, kind, group)))
  await repeatOrWait(work, missing)
  return due.length
}

function lookedForAs({ posting }: UnknownPosting): string {
  return isUpdate(posting) ? 'update' : posting.kind
}

/** Adopts what is found; answers what is not. */
async function lookAtKind(work: Work, kind: string, group: UnknownPosting[]): Promise<UnknownPosting[]> {
  const rows = group.map(item => item.posting)
  const facts = { message: 'found by looking' }
  if (kind === 'contact') {
    const remotes = await work.ledger.findContacts(rows.map(contactOf))
    const { found, missing } = pair(group, ({ posting }) =>
      remotes.find(contact => isOfPosting(contact, posting)),
    )
    await inLane(work, async scope => {
      for (const { posting, remote } of found) await settleContact(scope, posting, 'unknown', remote, facts)
    })
    return missing
  }
  if (kind === 'batch') {
    const remotes = await work.psa.findBatches(rows.map(markIdentifier))
    const { found, missing } = pair(group, ({ posting }) =>
      remotes.find(batch => batch.identifier === markIdentifier(posting)),
    )
    const marked = found.map(({ posting, remote }) => ({ posting, batch: remote, facts }))
    await settleMarks(work, 'unknown', marked)
    return missing
  }
  if (kind === 'payment') return lookForPayments(work, group)
  if (kind === 'allocation' || kind === 'credit') return lookForCredits(work, kind, group)
  if (kind === 'unbatch') return lookForRemoved(work, group)
  if (kind === 'undo') return lookForEnded(work, group)
  if (kind === 'update') return lookForAmended(work, group)
  if (!isDocumentKind(kind)) throw new Error(`posting kind ${kind} cannot be looked for`)
  const remotes = await findByNumber(work, kind, rows)
  const { found, missing } = pair(group, ({ posting }) => remotes.find(one => isOurs(one, posting)))
  const settled = found.map(({ posting, remote }) => ({ posting, remote, facts }))
  await inLane(work, scope => settleFound(scope, 'unknown', settled))
  return missing
}

/** The other way round: a batch that is not there is the success; one that still is may go yet, until QUIET has passed. */
async function lookForRemoved(work: Work, group: UnknownPosting[]): Promise<UnknownPosting[]> {
  const remotes = await work.psa.findBatches(group.map(({ posting }) => markIdentifier(posting)))
  const { found, missing } = pair(group, ({ posting }) =>
    remotes.find(batch => batch.identifier === markIdentifier(posting)),
  )
  const gone = missing.map(({ posting }) => ({ posting, facts: { message: 'looked: the batch is gone' } }))
  await settleRemovals(work, 'unknown', gone)
  const standing = new Set(found.map(({ posting }) => posting.id))
  return group.filter(({ posting }) => standing.has(posting.id))
}

/** By its id: what stands may still go until QUIET has passed; then it is looked at anew before it is written again. */
async function lookForEnded(work: Work, group: UnknownPosting[]): Promise<UnknownPosting[]> {
  const standing = await remotesOf(
    work,
    group.map(({ posting }) => posting),
  )
  const { found, missing } = pair(group, ({ posting }) => standing.get(posting.remoteId ?? ''))
  const gone = missing.map(({ posting }) => ({
    posting,
    facts: { message: 'looked: it is not there any more' },
  }))
  await settleEnded(work, 'unknown', gone)
  const ids = new Set(found.map(({ posting }) => posting.id))
  return group.filter(({ posting }) => ids.has(posting.id))
}

/** By its id: as it is to be is done; as it was may change yet, until QUIET has passed; then it is read anew before it is written. */
async function lookForAmended(work: Work, group: UnknownPosting[]): Promise<UnknownPosting[]> {
  const standing = await standingOf(
    work,
    group.map(({ posting }) => posting),
  )
  const { found, missing } = pair(group, ({ posting }) => {
    const now = standing.get(posting.id)
    return now && hasArrived(posting, now) ? now.remote : undefined
  })
  const facts = { message: 'found by looking' }
  await settleAmended(
    work,
    'unknown',
    found.map(({ posting, remote }) => ({ posting, remote, facts })),
  )
  return missing
}

function pair<R>(
  group: UnknownPosting[],
  find: (item: UnknownPosting) => R | undefined,
): { found: { posting: PostingRow; remote: R }[]; missing: UnknownPosting[] } {
  const found: { posting: PostingRow; remote: R }[] = []
  const missing: UnknownPosting[] = []
  for (const item of group) {
    const remote = find(item)
    if (remote === undefined) missing.push(item)
    else found.push({ posting: item.posting, remote })
  }
  return { found, missing }
}

async function repeatOrWait(work: Work, missing: UnknownPosting[]): Promise<void> {
  if (missing.length === 0) return
  const { repeats, quietMs } = work.ledger.limits
  const ownQuietMs = work.engine.timing.quietMs
  const repeatable = new Map<string, typeof sendAgain>()
  for (const item of missing) {
    // What changes something there is asked for anew once it is sure to be missing: the books may have changed meanwhile.
    const { target, kind } = item.posting
    const again = target === 'ledger' && kind !== 'allocation' && !isUpdate(item.posting)
    if (repeats && item.keyUsable && item.sendId && again)
      repeatable.set(item.sendId, isUndoing(item.posting) ? endAgain : sendAgain)
  }
  const looked = new Set(missing.map(item => item.posting.id))
  const repeated = new Set<string>()
  // Only with all its members looked for and missing: where one was found the call did execute, at least in part, and
  // the rest waits out QUIET.
  for (const [sendId, again] of repeatable) {
    if (await again(work, sendId, looked)) repeated.add(sendId)
  }
  await inLane(work, async scope => {
    for (const item of missing.filter(each => !(each.sendId && repeated.has(each.sendId)))) {
      const quiet = item.posting.target === 'ledger' ? Math.max(ownQuietMs, quietMs) : ownQuietMs
      const left = quiet - item.sinceSentMs
      const looks = item.posting.looks + 1
      if (left <= 0) {
        const message = 'looked after the quiet period, not found'
        await change(
          scope,
          item.posting,
          'unknown',
          'ready',
          { event: 'not-found', message },
          { readyAt: databaseNow },
        )
      } else {
        const waitMs = Math.min(left + 50, Math.max(quiet / 4, 250))
        await annotate(scope, item.posting, { looks, readyAt: fromNow(waitMs) })
      }
    }
  })
}
