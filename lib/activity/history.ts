import type { Transaction } from '../../drizzle/client.ts'
import type { Activity } from '../../drizzle/types.ts'
import { canonicalJson } from '../std/json.ts'
import { type ActivityFilter, activityRows } from './store.ts'

export type { ActivityFilter } from './store.ts'

export interface ActivityLine {
  id: string
  at: Date
  who: string
  /** what was done, in words */
  what: string
  subject: string
  /** '' where there was no value before, or none after */
  before: string
  after: string
  /** the rest of what is said of it */
  more: string
}

export const activityPageSize = 50

/** What people and Evenbook did, newest first; `next` is where the following page begins. */
export async function activityPage(
  tx: Transaction,
  filter: ActivityFilter,
  before: string | null,
): Promise<{ rows: ActivityLine[]; next: string | null }> {
  const rows = await activityRows(tx, filter, { before, limit: activityPageSize + 1 })
  const shown = rows.slice(0, activityPageSize).map(activityLine)
  return { rows: shown, next: rows.length > activityPageSize ? (shown.at(-1)?.id ?? null) : null }
}

/** All that fits, in pages of a thousand. */
export async function* exportActivity(
  ask: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>,
  filter: ActivityFilter,
): AsyncGenerator<ActivityLine[]> {
  const limit = 1_000
  for (let before: string | null = null; ; ) {
    const page: { before: string | null; limit: number } = { before, limit }
    const rows: Activity[] = await ask(tx => activityRows(tx, filter, page))
    if (rows.length > 0) yield rows.map(activityLine)
    if (rows.length < limit) return
    before = rows.at(-1)?.id ?? null
  }
}

/** The kinds of things that are told, for the filter. */
export const activityKinds: Readonly<Record<string, string>> = {
  'asked to send': 'Sending',
  setting: 'Settings',
  mapping: 'Mappings',
  connection: 'Connections',
  account: 'Account',
  role: 'Roles',
  user: 'Users',
  invitation: 'Invitations',
  logging: 'Logging',
}

export function activityLine(row: Activity): ActivityLine {
  const detail = isObject(row.detail) ? row.detail : {}
  const { from, to, before, after, label, ...rest } = detail
  return {
    id: row.id,
    at: row.at,
    who: row.actorName,
    what: verbWords(row.verb, textOf(label)),
    subject: row.subject,
    before: textOf(from ?? before),
    after: textOf(to ?? after),
    more: Object.entries(rest)
      .filter(([, value]) => value !== null && value !== '' && value !== undefined)
      .map(([name, value]) => `${spaced(name)}: ${textOf(value)}`)
      .join(', '),
  }
}

/** `setting.changed` with its label: Setting changed: Real-Time Sync. */
export function verbWords(verb: string, label = ''): string {
  const words = spaced(verb)
  const sentence = words.charAt(0).toUpperCase() + words.slice(1)
  return label === '' ? sentence : `${sentence}: ${label}`
}

function spaced(name: string): string {
  return name
    .replace(/[.\-_]/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
}

function textOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return ''
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return canonicalJson(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
