import type { CalendarDate } from '../std/clock.ts'
import { sum } from '../std/decimal.ts'
import {
  type ExpenseWeek,
  expenseId,
  expenseWeekId,
  mondayOf,
  type PostedOutcome,
  postedOutcomes,
} from './expense-id.ts'
import { type ExpenseOutcome, expenseOutcome } from './expenses.ts'
import type { ExpenseFacts } from './export.ts'

/** How a company wants its expenses gathered. */
export interface ExpenseRules {
  grouping: 'entry' | 'week'
  /** ids of the payment types with which the company itself pays */
  companyPaid: ReadonlySet<string>
  /** what it pays with each of them is a document of its own: it comes from another account */
  byPaymentType: boolean
  /** entries before this day stay out, so that no week takes them along */
  cutOffDate: CalendarDate | null
  /** locations that a company names: their records may belong to another ledger than a week's others */
  ownLocations: ReadonlySet<string>
}

/** What goes as one record: an entry, or a week's. */
export interface ExpenseGroup<E extends ExpenseFacts = ExpenseFacts> {
  recordId: string
  number: string
  outcome: ExpenseOutcome['kind']
  /** why, of the first */
  reason: string
  /** by their ids; not empty */
  entries: [E, ...E[]]
}

/**
 * The unposted expenses as records. An entry of which nothing is posted stands alone, whatever the company wants, and so does one in
 * another currency than the first of its week: a bill has one.
 */
export function gatherExpenses<E extends ExpenseFacts>(
  entries: readonly E[],
  rules: ExpenseRules,
): ExpenseGroup<E>[] {
  const groups = new Map<string, ExpenseGroup<E>>()
  for (const entry of entries.toSorted(byId)) {
    const { kind: outcome, reason } = expenseOutcome(entry, rules.companyPaid)
    const week = weekOf(entry, outcome, rules)
    const known = week && groups.get(expenseWeekId(week))
    if (known && known.entries[0].currency === entry.currency) known.entries.push(entry)
    else {
      const group: ExpenseGroup<E> = {
        ...(week && !known ? ofWeek(week, entry) : alone(entry.id)),
        outcome,
        reason,
        entries: [entry],
      }
      groups.set(group.recordId, group)
    }
  }
  return [...groups.values()]
}

function byId(a: ExpenseFacts, b: ExpenseFacts): number {
  return a.id.length - b.id.length || (a.id < b.id ? -1 : 1)
}

function weekOf(
  entry: ExpenseFacts,
  outcome: ExpenseOutcome['kind'],
  { grouping, byPaymentType, cutOffDate, ownLocations }: ExpenseRules,
): ExpenseWeek | null {
  const posted = postedOutcomes.find(one => one === outcome)
  if (grouping === 'entry' || posted === undefined || entry.member.id === '') return null
  if (cutOffDate !== null && entry.date < cutOffDate) return null
  const locationId = ownLocations.has(entry.locationId) ? entry.locationId : ''
  const paymentTypeId = byPaymentType && posted === 'company-paid' ? entry.paymentType.id : ''
  return {
    memberId: entry.member.id,
    monday: mondayOf(entry.date),
    outcome: posted,
    paymentTypeId,
    locationId,
  }
}

function alone(id: string) {
  return { recordId: expenseId(id), number: `EXP-${id}` }
}

function ofWeek(week: ExpenseWeek, { member }: ExpenseFacts) {
  return { recordId: expenseWeekId(week), number: weekNumber(week, member) }
}

const letters: Readonly<Record<PostedOutcome, string>> = {
  reimbursable: '',
  'company-paid': 'C',
  private: 'P',
}
const identifierMost = 6

/**
 * At most 18 characters, so that a count fits behind it into QuickBooks' 21. A member is named by the identifier where that is short
 * and could be no id.
 */
function weekNumber(
  { memberId, monday, outcome, paymentTypeId, locationId }: ExpenseWeek,
  { identifier }: ExpenseFacts['member'],
): string {
  const room = identifierMost - paymentTypeId.length
  const short = identifier.length <= room && /^[A-Za-z][A-Za-z0-9]*$/.test(identifier)
  const who = short && locationId === '' ? identifier : memberId
  const where = locationId === '' ? '' : `L${locationId}`
  return `EXP-${who}${where}-${monday.slice(2).replaceAll('-', '')}${letters[outcome]}${paymentTypeId}`
}

/** How the list calls the type of what is left alone. */
export const nothingToPost = 'Nothing to post'

/** What a list and an export say of a whole group. */
export function groupFacts(entries: readonly [ExpenseFacts, ...ExpenseFacts[]]) {
  const [first] = entries
  const latest = entries.map(({ date }) => date).reduce((last, day) => (day > last ? day : last))
  return {
    date: latest,
    currency: first.currency,
    total: sum(entries.map(({ amount }) => amount)),
    member: first.member,
  }
}
