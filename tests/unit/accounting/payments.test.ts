import { expect, test } from 'vitest'
import {
  afterPaymentWrite,
  type LockedPeriod,
  lookAtWrite,
  nextPaymentWrite,
  type PaidShare,
  type PaymentWrite,
  type SeenPayment,
} from '../../../lib/accounting/payments.ts'
import { type CalendarDate, calendarDate } from '../../../lib/std/clock.ts'
import { sum } from '../../../lib/std/decimal.ts'
import { drawsOf } from '../../support/draws.ts'
import { decimal } from '../../support/planning.ts'

const open: LockedPeriod = { to: null, how: 'as-dated' }
const several = { from: null, locked: open, single: false }

function share(id: string, amount: string, date: CalendarDate, given: Partial<PaidShare> = {}): PaidShare {
  return { id, amount: decimal(amount), date, standing: true, held: null, ...given }
}
const held = (id: string, amount: string, date: CalendarDate) => ({
  held: { id, amount: decimal(amount), date },
})

test('a payment that ConnectWise does not hold is added, and then nothing is left to do', () => {
  const shares = [share('a', '40.00', '2026-11-20')]
  const write = nextPaymentWrite(shares, several)
  expect(write).toMatchObject({ operation: 'create', date: '2026-11-20', shares: ['a'] })
  if (!write) return
  const [after] = afterPaymentWrite(shares, write, '7')
  expect(nextPaymentWrite([share('a', '40.00', '2026-11-20', { held: after?.held ?? null })], several)).toBe(
    null,
  )
})

test('what takes away goes before what adds', () => {
  const shares = [
    share('new', '60.00', '2026-11-22'),
    share('grown', '30.00', '2026-11-20', held('5', '10.00', '2026-11-20')),
    share('shrunk', '10.00', '2026-11-20', held('6', '30.00', '2026-11-20')),
    share('gone', '60.00', '2026-11-21', { standing: false, ...held('7', '60.00', '2026-11-21') }),
  ]
  expect(nextPaymentWrite(shares, several)).toEqual({ operation: 'delete', paymentId: '7' })
  expect(nextPaymentWrite(shares.slice(0, 3), several)).toMatchObject({
    operation: 'update',
    paymentId: '6',
  })
})

test('the first day stops adding; what is held follows the ledger all the same', () => {
  const rules = { from: calendarDate('2026-11-01'), locked: open, single: false }
  const old = share('a', '40.00', '2026-10-31')
  expect(nextPaymentWrite([old], rules)).toBeNull()
  const written = { ...old, standing: false, ...held('5', '40.00', '2026-10-31') }
  expect(nextPaymentWrite([written], rules)).toEqual({ operation: 'delete', paymentId: '5' })
})

test('an invoice of one payment holds the sum with the newest day', () => {
  const shares = [
    share('a', '40.00', '2026-11-20', held('5', '40.00', '2026-11-20')),
    share('b', '25.50', '2026-11-22'),
  ]
  const write = nextPaymentWrite(shares, { from: null, locked: open, single: true })
  expect(write).toMatchObject({ operation: 'update', paymentId: '5', date: '2026-11-22', shares: ['a', 'b'] })
  expect(write?.operation === 'update' && write.amount.toFixedText(2)).toBe('65.50')
  // Held together, it stays so: nobody has to say it again.
  const together = shares.map(one => ({ ...one, ...held('5', '65.50', '2026-11-22') }))
  expect(nextPaymentWrite(together, several)).toBeNull()
  const [first, second] = together
  if (!first || !second) throw new Error('two shares')
  expect(nextPaymentWrite([first, { ...second, standing: false }], several)).toMatchObject({
    operation: 'update',
    date: '2026-11-20',
    shares: ['a'],
  })
})

