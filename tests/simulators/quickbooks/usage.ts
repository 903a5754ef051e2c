import type { SimRequest } from '../kit/message.ts'
import type { World } from './world.ts'

/**
 * Reads, queries, changes and batches are metered for the app, by company and month; single writes are free.
 * False when the month's reads are used up.
 */
export function meter({ books, clock, parameters }: World, realm: string): boolean {
  const month = monthOf(clock.now())
  const used = books.usage.all().filter(({ id }) => id.startsWith(`${month}|`))
  const total = used.reduce((reads, row) => reads + row.reads, 0)
  if (total >= parameters.current.monthlyReads) return false
  const id = `${month}|${realm}`
  books.usage.put({ id, reads: (books.usage.get(id)?.reads ?? 0) + 1 })
  return true
}

export function metered({ method, path }: SimRequest): boolean {
  return method === 'GET' || path.endsWith('/query') || path.endsWith('/batch')
}

/** The metered reads of a company in this month. */
export function readsOf({ books, clock }: Pick<World, 'books' | 'clock'>, realm: string): number {
  return books.usage.get(`${monthOf(clock.now())}|${realm}`)?.reads ?? 0
}

function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7)
}
