import type { Transaction } from '../../drizzle/client.ts'
import { type Actor, record } from '../activity/activity.ts'
import { enqueue } from '../queue/queue.ts'
import { canonicalJson } from '../std/json.ts'
import { catalog, isSettingKey, type SettingKey, type SettingValue, settingKeys } from './catalog.ts'
import { type Entry, read, type Scope } from './entry.ts'
import { accountOf, lockScope, settingRows, writeSetting } from './store.ts'

export { companyOptions } from './company-options.ts'

type Value = SettingValue<SettingKey>

/** Every field of the scope, with its default where nothing was chosen; `version` is for saving. */
export interface Settings {
  values: ReadonlyMap<SettingKey, Value>
  version: number
}

export type SaveResult =
  | { kind: 'saved'; changed: SettingKey[]; version: number }
  /** somebody else saved since the form was read: here is what stands now */
  | { kind: 'conflict'; current: Settings }
  | { kind: 'invalid'; errors: Record<string, string> }

export async function readSettings(tx: Transaction, scope: Scope, scopeId: string): Promise<Settings> {
  const rows = await settingRows(tx, scope, scopeId)
  const stored = new Map(rows.map(row => [row.key, row.value]))
  const values = new Map(
    settingKeys
      .filter(key => catalog[key].scope === scope)
      .map(key => [key, read<Value>(catalog[key], stored.get(key))]),
  )
  // Rows are never deleted and each change counts up, so the sum tells any two states apart.
  return { values, version: rows.reduce((total, row) => total + row.version, 0) }
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

export interface SaveSettings {
  scope: Scope
  scopeId: string
  /** only the fields of the form; what is absent stays as it is */
  values: Readonly<Record<string, unknown>>
  /** as read with the form */
  version: number
  actor: Actor
}

/** All or nothing; each change is one line of activity with the value before and after. */
export async function saveSettings(tx: Transaction, save: SaveSettings): Promise<SaveResult> {
  const parsed = parseForm(save)
  if (parsed.kind === 'invalid') return parsed
  await lockScope(tx, save.scope, save.scopeId)
  const current = await readSettings(tx, save.scope, save.scopeId)
  if (current.version !== save.version) return { kind: 'conflict', current }
  const accountId = await accountOf(tx)
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
  const keys = changed.map(([key]) => key)
  await wake(tx, accountId, save, keys)
  return { kind: 'saved', changed: keys, version: current.version + changed.length }
}

function parseForm(
  save: SaveSettings,
): { kind: 'parsed'; entries: [SettingKey, Value][] } | Extract<SaveResult, { kind: 'invalid' }> {
  const entries: [SettingKey, Value][] = []
  const errors: Record<string, string> = {}
  for (const [key, value] of Object.entries(save.values)) {
    if (!isSettingKey(key) || catalog[key].scope !== save.scope) {
      errors[key] = 'There is no such field here.'
      continue
    }
    const result = catalog[key].schema.safeParse(value)
    if (result.success) entries.push([key, result.data])
    else errors[key] = result.error.issues[0]?.message ?? 'This value cannot be used.'
  }
  return Object.keys(errors).length > 0 ? { kind: 'invalid', errors } : { kind: 'parsed', entries }
}

// What waited for the old value is planned again; the callback in ConnectWise follows the switch.
async function wake(
  tx: Transaction,
  accountId: string,
  save: SaveSettings,
  changed: SettingKey[],
): Promise<void> {
  const wakes = new Set(changed.map(key => catalog[key].wakes))
  if (wakes.has('callbacks')) await enqueue(tx, { name: 'ensure-callbacks', accountId })
  if (wakes.has('company')) await enqueue(tx, { name: 'wake-company', accountId, companyId: save.scopeId })
}
