import type { Route, SimRequest, SimResponse } from '../../kit/message.ts'
import type { Tenant } from '../entities.ts'
import { invalid, noSuchPlace } from '../errors.ts'
import { isClosed, isUnposted } from '../life.ts'
import { agreementDetail, agreementList } from '../page-agreements.ts'
import { expenseDetail, expenseList, takeStep } from '../page-expenses.ts'
import type { PageVisit } from '../sessions.ts'
import type { Sim } from '../sim.ts'
import { keyOf } from '../store.ts'
import { brief } from './page-data.ts'
import { bodyOf, ok, pageRouteOf } from './page-route.ts'

/** What the pages Agreement, Expense and Today read and write. */
export function pageRecordRoutes(sim: Sim): Route[] {
  const on = pageRouteOf(sim)
  const expenseOf = ({ tenant }: PageVisit, request: SimRequest) =>
    sim.books.expenses.get(keyOf(tenant.company, request.params.id ?? ''))
  return [
    on('GET', 'today', visit => ok(today(sim, visit))),
    on('GET', 'agreements', ({ tenant }) => ok(agreementList(sim, tenant))),
    on('GET', 'agreements/:id', ({ tenant }, request) => {
      const key = keyOf(tenant.company, request.params.id ?? '')
      const agreement = sim.books.agreements.get(key)
      if (!agreement) return noSuchPlace()
      const invoices = sim.books.invoices.by('agreement', key).map(one => brief(sim, tenant, one))
      return ok({ ...agreementDetail(sim, tenant, agreement), invoices: invoices.reverse() })
    }),
    on('GET', 'expenses', ({ tenant }) => ok(expenseList(sim, tenant))),
    on('GET', 'expenses/:id', (visit, request) => {
      const expense = expenseOf(visit, request)
      return expense ? ok(expenseDetail(sim, visit.tenant, expense)) : noSuchPlace()
    }),
    on('POST', 'expenses/:id/status', (visit, request) => {
      const { to } = bodyOf<{ to: string }>(request)
      return request.write<SimResponse>({
        commit() {
          const expense = expenseOf(visit, request)
          if (!expense) return noSuchPlace()
          const moved = takeStep(sim, visit.tenant, expense, to, visit.member)
          if (!moved) return invalid('expense', 'status', `It cannot become ${to} from ${expense.status}.`)
          return ok(expenseDetail(sim, visit.tenant, moved))
        },
        format: response => response,
      })
    }),
  ]
}

/** Of the member's own day only what the books know. */
function today(sim: Sim, { tenant, member }: PageVisit) {
  return {
    member: `${member.firstName} ${member.lastName}`,
    facts: [
      ['Invoices not closed yet', count(sim, tenant, 'open')],
      ['Invoices closed and not batched', count(sim, tenant, 'unposted')],
      ['Your expenses not approved yet', String(ownExpenses(sim, tenant, member.id))],
    ],
  }
}

function count(sim: Sim, tenant: Tenant, which: 'open' | 'unposted'): string {
  const invoices = sim.books.invoices.by('tenant', tenant.company)
  const wanted = invoices.filter(one =>
    which === 'open' ? !isClosed(tenant, one) : isUnposted(sim, tenant, one),
  )
  return String(wanted.length)
}

const DONE: ReadonlySet<string> = new Set(['ReadyToBill', 'Billed', 'BilledAgreement', 'WrittenOff'])

const ownExpenses = (sim: Sim, tenant: Tenant, memberId: number): number =>
  sim.books.expenses
    .by('tenant', tenant.company)
    .filter(one => one.memberId === memberId && !DONE.has(one.status)).length