test('one of the same amount and day that nobody holds is the one looked for', () => {
  const write = nextPaymentWrite([share('a', '40.00', '2026-11-20')], several)
  if (write?.operation !== 'create') throw new Error('a write')
  const seen = [{ id: '5', amount: decimal('40'), date: calendarDate('2026-11-20') }]
  expect(lookAtWrite(write, seen, new Set())).toEqual({ kind: 'stands', paymentId: '5' })
  expect(lookAtWrite(write, seen, new Set(['5']))).toEqual({ kind: 'missing' })
  expect(lookAtWrite({ operation: 'delete', paymentId: '5' }, seen, new Set())).toEqual({ kind: 'missing' })
  const change = { ...write, operation: 'update' as const, paymentId: '9' }
  expect(lookAtWrite(change, seen, new Set())).toEqual({ kind: 'gone' })
})

// ------------------------------------------------------------------------------------ the law

const histories = 10_000
const seed = Number(process.env.PAYMENTS_SEED ?? Date.now() % 1_000_000_007)

interface Version {
  id: string
  version: number
  amount: string
  date: CalendarDate
  standing: boolean
}

/** One invoice between a ledger whose news come late, doubled and out of order, and a ConnectWise that loses answers. */
class World {
  readonly random: (below: number) => number
  readonly single: boolean
  readonly truth = new Map<string, Version>()
  readonly history: Version[] = []
  readonly known = new Map<string, { version: number; share: PaidShare }>()
  psa: SeenPayment[] = []
  /** a write whose answer was lost and that ConnectWise carries out only later */
  late: (() => unknown) | null = null
  /** sent, and nobody knows what became of it */
  unclear: PaymentWrite | null = null
  nextId = 100

  constructor(start: number) {
    this.random = drawsOf(start)
    this.single = this.random(2) === 0
  }

  ledgerChanges(): void {
    const id = `p${this.random(4)}`
    const before = this.truth.get(id)
    const next: Version = {
      id,
      version: (before?.version ?? 0) + 1,
      amount: `${1 + this.random(3)}0.${this.random(2)}5`,
      date: calendarDate(`2026-11-${10 + this.random(3)}`),
      standing: !before?.standing || this.random(2) === 0,
    }
    this.truth.set(id, next)
    this.history.push(next)
  }

  /** Any version that ever was, newer or older than what is known: the newest wins. */
  hears(version: Version | undefined): void {
    if (!version) return
    const known = this.known.get(version.id)
    if (known && known.version >= version.version) return
    const { amount, date, standing } = version
    const heldNow = known?.share.held ?? null
    const told = share(version.id, amount, date, { standing, held: heldNow })
    this.known.set(version.id, { version: version.version, share: told })
  }

  shares(): PaidShare[] {
    return [...this.known.values()].map(one => one.share)
  }

  /** What is unclear is looked for first; else one write; true = there was something to do. */
  writes(faulty: boolean): boolean {
    if (this.unclear) {
      // Who looks for the last time has waited out the quiet time: nothing is under way any more.
      this.lands()
      const asked = this.unclear
      this.unclear = null
      const look = lookAtWrite(asked, this.psa, this.taken())
      if (look.kind === 'stands') this.settle(asked, look.paymentId)
      return true
    }
    const write = nextPaymentWrite(this.shares(), { from: null, locked: open, single: this.single })
    if (!write) return false
    const look = lookAtWrite(write, this.psa, this.taken())
    if (look.kind === 'stands') {
      this.settle(write, look.paymentId)
      return true
    }
    expect(look.kind).toBe('missing')
    const fault = faulty ? this.random(4) : 0
    if (fault === 0) this.settle(write, this.carriesOut(write))
    else {
      this.unclear = write
      if (fault === 1) this.carriesOut(write)
      else if (fault === 2) this.late = () => this.carriesOut(write)
    }
    return true
  }

  taken(): Set<string> {
    return new Set(this.shares().flatMap(({ held: one }) => one?.id ?? []))
  }

