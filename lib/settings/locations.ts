import type { Transaction } from '../../drizzle/client.ts'
import { catalog } from './catalog.ts'
import { read } from './entry.ts'
import { byCompany } from './store.ts'

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
