import type { Problem } from '../accounting/problems.ts'
import { inAccount } from '../accounts/transaction.ts'
import { psaItems } from '../reference/reference.ts'
import { type CompanyPlaces, companyPlaces } from '../settings/locations.ts'

/** Which company a record belongs to, by its ConnectWise location (GL owner level). */
export interface Routing {
  /** the company that takes records of the location; null: none does */
  taker(locationId: string): string | null
  /** the company on whose list they stand; one that none takes stands on the first company's, where somebody sees it */
  home(locationId: string): string | null
  /** why they do not come to this company; null: they do */
  problem(companyId: string, locationId: string): Problem | null
}

/** Of the whole account, whichever companies the person who asks may see: a location may belong to another one's. */
export async function routingOf(accountId: string): Promise<Routing> {
  return inAccount(accountId, async tx => {
    const companies = await companyPlaces(tx)
    const named = companies.some(company => company.locations.length > 0)
    const places = named ? await psaItems(tx, ['psa-location']) : []
    return routing(companies, new Map(places.map(place => [place.id, place.name])))
  })
}

export function routing(companies: readonly CompanyPlaces[], names: ReadonlyMap<string, string>): Routing {
  const rest = companies.find(company => company.locations.length === 0) ?? null
  const taker = (locationId: string) =>
    companies.find(company => company.locations.includes(locationId)) ?? rest
  const nameOf = (locationId: string) =>
    names.get(locationId) ?? (locationId === '' ? 'no location' : `location ${locationId}`)
  return {
    taker: locationId => taker(locationId)?.id ?? null,
    home: locationId => (taker(locationId) ?? companies[0])?.id ?? null,
    problem: (companyId, locationId) => {
      const company = taker(locationId)
      if (company?.id === companyId) return null
      const location = nameOf(locationId)
      return company
        ? { code: 'other-company', location, company: company.name }
        : { code: 'no-ledger', location }
    },
  }
}
