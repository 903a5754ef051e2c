import { z } from 'zod'
import type { Transaction } from '../../../drizzle/client.ts'
import { list } from '../../activity/activity.ts'
import { verbWords } from '../../activity/history.ts'
import { isRole } from '../permissions.ts'
import type { User } from './list.ts'
import { roleName } from './role-words.ts'

export interface HistoryLine {
  id: string
  at: Date
  who: string
  what: string
}

const limit = 50

/** What was changed about a person, and what they asked for as a member, in words; newest first. */
export async function historyOf(
  tx: Transaction,
  { userId, memberId }: Pick<User, 'userId' | 'memberId'>,
): Promise<HistoryLine[]> {
  const subjects = [`user:${userId}`, ...(memberId === null ? [] : [`member:${memberId}`])]
  const rows = []
  for (const subject of subjects) rows.push(...(await list(tx, { subject, limit })))
  return rows
    .sort((a, b) => b.at.getTime() - a.at.getTime() || b.id.localeCompare(a.id))
    .slice(0, limit)
    .map(row => ({ id: row.id, at: row.at, who: row.actorName, what: wordsOf(row.verb, row.detail) }))
}

const zAccess = z.object({ role: z.string(), companies: z.union([z.literal('all'), z.array(z.string())]) })
const zDetail = z.object({
  from: z.union([zAccess, z.string()]).nullish(),
  to: z.union([zAccess, z.string()]).nullish(),
  role: z.string().optional(),
})

function wordsOf(verb: string, detail: unknown): string {
  const { from, to, role } = zDetail.safeParse(detail).data ?? {}
  switch (verb) {
    case 'role.changed':
      return `Role and companies: ${sideText(from)} → ${sideText(to)}`
    case 'member.linked':
    case 'member.unlinked':
      return `ConnectWise member: ${sideText(from)} → ${sideText(to)}`
    case 'invitation.accepted':
      return `Accepted an invitation as ${roleText(role ?? '')}`
    default:
      return words[verb] ?? verbWords(verb)
  }
}

const words: Readonly<Record<string, string>> = {
  'user.disabled': 'Disabled',
  'user.enabled': 'Enabled',
  'view-as.begun': 'Began to look as this person',
  'view-as.ended': 'Stopped looking as this person',
  'access.asked': 'Asked for access',
  'access.declined': 'Declined the request for access',
  'factors.reset': 'Reset the second factor',
}

function sideText(side: z.output<typeof zDetail>['from']): string {
  if (!side) return 'none'
  if (typeof side === 'string') return side
  const companies = side.companies === 'all' ? 'all companies' : side.companies.join(', ') || 'no company'
  return `${roleText(side.role)}, ${companies}`
}

function roleText(role: string): string {
  return isRole(role) ? roleName(role) : role
}