  lands(): void {
    this.late?.()
    this.late = null
  }

  private carriesOut(write: PaymentWrite): string {
    if (write.operation === 'delete') {
      this.psa = this.psa.filter(one => one.id !== write.paymentId)
      return write.paymentId
    }
    const { amount, date } = write
    const id = write.operation === 'update' ? write.paymentId : String(this.nextId++)
    if (this.single && write.operation === 'create') expect(this.psa).toHaveLength(0)
    this.psa = [...this.psa.filter(one => one.id !== id), { id, amount, date }]
    return id
  }

  private settle(write: PaymentWrite, paymentId: string): void {
    for (const { id, held: now } of afterPaymentWrite(this.shares(), write, paymentId)) {
      const known = this.known.get(id)
      if (known) this.known.set(id, { ...known, share: { ...known.share, held: now } })
    }
  }

  expected(): string[] {
    const standing = [...this.truth.values()].filter(one => one.standing)
    if (standing.length === 0) return []
    if (!this.single) return standing.map(one => `${one.date} ${one.amount}`).toSorted()
    const total = sum(standing.map(one => decimal(one.amount)))
    const newest = standing
      .map(one => one.date)
      .toSorted()
      .at(-1)
    return [`${newest} ${total.toFixedText(2)}`]
  }
}

test(`${histories} payment histories, late, doubled and out of order, end in the ledger's truth`, () => {
  // The seed is printed so that a history can be walked again: PAYMENTS_SEED=…
  process.stdout.write(`payment histories from seed ${seed}\n`)
  for (let index = 0; index < histories; index += 1) {
    const world = new World(seed + index)
    for (let step = 0; step < 24; step += 1) {
      const what = world.random(5)
      if (what === 0) world.ledgerChanges()
      else if (what === 1) world.lands()
      else if (what < 4) world.hears(world.history[world.random(Math.max(world.history.length, 1))])
      else world.writes(true)
    }
    for (const version of world.truth.values()) world.hears(version)
    for (let left = 40; world.writes(false); left -= 1)
      if (left === 0) throw new Error(`seed ${seed + index}`)
    const found = world.psa.map(one => `${one.date} ${one.amount.toFixedText(2)}`).toSorted()
    expect(found, `seed ${seed + index}`).toEqual(world.expected())
  }
})

test('E20: a payment dated in the locked period goes as dated, on the first open day, or is left to a person', () => {
  const to = calendarDate('2026-10-31')
  const dated = share('a', '40.00', '2026-10-31')
  const next = (how: LockedPeriod['how'], one = dated) =>
    nextPaymentWrite([one], { from: null, locked: { to, how }, single: false })
  expect(next('as-dated')).toMatchObject({ operation: 'create', date: '2026-10-31' })
  expect(next('first-open')).toMatchObject({ operation: 'create', date: '2026-11-01' })
  expect(next('list')).toBe(null)
  // The day after the lock date is open.
  expect(next('list', share('b', '40.00', '2026-11-01'))).toMatchObject({ date: '2026-11-01' })
  // Written on an open day once, it stays there when the lock moves on; its amount follows all the same.
  const locked: LockedPeriod = { to: calendarDate('2026-11-30'), how: 'first-open' }
  const kept = held('7', '40.00', '2026-11-01')
  const after = (amount: string) =>
    nextPaymentWrite([share('a', amount, '2026-10-31', kept)], { from: null, locked, single: false })
  expect(after('40.00')).toBe(null)
  expect(after('30.00')).toMatchObject({ operation: 'update', date: '2026-11-01' })
})

test('a payment before the first day is not added because its period is locked', () => {
  const locked: LockedPeriod = { to: calendarDate('2026-10-31'), how: 'first-open' }
  const rules = { from: calendarDate('2026-11-01'), locked, single: false }
  expect(nextPaymentWrite([share('a', '40.00', '2026-10-30')], rules)).toBe(null)
})
