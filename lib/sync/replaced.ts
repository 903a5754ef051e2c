import { record as recordActivity } from '../activity/activity.ts'
import { isAmending } from './amending.ts'
import { givenUp } from './apply-endings.ts'
import { recordIdsOf } from './graph/store.ts'
import { type PostingRow, postingsByIds, type Scope } from './postings/store.ts'
import { subjectOf } from './source.ts'

/** These stand in the ledger: what they take the place of had kept its state until now (design §4). */
export async function replaceBefore(scope: Scope, standing: readonly PostingRow[]): Promise<void> {
  const amended = standing.filter(isAmending)
  if (amended.length === 0) return
  const before = await postingsByIds(
    scope,
    amended.flatMap(({ supersedes }) => supersedes ?? []),
  )
  const words = new Map(amended.map(({ supersedes, operation }) => [supersedes, how[operation] ?? '']))
  for (const document of before) await givenUp(scope, document, words.get(document.id) ?? '')
  const records = await recordIdsOf(scope, amended)
  for (const posting of amended)
    await recordActivity(scope.tx, {
      accountId: scope.accountId,
      actor: null,
      verb: how[posting.operation] ?? '',
      subject: subjectOf(records.get(posting.id) ?? ''),
      companyId: scope.companyId,
      detail: { number: posting.remoteNumber ?? posting.title },
    })
}

const how: Readonly<Record<string, string>> = { update: 'amended', rebill: 'credited and billed again' }
