import { type Route, unsupported } from '../../kit/message.ts'
import { agreementRow } from '../format-agreements.ts'
import type { Row, Wanted } from '../query.ts'
import type { Context, Rest } from '../rest.ts'
import { keyOf } from '../store.ts'

/** Agreements, to read. */
export function agreementRoutes(rest: Rest): Route[] {
  return [
    rest.on('GET', '/finance/agreements/types', () => unsupported({ _sim: 'agreement types' })),
    ...rest.collection('/finance/agreements', agreements),
  ]
}

function agreements({ sim, tenant, at }: Context, wanted: Wanted): Row[] {
  const table = sim.books.agreements
  const ids = wanted('id')
  const found = ids
    ? ids.flatMap(id => table.get(keyOf(tenant.company, id)) ?? [])
    : table.by('tenant', tenant.company)
  return found.map(agreement => agreementRow(at, agreement))
}
