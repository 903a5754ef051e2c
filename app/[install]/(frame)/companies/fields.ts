import type { Transaction } from '@/app/_session/within.ts'
import { ledgerItems } from '@/lib/reference/reference.ts'
import { catalog, type SettingKey, type SettingValue, settingKeys } from '@/lib/settings/catalog.ts'
import type { Control, Entry, ListName } from '@/lib/settings/entry.ts'
import { readSettings } from '@/lib/settings/settings.ts'

/** One field of the form, as plain data: the browser gets no schema. */
export interface FieldView {
  key: string
  scope: 'account' | 'company'
  section: string
  label: string
  help: string
  control: Control
  value: FieldValue
  choices: { value: string; label: string }[]
  dependsOn: { key: string; values: readonly FieldValue[] } | null
}

export type FieldValue = string | number | boolean | null

export interface FormView {
  fields: FieldView[]
  versions: { account: number; company: number }
}

/** Every field of account and company, made from its entry in the catalogue. */
export async function formOf(tx: Transaction, accountId: string, companyId: string): Promise<FormView> {
  const account = await readSettings(tx, 'account', accountId)
  const company = await readSettings(tx, 'company', companyId)
  const lists = await listsOf(tx, companyId)
  const fields = settingKeys.flatMap((key): FieldView[] => {
    const field: Entry<SettingValue<SettingKey>> = catalog[key]
    const { scope, section, label, help, control, choices, dependsOn, list } = field
    const chosen = (scope === 'account' ? account : company).values.get(key) ?? null
    if (scope === 'user' || control === 'picks') return []
    const value = typeof chosen === 'object' ? null : chosen
    const options = Object.entries(choices ?? {}).map(([choice, words]) => ({ value: choice, label: words }))
    const all = list ? withCurrent(lists[list] ?? [], value) : options
    return [{ key, scope, section, label, help, control, value, choices: all, dependsOn: dependsOn ?? null }]
  })
  return { fields, versions: { account: account.version, company: company.version } }
}

type Choice = FieldView['choices'][number]

async function listsOf(tx: Transaction, companyId: string): Promise<Partial<Record<ListName, Choice[]>>> {
  const rows = (await ledgerItems(tx, companyId, ['account', 'tracking'])).filter(row => row.active)
  const of = (kind: string) =>
    rows
      .filter(row => row.kind === kind)
      .map(row => ({ value: row.id, label: `${row.code} ${row.name}`.trim() }))
      .toSorted((a, b) => (a.label < b.label ? -1 : 1))
  return { 'ledger-account': of('account'), 'tracking-category': of('tracking') }
}

/** What the ledger no longer offers is still what is chosen, until a person chooses anew. */
function withCurrent(choices: Choice[], value: FieldValue): Choice[] {
  if (typeof value !== 'string' || choices.some(choice => choice.value === value)) return choices
  return [...choices, { value, label: 'No longer in the ledger' }]
}
