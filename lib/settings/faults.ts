import type { Transaction } from '../../drizzle/client.ts'
import { catalog, type SettingKey, type SettingValue } from './catalog.ts'
import { read, type Scope } from './entry.ts'
import { companyPlaces } from './locations.ts'
import { lockScope } from './store.ts'

type Values = ReadonlyMap<SettingKey, SettingValue<SettingKey>>

interface Asked {
  accountId: string
  scope: Scope
  scopeId: string
}

/** What no field shows by itself: values that do not go together. By field; empty: nothing is wrong. */
export async function faultsOf(
  tx: Transaction,
  asked: Asked,
  values: Values,
): Promise<Record<string, string>> {
  if (asked.scope !== 'company') return {}
  const errors: Record<string, string> = {}
  const category = trackedTwice(values)
  if (category) errors['sales-rep-category'] = category
  if (values.has('locations')) {
    const taken = await takenElsewhere(tx, asked, read(catalog.locations, values.get('locations')))
    if (taken) errors.locations = taken
  }
  return errors
}

/** A line has one option of a category: two sources for one would fight. */
function trackedTwice(values: Values): string | null {
  const rep = values.get('sales-rep-tracking') === true ? values.get('sales-rep-category') : null
  const segments = [values.get('segment-2-category'), values.get('segment-3-category')]
  if (typeof rep !== 'string' || !segments.includes(rep)) return null
  return 'A GL segment feeds this category already. Choose another one for the sales rep.'
}

/** A location belongs to one company; two saves at once wait for each other. */
async function takenElsewhere(
  tx: Transaction,
  { accountId, scopeId }: Asked,
  locations: readonly string[],
): Promise<string | null> {
  await lockScope(tx, 'account', accountId)
  const others = (await companyPlaces(tx)).filter(company => company.id !== scopeId)
  const taken = others.find(company => company.locations.some(id => locations.includes(id)))
  return taken
    ? `${taken.name} already takes one of these locations. A location belongs to one company only.`
    : null
}
