import type { ActionContext } from '@/app/_session/action.ts'
import { type ActionResult, done, refused } from '@/app/_session/result.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { mayGoByItself } from '@/lib/sync/by-itself.ts'
import { releaseRecords } from '@/lib/sync/hold.ts'
import { releaseWords } from './words.ts'

export interface Released {
  released: number
  /** why others stay held */
  kept: string[]
}

/** By an approver, or by whoever holds them: one that somebody else holds does not keep the others from going. */
export async function releaseSome(
  { member, inAccount }: ActionContext,
  records: readonly { recordId: string; number: string }[],
): Promise<ActionResult<Released>> {
  const { accountId, userId: id, name } = member
  const may = { mayApprove: can(member.role, 'approve'), byItself: await mayGoByItself(accountId) }
  const ask = { accountId, actor: { id, name }, inAccount }
  const { released, kept } = await releaseRecords(ask, records, may)
  const why = kept.map(({ number, result }) => `${number}: ${releaseWords[result]}`)
  if (released > 0) return done({ released, kept: why })
  return refused('changed', why.length === 0 ? releaseWords.changed : why.slice(0, 3).join(' '))
}
