import { expect, test } from 'vitest'
import { ConditionError, parseConditions, required } from '../../simulators/connectwise/conditions.ts'
import { matches } from '../../simulators/connectwise/match.ts'
import { number } from '../../simulators/connectwise/money.ts'

const record = {
  id: 12,
  invoiceNumber: "10'451",
  total: number('1184.1050'),
  status: { name: 'Closed', isClosed: true },
  glBatch: null,
  date: '2026-10-31T00:00:00Z',
}
const holds = (source: string) => matches(record, parseConditions(source))

test.each([
  'id = 12',
  'id in (1, 12, 3)',
  'id not in (1,2)',
  'total > 1184.1049 and total < 1184.1051',
  'total = 1184.105',
  'status/name = "closed"',
  'status/isClosed = True and not id = 13',
  `invoiceNumber = "10'451"`,
  'invoiceNumber like "10*"',
  'invoiceNumber contains "451"',
  'glBatch = null',
  'glBatch/name != "x"',
  'date > [2026-10-30T23:59:59Z]',
  'date <= [2026-10-31]',
  '(id = 1 or id = 12) and (status/name = "New" or total >= 1)',
  'id = 12 or id = 1 and id = 2',
])('holds: %s', source => {
  expect(holds(source)).toBe(true)
})

test.each([
  'id = 1',
  'id != 12',
  'not (id = 12)',
  'status/name = "New"',
  'glBatch != null',
  'total in (1,2)',
])('does not hold: %s', source => {
  expect(holds(source)).toBe(false)
})

test.each([
  'id',
  'id =',
  'id ~ 3',
  'id = 1 and',
  'name = Acme',
  '(id = 1',
  'date > [yesterday]',
  'nope = 1',
  'id in 3',
])('is refused: %s', source => {
  expect(() => holds(source)).toThrow(ConditionError)
})

test('what must hold can be answered from an index, what may hold cannot', () => {
  expect(required(parseConditions('id in (1,2) and total > 3')).map(one => one.path)).toEqual(['id'])
  expect(required(parseConditions('id = 1 or id = 2'))).toEqual([])
  expect(required(parseConditions('not id = 1'))).toEqual([])
})
