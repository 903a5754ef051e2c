import { type CodeAnswer, type FactorNeed, type FactorWay, missingFactor } from '../../lib/accounts/factor.ts'
import { catalog } from '../../lib/settings/catalog.ts'
import { readSetting } from '../../lib/settings/settings.ts'
import type { Member } from './member.ts'
import { within } from './within.ts'

type Who = Pick<Member, 'accountId' | 'userId' | 'sessionHash' | 'companies'>

/** How the person can give what the account's two-factor mode asks of them here; null: nothing is missing. */
export async function askedFactor(who: Who, need: FactorNeed): Promise<FactorWay | null> {
  if (need === 'none') return null
  return missingFactor(who, need, await factorMode(who))
}

export function factorMode(who: Pick<Member, 'accountId' | 'companies'>): Promise<'required' | 'optional'> {
  return within(who, tx => readSetting(tx, catalog['two-factor'], who.accountId))
}

/** Why a code was not taken, for the person. */
export function codeTrouble(answer: Exclude<CodeAnswer, { kind: 'right' }>): string {
  return answer.kind === 'wait' ? waitText(answer.until) : wrongCode
}

export const wrongCode = 'This code is not right, or it was used already. Take the next one.'

/** Says when the limit ends. */
export function waitText(until: Date): string {
  const seconds = Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1_000))
  if (seconds < 90) return `Too many tries. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`
  return `Too many tries. Try again in ${Math.ceil(seconds / 60)} minutes.`
}
