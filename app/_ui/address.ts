import { keepable } from '@/lib/std/text.ts'

/** What stands in an address under a name: text to look for, so that what cannot be kept is left out. */
export function addressText(value: string | string[] | null | undefined): string {
  return typeof value === 'string' ? keepable(value.slice(0, 200)) : ''
}

/** The same of a route handler's query. */
export function textOf(query: URLSearchParams): (name: string) => string {
  return name => addressText(query.get(name))
}

/** `2026-02-28`; '' for what is no day of the calendar. */
export function dayText(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text) ? text : ''
}

/** A page of a list, from 1. */
export function pageNumber(text: string): number {
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1
}

/** 31 February has the form of a day and is none; Postgres has no year 0. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00Z`)
  return date.getUTCFullYear() > 0 && date.toJSON()?.startsWith(text)
}
