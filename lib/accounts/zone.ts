import type { Transaction } from '../../drizzle/client.ts'
import { catalog } from '../settings/catalog.ts'
import { readSetting } from '../settings/settings.ts'
import { type CalendarDate, dayAt } from '../std/clock.ts'
import { listCompanies } from './companies.ts'
import { psaRow } from './store.ts'
import { windowsZones } from './windows-zones.ts'

/**
 * Where the account's days and months begin: in the zone of its ConnectWise. Where that says none, or one that is not known,
 * which the connection test warns of, it is the zone that was picked for the account's first company; UTC until one is.
 */
export async function accountZone(tx: Transaction): Promise<string> {
  const zone = ianaZone((await psaRow(tx)).serverTimeZone)
  if (zone !== null) return zone
  const [first] = await listCompanies(tx)
  return (first ? await readSetting(tx, catalog['time-zone'], first.id) : null) ?? 'UTC'
}

/** Which day it is for the account. */
export async function accountToday(tx: Transaction, now: Date): Promise<CalendarDate> {
  return dayAt(now, await accountZone(tx))
}

/** Where a company's days and months begin: in the zone that was chosen for it, else in its ConnectWise's. */
export async function companyZone(tx: Transaction, companyId: string): Promise<string> {
  return (await readSetting(tx, catalog['time-zone'], companyId)) ?? accountZone(tx)
}

/** ConnectWise names zones as Windows does, else as IANA. Null: neither knows it. */
export function ianaZone(name: string): string | null {
  const given = name.trim()
  const zone = windowsZones.get(given.toLowerCase()) ?? given
  if (!/^[A-Za-z]+([/+-][\w+-]+)*$/.test(zone)) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
