import type { CompanyPreferences, EntityType, Row } from './entities.ts'
import { currencyRef } from './references.ts'
import { createPut, person, REALM_AU, seedAssets } from './seed.ts'
import { type Books, nextOf, rowId } from './store.ts'

export type BulkSeed = { kind: 'bulk'; customers: number; realm?: string; prefix?: string }
export type ChangeSeed =
  | { kind: 'preferences'; realm?: string; change: Partial<CompanyPreferences> }
  | { kind: 'multicurrency'; realm?: string; enabled: boolean }
  | { kind: 'entity'; realm?: string; type: EntityType; entityId: string; active: boolean }
  | { kind: 'assets'; realm?: string; numbers: readonly string[] }
  | { kind: 'rate'; realm?: string; entityId: string; percent: number }
export type QuickBooksSeed = BulkSeed | ChangeSeed

/** Makes or changes what the API of an app cannot: what a bookkeeper does in QuickBooks' own settings. */
export function applySeed(books: Books, seed: QuickBooksSeed, now: number): object {
  const realm = seed.realm ?? REALM_AU
  if (seed.kind === 'bulk') return bulk(books, realm, seed, now)
  if (seed.kind === 'entity') {
    const row = books.rows.get(rowId(realm, seed.type, seed.entityId))
    if (row) books.rows.put({ ...row, active: seed.active, syncToken: row.syncToken + 1, updatedAt: now })
    return { changed: row ? 1 : 0 }
  }
  if (seed.kind === 'assets') {
    seedAssets(createPut(books, realm, now), seed.numbers, books.companies.get(realm)?.currency ?? 'AUD')
    return { changed: seed.numbers.length }
  }
  if (seed.kind === 'rate') return changeRate(books, realm, seed, now)
  const company = books.companies.get(realm)
  if (!company) return { changed: 0 }
  if (seed.kind === 'multicurrency') books.companies.put({ ...company, multiCurrency: seed.enabled })
  else books.companies.put({ ...company, preferences: { ...company.preferences, ...seed.change } })
  return { changed: 1 }
}

/** As an agency does it: from now on the rate is another. */
function changeRate(
  books: Books,
  realm: string,
  { entityId, percent }: Extract<ChangeSeed, { kind: 'rate' }>,
  now: number,
): object {
  const row = books.rows.get(rowId(realm, 'TaxRate', entityId))
  if (!row) return { changed: 0 }
  const json = JSON.stringify({ ...JSON.parse(row.json), RateValue: percent })
  books.rows.put({ ...row, json, syncToken: row.syncToken + 1, updatedAt: now })
  return { changed: 1 }
}

/** Many customers, with their ids. */
function bulk(books: Books, realm: string, seed: BulkSeed, now: number): object {
  const currency = books.companies.get(realm)?.currency ?? 'AUD'
  const customers = Array.from({ length: seed.customers }, () => {
    const entityId = String(nextOf(books, realm, 'names'))
    const name = `Bulk customer ${seed.prefix ?? ''}${entityId}`
    const row: Row = {
      id: rowId(realm, 'Customer', entityId),
      realm,
      type: 'Customer',
      entityId,
      syncToken: 0,
      name,
      active: true,
      voided: false,
      deleted: false,
      createdBy: 'ui',
      createdAt: now,
      updatedAt: now,
      json: JSON.stringify({ ...person(name), Taxable: true, CurrencyRef: currencyRef(currency) }),
    }
    books.rows.put(row)
    return { Id: entityId, DisplayName: name }
  })
  return { customers }
}
