import type { Transaction } from '../../drizzle/client.ts'
import { type Actor, record } from '../activity/activity.ts'
import { enqueue } from '../queue/queue.ts'
import { canonicalJson } from '../std/json.ts'
import { isKeepable } from '../std/text.ts'
import { catalog, isSettingKey, type SettingKey, type SettingValue, settingKeys } from './catalog.ts'
import { type Entry, read, type Scope } from './entry.ts'
import { faultsOf } from './faults.ts'
import { locksOf } from './locks.ts'
import { accountOf, companyIds, lockScope, settingRows, writeSetting } from './store.ts'

export { companyOptions } from './company-options.ts'

type Value = SettingValue<SettingKey>

/** Fields with their defaults where nothing was chosen; `version` is for saving. */
export interface Settings {
  values: ReadonlyMap<SettingKey, Value>
  version: number
  /** who chose what stands; absent: nobody has */
  by: ReadonlyMap<SettingKey, string>
}

export type SaveResult =
  | { kind: 'saved'; changed: SettingKey[]; version: number }
  /** somebody else saved since the form was read: here is what stands now */
  | { kind: 'conflict'; current: Settings }
  | { kind: 'invalid'; errors: Record<string, string> }

/** Of the whole scope, or of those of its fields that stand in one form. */
export async function readSettings(
  tx: Transaction,
  scope: Scope,
  scopeId: string,
  keys: readonly SettingKey[] = keysOf(scope),
): Promise<Settings> {
  const wanted = new Set<string>(keys)
  const rows = (await settingRows(tx, scope, scopeId)).filter(row => wanted.has(row.key))
  const stored = new Map(rows.map(row => [row.key, row]))
  const values = new Map(keys.map(key => [key, read<Value>(catalog[key], stored.get(key)?.value)]))
  const by = new Map(
    keys.flatMap(key => {
      const user = stored.get(key)?.updatedBy
      return user ? [[key, user] as const] : []
    }),
  )
  // Rows are never deleted and each change counts up, so the sum tells any two states apart.
  return { values, by, version: rows.reduce((total, row) => total + row.version, 0) }
}

/** The fields of a scope, or of one heading in it, in the order of the screens. */
export function keysOf(scope: Scope, section?: string): SettingKey[] {
  return settingKeys.filter(
    key => catalog[key].scope === scope && (section === undefined || catalog[key].section === section),
  )
}

/** One field, in its own type: `readSetting(tx, catalog['real-time'], accountId)`. */
export async function readSetting<Value>(
  tx: Transaction,
  field: Entry<Value>,
  scopeId: string,
): Promise<Value> {
  const rows = await settingRows(tx, field.scope, scopeId)
  return read(field, rows.find(row => row.key === field.key)?.value)
}

/** Since when the field has the value that stands; null: it was never chosen. */
export async function chosenAt(
  tx: Transaction,
  field: Entry<unknown>,
  scopeId: string,
): Promise<Date | null> {
  const rows = await settingRows(tx, field.scope, scopeId)
  return rows.find(row => row.key === field.key)?.updatedAt ?? null
}

export interface SaveSettings {
  scope: Scope
  scopeId: string
  /** only the fields of the form; what is absent stays as it is */
  values: Readonly<Record<string, unknown>>
  /** as read with the form */
  version: number
  /** the fields of the form, whose version that is; all of the scope where none are named */
  keys?: readonly SettingKey[]
  actor: Actor
}

/** All or nothing; each change is one line of activity with the value before and after. */
export async function saveSettings(tx: Transaction, save: SaveSettings): Promise<SaveResult> {
  const keys = save.keys ?? keysOf(save.scope)
  const parsed = parseForm(save.values, keys)
  if (parsed.kind === 'invalid') return parsed
  await lockScope(tx, save.scope, save.scopeId)
  const current = await readSettings(tx, save.scope, save.scopeId, keys)
  if (current.version !== save.version) return { kind: 'conflict', current }
  const accountId = await accountOf(tx)
  const errors = await faultsOf(tx, { ...save, accountId }, new Map([...current.values, ...parsed.entries]))
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors }
  const locked = await lockedErrors(tx, save, parsed.entries)
  if (locked) return locked
  const changed = parsed.entries.filter(
    ([key, value]) => canonicalJson(value) !== canonicalJson(current.values.get(key) ?? null),
  )
  for (const [key, value] of changed) {
    await writeSetting(tx, {
      accountId,
      scope: save.scope,
      scopeId: save.scopeId,
      key,
      value,
      updatedBy: save.actor?.id ?? null,
    })
    await record(tx, {
      accountId,
      actor: save.actor,
      verb: 'setting.changed',
      subject: `setting:${key}`,
      ...(save.scope === 'company' && { companyId: save.scopeId }),
      detail: { label: catalog[key].label, from: current.values.get(key) ?? null, to: value },
    })
  }
  const changedKeys = changed.map(([key]) => key)
  await wake(tx, accountId, save, changedKeys)
  return { kind: 'saved', changed: changedKeys, version: current.version + changed.length }
}

function parseForm(
  values: SaveSettings['values'],
  keys: readonly SettingKey[],
): { kind: 'parsed'; entries: [SettingKey, Value][] } | Extract<SaveResult, { kind: 'invalid' }> {
  const entries: [SettingKey, Value][] = []
  const errors: Record<string, string> = {}
  for (const [key, value] of Object.entries(values)) {
    if (!isSettingKey(key) || !keys.includes(key)) {
      errors[key] = 'There is no such field here.'
      continue
    }
    if (!isStorable(value)) {
      errors[key] = 'This text holds a character that cannot be kept, such as a null character. Take it out.'
      continue
    }
    const result = catalog[key].schema.safeParse(value)
    if (result.success) entries.push([key, result.data])
    else errors[key] = result.error.issues[0]?.message ?? 'This value cannot be used.'
  }
  return Object.keys(errors).length > 0 ? { kind: 'invalid', errors } : { kind: 'parsed', entries }
}

async function lockedErrors(tx: Transaction, save: SaveSettings, entries: [SettingKey, Value][]) {
  const locks = await locksOf(
    tx,
    entries.map(([key]) => key),
    save.scopeId,
  )
  const wrong = entries.filter(([key, value]) => locks.has(key) && locks.get(key)?.value !== value)
  if (wrong.length === 0) return null
  const errors = Object.fromEntries(wrong.map(([key]) => [key, locks.get(key)?.reason ?? '']))
  return { kind: 'invalid' as const, errors }
}

// Refused by name, never dropped.
function isStorable(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isStorable)
  return typeof value !== 'string' || isKeepable(value)
}

// What waited for the old value is planned again; the callback in ConnectWise follows the switch.
async function wake(
  tx: Transaction,
  accountId: string,
  save: SaveSettings,
  changed: SettingKey[],
): Promise<void> {
  const wakes = new Set(changed.map(key => catalog[key].wakes))
  // A kind that no company took before is reported from now on.
  if (wakes.has('callbacks') || changed.includes('record-kinds'))
    await enqueue(tx, { name: 'ensure-callbacks', accountId })
  const companies = wakes.has('account') ? await companyIds(tx) : wakes.has('company') ? [save.scopeId] : []
  for (const companyId of companies) await enqueue(tx, { name: 'wake-company', accountId, companyId })
}
