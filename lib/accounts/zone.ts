import type { Transaction } from '../../drizzle/client.ts'
import { psaRow } from './store.ts'

/**
 * Where the account's days and months begin: in the zone of its ConnectWise. That names zones as Windows does; those of its
 * regions are known here (https://github.com/unicode-org/cldr/blob/main/common/supplemental/windowsZones.xml), else UTC.
 */
export async function accountZone(tx: Transaction): Promise<string> {
  return ianaZone((await psaRow(tx)).serverTimeZone)
}

export function ianaZone(name: string): string {
  const zone = windowsZones[name.trim().toLowerCase()] ?? name.trim()
  if (!/^[A-Za-z]+(\/[\w+-]+)*$/.test(zone)) return 'UTC'
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

const windowsZones: Readonly<Record<string, string>> = {
  'aus eastern standard time': 'Australia/Sydney',
  'e. australia standard time': 'Australia/Brisbane',
  'cen. australia standard time': 'Australia/Adelaide',
  'aus central standard time': 'Australia/Darwin',
  'w. australia standard time': 'Australia/Perth',
  'tasmania standard time': 'Australia/Hobart',
  'new zealand standard time': 'Pacific/Auckland',
  'south africa standard time': 'Africa/Johannesburg',
  'gmt standard time': 'Europe/London',
  'greenwich standard time': 'Atlantic/Reykjavik',
  'w. europe standard time': 'Europe/Berlin',
  'central europe standard time': 'Europe/Budapest',
  'romance standard time': 'Europe/Paris',
  'eastern standard time': 'America/New_York',
  'us eastern standard time': 'America/Indiana/Indianapolis',
  'central standard time': 'America/Chicago',
  'mountain standard time': 'America/Denver',
  'us mountain standard time': 'America/Phoenix',
  'pacific standard time': 'America/Los_Angeles',
  'atlantic standard time': 'America/Halifax',
  'singapore standard time': 'Asia/Singapore',
}
