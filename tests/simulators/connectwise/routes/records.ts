import type { Route } from '../../kit/message.ts'
import type { Invoice, Line } from '../entities.ts'
import { companyRow, type Lookup } from '../format.ts'
import { productRow, timeRow } from '../format-lines.ts'
import type { Row, Wanted } from '../query.ts'
import type { Context, Rest } from '../rest.ts'
import { keyOf } from '../store.ts'

/** Companies, and the lines of invoices as product, time and expense records. */
export function recordRoutes(rest: Rest): Route[] {
  return [
    ...rest.collection('/company/companies', companies),
    ...rest.collection('/procurement/products', linesAs('product', productRow)),
    ...rest.collection('/time/entries', linesAs('time', timeRow)),
  ]
}

function companies({ sim, tenant, at }: Context, wanted: Wanted): Row[] {
  const ids = wanted('id')
  const found = ids
    ? ids.flatMap(id => sim.books.companies.get(keyOf(tenant.company, id)) ?? [])
    : sim.books.companies.by('tenant', tenant.company)
  return found.map(company => companyRow(at, company))
}

export function linesAs(kind: Line['kind'], format: (at: Lookup, invoice: Invoice, line: Line) => Row) {
  return ({ sim, tenant, at }: Context, wanted: Wanted): Row[] => {
    const ids = wanted('invoice/id')
    const invoices = ids
      ? ids.flatMap(id => sim.books.invoices.get(keyOf(tenant.company, id)) ?? [])
      : sim.books.invoices.by('tenant', tenant.company)
    return invoices.flatMap(invoice =>
      invoice.lines.filter(line => line.kind === kind).map(line => format(at, invoice, line)),
    )
  }
}
