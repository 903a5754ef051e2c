import { expect, test } from 'vitest'
import { routing } from '../../../lib/sync/routing.ts'

const names = new Map([['11', 'Melbourne']])
const company = (id: string, ...locations: string[]) => ({ id, name: `Company ${id}`, locations })

test('without any names every record comes to the first company', () => {
  const { taker, home, problem } = routing([company('A'), company('B')], names)
  expect([taker('2'), taker(''), home('2'), problem('A', '2')]).toEqual(['A', 'A', 'A', null])
})

test('a location that a company names is its own, the rest is of the one that names none', () => {
  const { taker, problem } = routing([company('A'), company('B', '11')], names)
  expect([taker('11'), taker('2')]).toEqual(['B', 'A'])
  expect(problem('A', '11')).toEqual({ code: 'other-company', location: 'Melbourne', company: 'Company B' })
  expect(problem('B', '11')).toBeNull()
})

test('a location that nobody takes has no ledger, and stands on the first company’s list', () => {
  const { taker, home, problem } = routing([company('A', '2'), company('B', '11')], names)
  expect([taker('12'), home('12')]).toEqual([null, 'A'])
  expect(problem('A', '12')).toEqual({ code: 'no-ledger', location: 'location 12' })
  expect(problem('A', '')).toEqual({ code: 'no-ledger', location: 'no location' })
})

test('without a company there is no home', () => {
  const { home, problem } = routing([], names)
  expect([home('2'), problem('A', '11')]).toEqual([null, { code: 'no-ledger', location: 'Melbourne' }])
})

test('the rule says by what a location’s records go where they go, and who gets nothing', () => {
  const { rule } = routing([company('A'), company('B', '11'), company('C')], names)
  expect(rule('11')).toEqual({
    location: 'Melbourne',
    by: 'named',
    company: { id: 'B', name: 'Company B' },
    idle: ['Company C'],
  })
  expect(rule('2')).toMatchObject({ by: 'rest', company: { id: 'A' }, idle: ['Company C'] })
  const all = routing([company('A', '2'), company('B', '11')], names)
  expect(all.rule('')).toEqual({ location: 'no location', by: 'none', company: null, idle: [] })
})
