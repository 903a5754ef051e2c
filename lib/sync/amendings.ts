import { present } from '../std/assert.ts'
import { amendJudged, type JudgedAmend } from './amend-judged.ts'
import { isUpdate } from './amending.ts'
import { applyAmend, settleAmended } from './apply-amendings.ts'
import { applyDocuments } from './apply-documents.ts'
import { refuseEnd } from './apply-endings.ts'
import type { Work } from './context.ts'
import type { Say } from './crew.ts'
import { kindOf } from './end-judged.ts'
import { type JudgedWork, writeJudged } from './judged-first.ts'
import { guardOf, toSend } from './post.ts'
import type { PostingRow, Scope } from './postings/store.ts'
import { refuseCredit, settleCredits } from './rebill.ts'
import { type Claim, lockReady, memberOf } from './sends/store.ts'

const amendingsTogether = 4

/**
 * Brings documents in the ledger to what their records are now. After an unknown end nothing is repeated: somebody may have changed
 * it there, so it is read anew.
 */
export async function amendSome(work: Work, say: Pick<Say, 'begun'>): Promise<number> {
  await settleCredits(work)
  return writeJudged(work, amendings, say)
}

const amendings: JudgedWork<JudgedAmend> = {
  ready: readyAmends,
  judge: amendJudged,
  sendOf: async (work, scope, posting, now) => ({
    kind: posting.kind,
    body: await bodyOf(work, scope, posting, now),
  }),
  write: amend,
}

function readyAmends(scope: Scope): Promise<PostingRow[]> {
  const operations = ['update', 'credit'] as const
  return lockReady(scope, { target: 'ledger', operations, limit: amendingsTogether, needsFull: false })
}

async function bodyOf(work: Work, scope: Scope, posting: PostingRow, now: JudgedAmend): Promise<string> {
  if (now.kind !== 'goes') return ''
  const [one] = await toSend(scope, [posting])
  if (!isUpdate(posting)) return work.ledger.documentsBody(kindOf(posting), [present(one, 'one for one')])
  return work.ledger.updateBody(kindOf(posting), now.remote, present(one, 'one for one'))
}

async function amend(work: Work, claimed: Claim, now: JudgedAmend, startedMs: number): Promise<void> {
  const posting = memberOf(claimed)
  if (now.kind === 'refused')
    return isUpdate(posting)
      ? refuseEnd(work, claimed, now.problem, {})
      : refuseCredit(work, claimed, now.problem)
  if (now.kind === 'stands') {
    const facts = { sendId: claimed.send.id, message: 'already so: adopted' }
    return settleAmended(work, 'sending', [{ posting, remote: now.remote, facts }])
  }
  const guard = guardOf(work, claimed.send, startedMs)
  const kind = kindOf(posting)
  if (!isUpdate(posting)) {
    const outcome = await work.ledger.createDocuments(kind, claimed.send.body, 1, guard)
    return applyDocuments(work, claimed, outcome)
  }
  const outcome = await work.ledger.updateDocument(kind, now.remote, claimed.send.body, guard)
  await applyAmend(work, claimed, outcome)
}
