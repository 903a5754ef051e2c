import { addDays, type CalendarDate } from '../std/clock.ts'
import { type Decimal, sum } from '../std/decimal.ts'

/** What the ledger says was paid of one invoice by one payment; a payment over several invoices is several of these. */
export interface PaidShare {
  id: string
  /** in the invoice's currency, above 0 */
  amount: Decimal
  /** the ledger's day of payment */
  date: CalendarDate
  /** false: taken back in the ledger, or moved to another invoice */
  standing: boolean
  /** the payment in ConnectWise that holds it, as it was last written; several shares may be held by one */
  held: HeldPayment | null
}

export interface HeldPayment {
  /** id in ConnectWise */
  id: string
  amount: Decimal
  date: CalendarDate
}

/** The next thing to write on one invoice in ConnectWise. `shares`: whom the payment holds once it is written. */
export type PaymentWrite =
  | { operation: 'create'; amount: Decimal; date: CalendarDate; shares: string[] }
  | { operation: 'update'; paymentId: string; amount: Decimal; date: CalendarDate; shares: string[] }
  | { operation: 'delete'; paymentId: string }

export interface PaymentRules {
  /** payments before this day are not added; what is held already follows the ledger all the same */
  from: CalendarDate | null
  locked: LockedPeriod
  /** this invoice takes one payment only: it holds the sum, with the newest day */
  single: boolean
}

/** The period up to which the ledger's books are locked, that day included, and what becomes of payments dated in it. */
export interface LockedPeriod {
  to: CalendarDate | null
  /** `as-dated`: written like any other. `first-open`: on the first day after it. `list`: left to a person. */
  how: 'as-dated' | 'first-open' | 'list'
}

/**
 * One write at a time, null when ConnectWise holds what the ledger says. What takes away goes before what adds, so that an
 * invoice never looks paid twice, not even between two writes.
 */
export function nextPaymentWrite(
  all: readonly PaidShare[],
  { from, locked, single }: PaymentRules,
): PaymentWrite | null {
  const isAdded = (one: PaidShare) => (from === null || one.date >= from) && !isLeftToPerson(one, locked)
  const shares = all
    .filter(one => one.held !== null || isAdded(one))
    .map(share => ({ ...share, date: writtenDay(share, locked) }))
  const wanted = shares.filter(({ standing }) => standing)
  const groups = [...Map.groupBy(shares.filter(isHeld), ({ held }) => held.id).values()]
  // Held together once, held together for good: the others could not be added.
  const together = single || groups.some(group => group.length > 1)
  return together ? nextTogether(wanted, groups) : nextApart(wanted, groups)
}

/** Dated in the locked period, not held yet, and the company wants such to be seen to by hand. */
export function isLeftToPerson(
  { date, held }: Pick<PaidShare, 'date' | 'held'>,
  locked: LockedPeriod,
): boolean {
  return locked.how === 'list' && held === null && locked.to !== null && date <= locked.to
}

/** What was written once on an open day stays there, wherever the lock moves. */
function writtenDay({ date, held }: PaidShare, { to, how }: LockedPeriod): CalendarDate {
  if (how !== 'first-open' || to === null || date > to) return date
  if (held === null) return addDays(to, 1)
  return held.date > date ? held.date : date
}

type Held = PaidShare & { held: HeldPayment }

function isHeld(share: PaidShare): share is Held {
  return share.held !== null
}

function nextApart(wanted: readonly PaidShare[], groups: readonly Held[][]): PaymentWrite | null {
  const held = groups.flat()
  const gone = held.find(share => !share.standing)
  if (gone) return { operation: 'delete', paymentId: gone.held.id }
  const changed = held
    .filter(share => !share.amount.equals(share.held.amount) || share.date !== share.held.date)
    .toSorted((a, b) => growth(a).compare(growth(b)))[0]
  if (changed) {
    const { amount, date } = changed
    return { operation: 'update', paymentId: changed.held.id, amount, date, shares: [changed.id] }
  }
  const missing = wanted
    .filter(share => !share.held)
    .toSorted((a, b) => (a.date === b.date ? 0 : a.date < b.date ? -1 : 1))[0]
  if (!missing) return null
  return { operation: 'create', amount: missing.amount, date: missing.date, shares: [missing.id] }
}

function growth({ amount, held }: Held): Decimal {
  return amount.minus(held.amount)
}

function nextTogether(wanted: readonly PaidShare[], groups: readonly Held[][]): PaymentWrite | null {
  const ids = groups.flatMap(group => group[0]?.held.id ?? []).toSorted(byNumber)
  const [keep] = ids
  const extra = ids.at(-1)
  if (extra !== undefined && extra !== keep) return { operation: 'delete', paymentId: extra }
  const [first] = wanted
  if (!first) return keep === undefined ? null : { operation: 'delete', paymentId: keep }
  const amount = sum(wanted.map(share => share.amount))
  const date = wanted.reduce((newest, share) => (share.date > newest ? share.date : newest), first.date)
  const shares = wanted.map(share => share.id)
  if (keep === undefined) return { operation: 'create', amount, date, shares }
  const holders = groups.flat()
  const same =
    holders.length === wanted.length &&
    wanted.every(share => share.held?.amount.equals(amount) && share.held.date === date)
  return same ? null : { operation: 'update', paymentId: keep, amount, date, shares }
}

function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1)
}

export interface NewHolder {
  id: string
  held: HeldPayment | null
}

/** Who holds what once a write is known to stand; `paymentId` is the one ConnectWise gave or was told. */
export function afterPaymentWrite(
  shares: readonly PaidShare[],
  write: PaymentWrite,
  paymentId: string,
): NewHolder[] {
  return shares.flatMap(({ id, held }): NewHolder[] => {
    if (write.operation !== 'delete' && write.shares.includes(id))
      return [{ id, held: { id: paymentId, amount: write.amount, date: write.date } }]
    return held?.id === paymentId ? [{ id, held: null }] : []
  })
}

export interface SeenPayment {
  id: string
  amount: Decimal
  date: CalendarDate
}

/**
 * What a look at the invoice's payments in ConnectWise says of a write, before it is sent and after its end is unknown.
 * ConnectWise has no field that says whose a payment is: one of the very amount and day that no other share holds is taken
 * for this one, whoever entered it, so that it is never there twice. `gone`: what was to be changed was removed there.
 */
export function lookAtWrite(
  write: PaymentWrite,
  seen: readonly SeenPayment[],
  takenIds: ReadonlySet<string>,
): { kind: 'stands'; paymentId: string } | { kind: 'missing' } | { kind: 'gone' } {
  if (write.operation === 'create') {
    const found = seen.find(one => !takenIds.has(one.id) && isSame(one, write))
    return found ? { kind: 'stands', paymentId: found.id } : { kind: 'missing' }
  }
  const found = seen.find(one => one.id === write.paymentId)
  if (write.operation === 'delete')
    return found ? { kind: 'missing' } : { kind: 'stands', paymentId: write.paymentId }
  if (!found) return { kind: 'gone' }
  return isSame(found, write) ? { kind: 'stands', paymentId: found.id } : { kind: 'missing' }
}

function isSame(seen: SeenPayment, write: { amount: Decimal; date: CalendarDate }): boolean {
  return seen.amount.equals(write.amount) && seen.date === write.date
}
