import { expect, test } from 'vitest'
import { label, suggest } from '../../../lib/mappings/suggestions.ts'

const candidates = [
  { id: 'a', code: '200', name: 'Sales' },
  { id: 'b', code: '210', name: 'Managed  services' },
  { id: 'c', code: '220', name: 'Hardware' },
  { id: 'd', code: '221', name: 'hardware' },
]

const key = { kind: 'account', psaKey: '200', psaName: '200' } as const

test.each([
  ['an equal code', key, ['a', 'same code']],
  [
    'an equal name, whatever its case and spaces',
    { ...key, psaKey: '999', psaName: ' managed Services' },
    ['b', 'same name'],
  ],
  ['a name that two have', { ...key, psaKey: '999', psaName: 'Hardware' }, null],
  ['nothing alike', { ...key, psaKey: '2', psaName: 'Sal' }, null],
  ['no name at all', { ...key, psaKey: '999', psaName: '' }, null],
  ['a customer, whose key is an id', { kind: 'customer', psaKey: '200', psaName: 'Nobody' }, null],
] as const)('%s', (_name, asked, expected) => {
  const found = suggest(asked, candidates)
  expect(found && [found.candidate.id, found.reason]).toEqual(expected)
})

test('a candidate reads as number and name where both say something', () => {
  expect(candidates.slice(0, 1).map(label)).toEqual(['200 Sales'])
  expect(label({ id: 'x', code: '', name: 'GST' })).toBe('GST')
})
