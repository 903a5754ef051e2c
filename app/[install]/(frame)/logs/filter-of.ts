import type { CallFilter } from '@/lib/activity/calls/calls.ts'

const systems = ['connectwise', 'xero', 'quickbooks']
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const statuses = ['2', '3', '4', '5', 'none']
const moment = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/

/** The filter stands in the address: a filtered list is a link. What it does not know is left out. */
export function filterOf(text: (name: string) => string, zone: string): CallFilter {
  const one = (name: string, known: string[]) => (known.includes(text(name)) ? text(name) : '')
  const at = (name: string) => (isMoment(text(name)) ? text(name) : '')
  return {
    system: one('system', systems),
    method: one('method', methods),
    status: one('status', statuses),
    record: text('record').trim(),
    path: text('path').trim(),
    from: at('from'),
    to: at('to'),
    zone,
  }
}

/** 31 February has the form of a day and is none. */
export function isMoment(text: string): boolean {
  return moment.test(text) && new Date(`${text}Z`).toISOString().startsWith(text)
}

/** An id of the address; null when there is none. */
export function idOf(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}
