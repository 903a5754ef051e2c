import type { Member } from '@/app/_session/member.ts'
import { type Transaction, within } from '@/app/_session/within.ts'
import { listCompanies } from '@/lib/accounts/companies.ts'
import { accountZone, companyZone } from '@/lib/accounts/zone.ts'
import { type Statistics, statistics } from '@/lib/statistics/statistics.ts'

/** Of one company, or of all that the person has. */
export function readStatistics(member: Member, companyId: string | null): Promise<Statistics> {
  return within(member, async tx =>
    statistics(tx, { companyId, zone: await zoneOf(tx, companyId), now: new Date() }),
  )
}

/** A company's months are those of its own time zone, where one was chosen; several share the account's. */
async function zoneOf(tx: Transaction, companyId: string | null): Promise<string> {
  const [first, second] = await listCompanies(tx)
  const only = companyId ?? (second ? null : (first?.id ?? null))
  return only === null ? accountZone(tx) : companyZone(tx, only)
}

export function percent(share: number | null): string {
  return share === null ? '' : `${(share * 100).toFixed(share === 1 ? 0 : 1)} %`
}

/** Seconds for people, in the two largest units. */
export function duration(seconds: number | null): string {
  if (seconds === null) return ''
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days ${hours % 24} h`
}
