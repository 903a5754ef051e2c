import type { Clock } from '../kit/clock.ts'
import type { createCallbacks } from './callbacks.ts'
import type { Company, Tenant } from './entities.ts'
import type { Lookup } from './format.ts'
import { sum } from './money.ts'
import type { Values } from './parameters.ts'
import { type Books, keyOf } from './store.ts'

/** One simulator: several login companies behind two hosts. */
export type Sim = {
  books: Books
  clock: Clock
  parameters: Values
  /** Known once both hosts listen. */
  urls: { ui: string; api: string }
  callbacks: ReturnType<typeof createCallbacks>
}

export function lookupOf(books: Books, tenant: Tenant): Lookup {
  return {
    tenant,
    company(id): Company {
      const company = books.companies.get(keyOf(tenant.company, id))
      if (!company) throw new Error(`${tenant.company}: the books name company ${id}, which is not there`)
      return company
    },
    invoice: id => books.invoices.get(keyOf(tenant.company, id)) ?? null,
    member: id => books.members.get(keyOf(tenant.company, id)) ?? null,
    settled: invoice => {
      const key = keyOf(invoice.tenant, invoice.id)
      const of = (credit: boolean) =>
        sum(
          books.payments
            .by('invoice', key)
            .filter(one => (one.creditId !== undefined) === credit)
            .map(one => one.amount),
        )
      const given = sum(books.payments.by('credit', key).map(one => one.amount))
      return { payments: of(false).toFixed(2), credits: of(true).minus(given).toFixed(2) }
    },
  }
}

/** Times as the vendor writes them: whole seconds, UTC. */
export const stamp = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')

/** A day in the books' own past. */
export const dayBefore = (sim: Pick<Sim, 'clock'>, days: number): string =>
  new Date(sim.clock.now() - days * DAY_MS).toISOString().slice(0, 10)

const DAY_MS = 24 * 60 * 60 * 1000
