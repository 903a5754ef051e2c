import { expect, test } from 'vitest'
import { Desk } from '../../../lib/accounting/desk.ts'
import { planInput } from '../../support/planning.ts'

test('every key asked for is noted once, answered or not', () => {
  const desk = new Desk(planInput())
  expect([
    desk.find('account', '4100', '4100'),
    desk.find('account', '9999', '9999'),
    desk.find('account', '4100', '4100'),
  ]).toEqual(['acc-200', null, 'acc-200'])
  expect(desk.mappingKeys()).toEqual([
    { kind: 'account', key: '4100', name: '4100' },
    { kind: 'account', key: '9999', name: '9999' },
  ])
})

test('a finding that lines share is told once, with the first line and the count', () => {
  const desk = new Desk(planInput())
  for (const line of ['a', 'b', 'c'])
    desk.report({ code: 'tax-unknown', taxCode: 'X', line, lineId: line, amount: '1.00' })
  desk.report({ code: 'tax-unknown', taxCode: 'Y', line: 'd' })
  desk.report({ code: 'number-missing' })
  expect(desk.problems()).toEqual([
    { code: 'tax-unknown', taxCode: 'X', line: 'a', lineId: 'a', amount: '1.00', lines: 3 },
    { code: 'tax-unknown', taxCode: 'Y', line: 'd' },
    { code: 'number-missing' },
  ])
})
