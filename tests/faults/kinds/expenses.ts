import { z } from 'zod'
import { expenseId } from '../../../lib/accounting/expense-id.ts'
import { present } from '../../../lib/std/assert.ts'
import { Decimal, sum } from '../../../lib/std/decimal.ts'
import type { ExpenseSpec } from '../../simulators/connectwise/seed-expenses.ts'
import type { Rig } from '../rig.ts'
import { type Asked, type Kind, type ManageRecord, type SeedSpec, zEntries } from './kind.ts'
import { daysOfWeek, isOfWeek, weekNote, weekOf } from './weeks.ts'

/**
 * Of every eight: four bills of a member, three journals of what the company paid, one credit of what was spent privately. Each by
 * itself, or a week's of two.
 */
export const expenses: Kind = {
  unit: 'expenses',
  writes: { document: '"EXP-', batch: '"EB-E' },
  async seed(rig, spec) {
    const specs = Array.from({ length: spec.count }, () => recordSpecs(spec, 2)).flat()
    const rows = await enter(rig, spec.tenant, specs)
    return recordsIn(rows).map(({ id, number }) => ({ id, number }))
  },
  read: books => recordsIn(zBooks.parse(books).expenses),
  async change(rig, tenant, asked) {
    const rows = await rowsOf(rig, tenant)
    const [first] = present(
      groupsOf(rows).find(group => askedOf(group).id === asked.id),
      'the expense',
    )
    const taxed = first.entries.some(({ type }) => type === 'ET')
    const spent = { amount: '77.70', ...(taxed && { tax: '7.06' }) }
    await rig.connectwise.call('PATCH', 'expenses', { tenant, id: first.id, spent })
    return first.id
  },
  callbacks: {
    type: 'expense',
    async open(rig, spec) {
      const waiting = { status: 'PendingApproval' as const }
      const specs = Array.from({ length: spec.count }, () => recordSpecs(spec, 1)).flat()
      const rows = await enter(
        rig,
        spec.tenant,
        specs.map(one => ({ ...one, ...waiting })),
      )
      return recordsOf(rows).map(({ row, asked: { number } }) => ({ manageId: row.id, number }))
    },
    async finish(rig, tenant, { manageId }) {
      await rig.connectwise.call('PATCH', 'expenses', { tenant, id: manageId, status: 'ReadyToBill' })
      const rows = (await rowsOf(rig, tenant)).filter(({ id }) => id === manageId)
      return present(recordsOf(rows)[0], 'the expense').asked
    },
  },
}

const zRow = z.object({
  id: z.int(),
  detailId: z.int(),
  classification: z.enum(['Reimbursable', 'NonReimbursable', 'Personal']),
  memberId: z.int(),
  locationId: z.int(),
  date: z.string(),
  notes: z.string(),
  amount: z.string(),
  entries: z.array(zEntries.element.extend({ type: z.string() })),
})
type Row = z.output<typeof zRow>
const zMade = z.object({ expenses: z.array(z.object({ id: z.int() })) })
const zBooks = z.object({ expenses: z.array(zRow) })
const zTruth = z.object({ tenants: z.record(z.string(), zBooks) })

async function enter(rig: Rig, tenant: string, specs: readonly ExpenseSpec[]): Promise<Row[]> {
  const made = zMade.parse(await rig.connectwise.call('POST', 'expenses', { tenant, expenses: specs }))
  const ids = new Set(made.expenses.map(({ id }) => id))
  return (await rowsOf(rig, tenant)).filter(({ id }) => ids.has(id))
}

async function rowsOf({ connectwise }: Rig, tenant: string): Promise<Row[]> {
  return present(zTruth.parse(await connectwise.truth()).tenants[tenant], 'the login company').expenses
}

type Group = [Row, ...Row[]]

/** What is gathered says so in its notes; the rest goes by itself. */
function groupsOf(rows: readonly Row[]): Group[] {
  const groups = Map.groupBy(rows, row => (isOfWeek(row) ? weekOf(row).id : expenseId(String(row.detailId))))
  return [...groups.values()].flatMap(([first, ...others]): Group[] => (first ? [[first, ...others]] : []))
}

function askedOf([first]: Group): Asked {
  if (isOfWeek(first)) return weekOf(first)
  const id = String(first.detailId)
  return { id: expenseId(id), number: `EXP-${id}` }
}

function recordsOf(rows: readonly Row[]): { row: Row; asked: Asked }[] {
  return groupsOf(rows).map(group => ({ row: group[0], asked: askedOf(group) }))
}

const standsAs = { Reimbursable: 'bill', NonReimbursable: 'journal', Personal: 'vendor-credit' } as const

function recordsIn(rows: readonly Row[]): (ManageRecord & Asked)[] {
  return groupsOf(rows).map(group => {
    const asked = askedOf(group)
    const total = sum(group.map(({ amount }) => Decimal.parse(amount))).toText()
    const documents = [{ kind: standsAs[group[0].classification], number: asked.number, total }]
    const entries = group.flatMap(row => row.entries)
    return { ...asked, closed: true, customer: '', entries, documents }
  })
}

let serial = 0
let weeks = 0

/** Of one record: one expense, or so many of a week. */
function recordSpecs(
  { location, byWeek = false, parties: { employees } }: SeedSpec,
  many: number,
): ExpenseSpec[] {
  serial += 1
  // Approved before the company went live: nothing of it goes by itself.
  const spent = { ...spentIn(serial), location, sinceDaysAgo: 3 }
  const memberAt = (at: number) => present(employees[at % employees.length], 'a member').identifier
  if (!byWeek) return [{ ...spent, member: memberAt(serial), daysAgo: 3 + ((serial * 5) % 120) }]
  weeks += 1
  const member = memberAt(weeks)
  const days = daysOfWeek(Math.ceil(weeks / employees.length), many)
  return days.map(daysAgo => ({ ...spent, member, daysAgo, notes: `${weekNote} ${weeks}` }))
}

function spentIn(record: number): Pick<ExpenseSpec, 'amount' | 'tax' | 'on' | 'paidBy' | 'as'> {
  const net = 1_250 + ((record * 1_237) % 48_000)
  // As members type it: what the rate makes of it, to the cent.
  const tax = record % 3 === 0 ? Math.floor((net + 5) / 10) : 0
  const spent = { amount: money(net + tax), ...(tax > 0 && { tax: money(tax) }) }
  switch (record % 8) {
    case 1:
    case 4:
      return { ...spent, on: 'travel', paidBy: 'companyVisa' }
    case 6:
      return { ...spent, on: 'fuel', paidBy: 'fuelCard' }
    case 7:
      return { amount: money(net), on: 'meals', paidBy: 'companyVisa', as: 'personal' }
    default:
      return { ...spent, on: record % 2 === 0 ? 'parking' : 'hotel', paidBy: 'ownCard' }
  }
}

function money(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
}
