import type { Company } from '@/lib/accounts/companies.ts'
import type { AccessChange } from '@/lib/accounts/users/access.ts'
import type { User } from '@/lib/accounts/users/list.ts'
import type { LinkChange, PsaMember } from '@/lib/accounts/users/member-link.ts'
import type { ViewChange } from '@/lib/accounts/users/view-as.ts'

type Refusal = Extract<AccessChange | LinkChange | ViewChange, { kind: 'refused' }>

/** Why nothing was changed, and what helps. */
export function refusalText(refusal: Refusal): string {
  return refusal.reason === 'taken'
    ? `${refusal.by} is linked with this member already.`
    : words[refusal.reason]
}

const words: Readonly<Record<Exclude<Refusal['reason'], 'taken'>, string>> = {
  unknown: 'This person is not in the account any more. Reload the page.',
  'not-admin': 'You are no account admin any more.',
  'last-admin': 'This is the last account admin. Make somebody else one first.',
  company: 'One of these companies does not exist any more. Reload the page.',
  self: 'You cannot do this to yourself. Another account admin can.',
  'no-role': 'There is nothing to see: this person has no role, or is disabled.',
  'no-way-in': 'ConnectWise is their only way in, as they have no password. To keep them out, disable them.',
}

export const memberGone = 'ConnectWise has no such active member any more. Reload the page and pick again.'

export const resendText = {
  gone: 'This invitation was accepted or withdrawn meanwhile. Reload the page.',
  often: 'It was sent several times already. Wait a few minutes.',
} as const

export const factorWords: Readonly<Record<User['factor'], string>> = {
  app: '✓ App',
  mail: 'Mail only',
  none: 'None',
}

export function companiesText(
  of: { allCompanies: boolean; companyIds: readonly string[] },
  companies: readonly Company[],
): string {
  if (of.allCompanies) return 'All'
  return (
    companies
      .filter(one => of.companyIds.includes(one.id))
      .map(one => one.name)
      .join(', ') || 'None'
  )
}

/** Those of ConnectWise whom nobody with a role is linked with. */
export function choicesOf(
  members: readonly PsaMember[] | null,
  taken: readonly (string | null)[],
): { id: string; label: string }[] | null {
  return (
    members
      ?.filter(one => !taken.includes(one.id))
      .map(({ id, name, identifier }) => ({ id, label: `${name} (${identifier})` })) ?? null
  )
}
