import type { Transaction } from '../../drizzle/client.ts'
import { catalog } from './catalog.ts'
import { type Entry, read } from './entry.ts'
import { settingRows } from './store.ts'

/** How figures, days and times are written; null: the house's way, and the zone of the device. */
export interface Formats {
  locale: string | null
  timeZone: string | null
}

/** A person's own choice goes before the company's. */
export async function formatsOf(tx: Transaction, userId: string, companyId: string | null): Promise<Formats> {
  const own = await reader(tx, 'user', userId)
  const company = await reader(tx, 'company', companyId)
  return {
    locale: own(catalog['my-locale']) ?? company(catalog['company-locale']),
    timeZone: own(catalog['my-time-zone']) ?? company(catalog['time-zone']),
  }
}

export interface Look {
  appearance: 'light' | 'dark' | 'system'
  density: 'dense' | 'comfortable'
}

export async function lookOf(tx: Transaction, userId: string): Promise<Look> {
  const own = await reader(tx, 'user', userId)
  return { appearance: own(catalog.appearance), density: own(catalog['row-density']) }
}

async function reader(tx: Transaction, scope: 'user' | 'company', scopeId: string | null) {
  const rows = scopeId === null ? [] : await settingRows(tx, scope, scopeId)
  return <Value>(field: Entry<Value>) => read(field, rows.find(row => row.key === field.key)?.value)
}
