import type { Transaction } from '../../drizzle/client.ts'
import { catalog } from './catalog.ts'
import { read } from './entry.ts'
import { byCompany, lockScope } from './store.ts'

export interface CompanyPlaces {
  id: string
  name: string
  /** the locations it names; none: every one that no other company names */
  locations: readonly string[]
}

/** Every company of the account with its locations, oldest first. */
export async function companyPlaces(tx: Transaction): Promise<CompanyPlaces[]> {
  const rows = await byCompany(tx, catalog.locations.key)
  return rows.map(({ id, name, value }) => ({ id, name, locations: read(catalog.locations, value) }))
}

/** A location belongs to one company. Two saves at once wait for each other. Returns what is wrong, null: nothing. */
export async function locationsFault(
  tx: Transaction,
  accountId: string,
  companyId: string,
  locations: readonly string[],
): Promise<string | null> {
  await lockScope(tx, 'account', accountId)
  const others = (await companyPlaces(tx)).filter(company => company.id !== companyId)
  const taken = others.find(company => company.locations.some(id => locations.includes(id)))
  return taken
    ? `${taken.name} already takes one of these locations. A location belongs to one company only.`
    : null
}
