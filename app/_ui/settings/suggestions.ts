import { itemData, ledgerItems } from '../../../lib/reference/reference.ts'
import type { SettingKey } from '../../../lib/settings/catalog.ts'
import { locales } from '../../../lib/settings/standards.ts'
import type { Transaction } from '../../_session/within.ts'
import type { Choice } from './view.ts'

/** What the other side leads one to choose, for fields where nobody has chosen yet. Offered, never saved by itself. */
export async function suggestionsOf(
  tx: Transaction,
  keys: readonly SettingKey[],
  companyId: string | null,
): Promise<Partial<Record<SettingKey, Choice>>> {
  if (companyId === null || !keys.includes('company-locale')) return {}
  const [organisation] = await ledgerItems(tx, companyId, ['organisation'])
  const country = organisation && itemData.organisation.parse(organisation.data).countryCode
  const locale = locales.find(({ id }) => id === `en-${country}`)
  return locale ? { 'company-locale': { value: locale.id, label: locale.name } } : {}
}
