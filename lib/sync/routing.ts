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
  /** by what a record of the location goes where it goes */
  rule(locationId: string): RoutingRule
  /** why they do not come to this company; null: they do */
  problem(companyId: string, locationId: string): Problem | null
}

export interface RoutingRule {
  /** its name, or what it is called without one */
  location: string
  /** `named`: the company names it; `rest`: no company does, and this one takes the rest; `none`: every company names its own */
  by: 'named' | 'rest' | 'none'
  company: Pick<CompanyPlaces, 'id' | 'name'> | null
  /** companies that name no location either, and get nothing: an older one takes the rest */
  idle: readonly string[]
}

/** Of the whole account, whichever companies the person who asks may see: a location may belong to another one's. `always`: with the names of locations although no company names any. */
export async function routingOf(accountId: string, always = false): Promise<Routing> {
  return inAccount(accountId, async tx => {
    const companies = await companyPlaces(tx)
    const named = always || companies.some(company => company.locations.length > 0)
    const places = named ? await psaItems(tx, ['psa-location']) : []
    return routing(companies, new Map(places.map(place => [place.id, place.name])))
  })
}

export function routing(companies: readonly CompanyPlaces[], names: ReadonlyMap<string, string>): Routing {
  const [rest = null, ...idle] = companies.filter(company => company.locations.length === 0)
  const taker = (locationId: string) =>
    companies.find(company => company.locations.includes(locationId)) ?? rest
  const nameOf = (locationId: string) =>
    names.get(locationId) ?? (locationId === '' ? 'no location' : `location ${locationId}`)
  return {
    taker: locationId => taker(locationId)?.id ?? null,
    home: locationId => (taker(locationId) ?? companies[0])?.id ?? null,
    rule: locationId => {
      const company = taker(locationId)
      const by = company === null ? 'none' : company === rest ? 'rest' : 'named'
      const shown = company && { id: company.id, name: company.name }
      return { location: nameOf(locationId), by, company: shown, idle: idle.map(one => one.name) }
    },
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
