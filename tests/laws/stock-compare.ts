import { Decimal, sum } from '../../lib/std/decimal.ts'
import { places as both, type Happening, type Place, worthIn } from '../support/drawn-stock.ts'
import type { Standing, Values } from './stock-books.ts'
import { type Pair, transitCode } from './stock-places.ts'

/** One history, in warehouses that were no other's meanwhile. */
export interface Told {
  /** its place among those of the seed */
  at: number
  history: readonly Happening[]
  pair: Pair
}

/** A place whose value is not the same by the history, in ConnectWise and in the ledger. */
export interface Difference {
  /** null: what is all histories' of the round */
  at: number | null
  place: Place | 'all' | 'transit'
  /** by what was drawn, to the cent; the other two by the books */
  expected: Decimal
  manage: Decimal
  ledger: Decimal
}

/**
 * What came to each place since the last look, by all three; `shared`: the account on which all places stand together. ConnectWise
 * says nothing of what is on its way to customers.
 */
export function differences(
  told: readonly Told[],
  before: Standing,
  after: Standing,
  shared: string | null = null,
): Difference[] {
  const worths = told.map(({ history }) => worthIn(history))
  const grown = (of: 'manage' | 'ledger', code: string) =>
    valueIn(after[of], code).minus(valueIn(before[of], code))
  const own = told.flatMap(({ at, pair }, index) =>
    both.map((place): Difference => {
      const { xref } = pair[place]
      const expected = worths[index]?.[place] ?? Decimal.zero
      return { at, place, expected, manage: grown('manage', xref), ledger: grown('ledger', xref) }
    }),
  )
  const expected = sum(worths.map(({ transit }) => transit))
  const transit: Difference = {
    ...{ at: null, place: 'transit', expected, manage: expected },
    ledger: grown('ledger', transitCode),
  }
  const places = shared === null ? own : [together(own, grown('ledger', shared))]
  return [...places, transit].filter(
    one => !one.expected.equals(one.manage) || !one.manage.equals(one.ledger),
  )
}

function together(own: readonly Difference[], ledger: Decimal): Difference {
  const all = (of: 'expected' | 'manage') => sum(own.map(one => one[of]))
  return { at: null, place: 'all', expected: all('expected'), manage: all('manage'), ledger }
}

export function centsOff(found: readonly Difference[]): number {
  const off = sum(found.map(({ manage, ledger }) => manage.minus(ledger).abs()))
  return Number(off.times(Decimal.parse('100')).toText())
}

/** The smallest that a person needs to see it again. */
export function sentenceOf(seed: number, { at, place, expected, manage, ledger }: Difference): string {
  const where = at === null ? 'all of the round' : `--seed ${seed} --from ${at} --histories 1`
  const said = [expected, manage, ledger].map(value => value.toFixedText(2))
  return `${where}: ${place} is worth ${said[0]} by the history, ${said[1]} in ConnectWise, ${said[2]} in the ledger`
}

/** A line for each step: what, and each of its lines. */
export function historyText(history: readonly Happening[]): string {
  return history.map(stepText).join('\n')
}

function stepText(one: Happening): string {
  const lines = one.lines.map(line =>
    [`${line.pieces.toText()} × ${line.cost.toText()}`, ...wordsOf(line)].join(' '),
  )
  const head = one.what === 'transfer' ? `${one.what} ${one.from} → ${one.to}` : one.what
  const memo = one.what === 'sale' && one.memo ? ' (credit memo)' : ''
  const away = one.what === 'receipt' && one.dropShipped ? ' (drop-shipped)' : ''
  return `  ${head}${memo}${away}: ${lines.join('; ')}`
}

function wordsOf(line: object): string[] {
  return Object.entries(line).flatMap(([name, value]) => {
    if (value === true) return [name]
    return name === 'place' && typeof value === 'string' ? [value] : []
  })
}

function valueIn(values: Values, code: string): Decimal {
  return values.get(code) ?? Decimal.zero
}
