import { expect, test } from 'vitest'
import { Decimal } from '../../../lib/std/decimal.ts'
import type { Standing } from '../../laws/stock-books.ts'
import { centsOff, differences, historyText, sentenceOf } from '../../laws/stock-compare.ts'
import { pairsOf, transitCode } from '../../laws/stock-places.ts'
import type { Happening } from '../../support/drawn-stock.ts'

const [pair] = pairsOf(1)
if (!pair) throw new Error('There is one.')
const decimal = (text: string) => Decimal.parse(text)
const goods = { place: 'W-SYD', pieces: decimal('3'), cost: decimal('10.005') } as const
const history: Happening[] = [
  { what: 'receipt', dropShipped: false, lines: [goods] },
  { what: 'transfer', from: 'W-SYD', to: 'W-MEL', lines: [{ pieces: decimal('1'), cost: decimal('10') }] },
  { what: 'receipt', dropShipped: true, lines: [{ ...goods, cost: decimal('2') }] },
]
const told = [{ at: 7, history, pair }]

function standing(values: { sydney: string; melbourne: string; transit: string; manage?: string }): Standing {
  const { sydney, melbourne, transit, manage = sydney } = values
  const of = (first: string) => [
    [pair?.['W-SYD'].xref ?? '', decimal(first)] as const,
    [pair?.['W-MEL'].xref ?? '', decimal(melbourne)] as const,
  ]
  return {
    manage: new Map(of(manage)),
    ledger: new Map([...of(sydney), [transitCode, decimal(transit)]]),
    records: 0,
    unposted: 0,
  }
}

const before = standing({ sydney: '100', melbourne: '0', transit: '1' })

test('what came to each place is the same by the history, in ConnectWise and in the ledger', () => {
  const after = standing({ sydney: '120.02', melbourne: '10', transit: '7' })
  expect(differences(told, before, after)).toEqual([])
})

test('a cent that either of the books has otherwise is told, with what was drawn', () => {
  const inLedger = differences(
    told,
    before,
    standing({ sydney: '120.01', melbourne: '10', transit: '7', manage: '120.02' }),
  )
  expect(inLedger.map(one => sentenceOf(5, one))).toEqual([
    '--seed 5 --from 7 --histories 1: W-SYD is worth 20.02 by the history, 20.02 in ConnectWise, 20.01 in the ledger',
  ])
  expect(centsOff(inLedger)).toBe(1)
  const inBoth = differences(told, before, standing({ sydney: '120.01', melbourne: '10', transit: '7' }))
  expect(inBoth.map(({ place }) => place)).toEqual(['W-SYD'])
})

test('so is what is on its way to customers', () => {
  const found = differences(told, before, standing({ sydney: '120.02', melbourne: '10', transit: '6' }))
  expect(found.map(({ at, place }) => [at, place])).toEqual([[null, 'transit']])
})

test('on one account the sum of all places is compared', () => {
  const shared = (value: string): Standing => ({
    ...standing({ sydney: '120.02', melbourne: '10', transit: '7' }),
    ledger: new Map([
      ['630', decimal(value)],
      [transitCode, decimal('7')],
    ]),
  })
  const first = {
    ...before,
    ledger: new Map([
      ['630', decimal('5')],
      [transitCode, decimal('1')],
    ]),
  }
  expect(differences(told, first, shared('35.02'), '630')).toEqual([])
  const found = differences(told, first, shared('35.03'), '630')
  expect(found.map(one => sentenceOf(5, one))).toEqual([
    'all of the round: all is worth 30.02 by the history, 30.02 in ConnectWise, 30.03 in the ledger',
  ])
})

test('a history is a line for each step', () => {
  expect(historyText(history).split('\n')).toEqual([
    '  receipt: 3 × 10.005 W-SYD',
    '  transfer W-SYD → W-MEL: 1 × 10',
    '  receipt (drop-shipped): 3 × 2 W-SYD',
  ])
})
