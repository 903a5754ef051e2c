import type { Clock } from '../kit/clock.ts'
import { parseExact } from '../kit/json.ts'
import type { Body, Company, EntityType, Row } from './entities.ts'
import type { QuickBooksParameters } from './parameters.ts'
import { type Books, rowId } from './store.ts'

export type Operation = 'Create' | 'Update' | 'Delete' | 'Void'

/** Who acts on which books, in one call. */
export type Context = {
  books: Books
  parameters: QuickBooksParameters
  clock: Clock
  company: Company
  /** `app`, or `ui` for what a person does on QuickBooks' own pages. */
  caller: string
  /** `include=allowduplicatedocnum` */
  allowDuplicates: boolean
  /** Tells webhooks which rows a call has made or changed. */
  changed(type: EntityType, entityId: string, operation: Operation): void
}

const bodies = new WeakMap<Row, Body>()

/** The entity of a row as it was kept. */
export function bodyOf(row: Row): Body {
  const known = bodies.get(row)
  if (known) return known
  const body = parseExact<Body>(row.json)
  bodies.set(row, body)
  return body
}

/** A row that is not deleted. */
export function find({ books, company }: Context, type: EntityType, entityId: string): Row | undefined {
  const row = books.rows.get(rowId(company.id, type, entityId))
  return row?.deleted === false ? row : undefined
}

/** Today where the company keeps its books. */
export function today({ clock, company }: Context): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: company.timezone }).format(clock.now())
}

/** `2026-11-25T09:30:12-08:00`, as the API writes moments: in the company's own time. */
export function moment({ timezone }: Company, at: number): string {
  const local = formatter(timezone).format(at).replace(' ', 'T')
  const offset = Math.round((Date.parse(`${local}Z`) - Math.floor(at / 1000) * 1000) / 60_000)
  const clock = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
  return `${local}${offset < 0 ? '-' : '+'}${clock.map(part => String(part).padStart(2, '0')).join(':')}`
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Swedish writes dates as ISO does. Making a formatter is slow, so each is kept. */
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  formatters.set(timeZone, made)
  return made
}
