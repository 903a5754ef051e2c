import { listMembers } from '../../../lib/accounts/members.ts'
import { catalog, type SettingKey, type SettingValue } from '../../../lib/settings/catalog.ts'
import type { Control, Entry, ListName, Scope } from '../../../lib/settings/entry.ts'
import { locksOf } from '../../../lib/settings/locks.ts'
import { keysOf, readSettings } from '../../../lib/settings/settings.ts'
import type { Member } from '../../_session/member.ts'
import type { Transaction } from '../../_session/within.ts'
import { choicesOf } from './choices.ts'
import { suggestionsOf } from './suggestions.ts'

export type FieldValue = string | boolean | number | null | readonly string[]

export interface Choice {
  value: string
  label: string
  /** of a key of ConnectWise's: a company that has not mapped it yet */
  open?: { companyId: string; name: string } | null
}

/** One field of a form, as plain data: the browser gets no schema. */
export interface FieldView {
  key: string
  section: string
  label: string
  help: string
  control: Control
  value: FieldValue
  /** of a choice; a pick's stand in the form's lists */
  choices: Choice[]
  list: ListName | null
  dependsOn: { key: string; values: readonly FieldValue[] } | null
  /** why nobody can change it just now, '' when it can be changed */
  locked: string
  /** who chose what stands, '' where it is the default */
  by: string
  /** what the ledger leads one to choose, while nothing is chosen */
  suggestion: Choice | null
}

export interface FormView {
  fields: FieldView[]
  lists: Partial<Record<ListName, Choice[]>>
  version: number
}

export interface FormAsk {
  scope: Scope
  /** one heading; absent: every field of the scope */
  section?: string
  /** whose ledger the lists are of, and whose settings where the scope is a company */
  companyId: string | null
}

/** The fields of a form, made from their entries in the catalogue. */
export async function formView(
  tx: Transaction,
  member: Pick<Member, 'accountId' | 'userId'>,
  ask: FormAsk,
): Promise<FormView> {
  const scopeId = scopeIdOf(member, ask)
  const keys = keysOf(ask.scope, ask.section)
  const { values, version, by } = await readSettings(tx, ask.scope, scopeId, keys)
  const names = by.size > 0 ? new Map((await listMembers(tx)).map(one => [one.userId, one.name])) : new Map()
  const locks = await locksOf(tx, keys, scopeId)
  const suggestions = await suggestionsOf(tx, keys, ask.companyId)
  const fields = keys.map((key): FieldView => {
    const field: Entry<SettingValue<SettingKey>> = catalog[key]
    const lock = locks.get(key)
    return {
      key,
      section: field.section,
      label: field.label,
      help: field.help,
      control: field.control,
      value: lock ? lock.value : (values.get(key) ?? null),
      choices: Object.entries(field.choices ?? {}).map(([value, label]) => ({ value, label })),
      list: field.list ?? null,
      dependsOn: field.dependsOn ?? null,
      locked: lock?.reason ?? '',
      by: names.get(by.get(key) ?? '') ?? '',
      suggestion: suggestions[key] ?? null,
    }
  })
  return { fields, lists: await choicesOf(tx, fields, ask.companyId), version }
}

export function scopeIdOf(member: Pick<Member, 'accountId' | 'userId'>, ask: FormAsk): string {
  if (ask.scope === 'account') return member.accountId
  return ask.scope === 'user' ? member.userId : (ask.companyId ?? '')
}
