import { nextCredit } from '../../accounting/credits.ts'
import type { Problem } from '../../accounting/problems.ts'
import type { Decimal } from '../../std/decimal.ts'
import { inLane, type Work } from '../context.ts'
import { change, databaseNow, type EventFacts, type PostingRow, type Scope } from '../postings/store.ts'
import { letGo } from '../revisions/store.ts'
import { type Claim, closeSends } from '../sends/store.ts'
import { plannedCredit, stepOf } from './payload.ts'
import { notePair, type PairRow, pairsByIds } from './store.ts'

type Facts = Omit<EventFacts, 'event'>

/**
 * The side says it now, whoever brought it about: that is noted with the pair in the same transaction, as what both agree on,
 * so that it never comes back from there.
 */
export async function settleCredit(
  work: Work,
  posting: PostingRow,
  from: 'sending' | 'unknown',
  { facts, claimed }: { facts: Facts; claimed: Claim | null },
): Promise<void> {
  const { pairId } = plannedCredit(posting)
  await inLane(work, async scope => {
    const set = { postedAt: databaseNow }
    if (!(await change(scope, posting, from, 'posted', { event: 'applied', ...facts }, set))) return
    const confirmed = { confirmedAt: databaseNow }
    await change(scope, posting, 'posted', 'confirmed', { event: 'confirmed' }, confirmed)
    if (claimed) await closeSends(scope, [claimed.send.id])
    // Asked for by itself, it holds its source for good: it is not asked for twice.
    if (pairId === null) return
    await letGo(scope, [posting])
    await notePair(scope, pairId, { ...said(posting), settled: false, problems: [] }, true)
  })
}

function said(posting: PostingRow) {
  const { want, date } = plannedCredit(posting)
  const amount = stepOf(posting)?.to ?? want
  const day = amount.isZero() ? '' : date
  return posting.target === 'ledger'
    ? { ledgerAmount: amount, agreedAmount: amount, ledgerDate: day }
    : { psaAmount: amount, agreedAmount: amount, psaDate: day }
}

/** Told, and tried again by and by. */
export async function refuseCredit(
  work: Work,
  claimed: Claim,
  problem: Problem,
  facts: Facts,
): Promise<void> {
  const [posting] = claimed.members
  if (!posting) return
  const { pairId } = plannedCredit(posting)
  await inLane(work, async scope => {
    const event = { event: 'rejected', sendId: claimed.send.id, message: problem.code, ...facts }
    if (!(await change(scope, posting, 'sending', 'rejected', event, { problems: [problem] }))) return
    await closeSends(scope, [claimed.send.id])
    if (pairId !== null) await notePair(scope, pairId, { settled: true, problems: [problem] })
  })
}

/** What a side has said meanwhile asks for something else: it is planned afresh. Answers those that are still meant. */
export async function withdrawStale(scope: Scope, rows: readonly PostingRow[]): Promise<PostingRow[]> {
  const planned = rows.map(row => ({ row, ...plannedCredit(row) }))
  const pairs = await pairsByIds(
    scope,
    planned.flatMap(({ pairId }) => pairId ?? []),
  )
  const meant: PostingRow[] = []
  for (const { row, pairId, want } of planned) {
    const pair = pairId === null ? null : (pairs.get(pairId) ?? null)
    if (pair === null || isMeant(row, pair, want)) meant.push(row)
    else {
      await change(scope, row, 'ready', 'withdrawn', { event: 'replan', message: 'it was changed meanwhile' })
      await notePair(scope, pair.id, { settled: false })
    }
  }
  return meant
}

function isMeant({ target }: PostingRow, pair: PairRow, want: Decimal): boolean {
  const next = nextCredit({ psa: pair.psaAmount, ledger: pair.ledgerAmount, agreed: pair.agreedAmount })
  return next.kind === 'write' && next.to === target && next.want.equals(want)
}
