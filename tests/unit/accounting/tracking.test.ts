import { expect, test } from 'vitest'
import { Desk } from '../../../lib/accounting/desk.ts'
import { findTracking } from '../../../lib/accounting/tracking.ts'
import { byId, mappings, planInput, planOptions, planReference } from '../../support/planning.ts'

const sydney = { categoryId: 'region', category: 'Region', optionId: 'sydney', option: 'Sydney' }

test('segments 2 and 3 become options of the categories they feed', () => {
  const team = {
    id: 'team',
    name: 'Team',
    perDocument: false,
    options: byId([{ id: 'projects', name: 'Projects', active: true }]),
  }
  const reference = planReference({ tracking: new Map([...planReference().tracking, ['team', team]]) })
  const options = planOptions({ segment3CategoryId: 'team' })
  const desk = new Desk(
    planInput({ options, reference, mappings: mappings({ and: [['tracking-3', 'PROJ', 'projects']] }) }),
  )
  expect(findTracking(['SYD', ' PROJ ', 'Service'], {}, desk)).toEqual([
    sydney,
    { categoryId: 'team', category: 'Team', optionId: 'projects', option: 'Projects' },
  ])
  expect(desk.problems()).toEqual([])
})

test('a segment that feeds nothing is left alone', () => {
  const desk = new Desk(planInput({ options: planOptions({ segment2CategoryId: null }) }))
  expect(findTracking(['XXX', 'YYY'], {}, desk)).toEqual([])
  expect([desk.problems(), desk.mappingKeys()]).toEqual([[], []])
})

test.each(['stop', 'warn'] as const)(
  'what is missing is told, and the setting says whether it stops: %s',
  missingTracking => {
    const options = planOptions({ missingTracking })
    const desk = new Desk(
      planInput({
        options,
        mappings: mappings({
          and: [
            ['tracking-2', 'PER', 'perth'],
            ['tracking-2', 'OLD', 'gone'],
          ],
        }),
      }),
    )
    for (const segments of [[], ['BNE'], ['PER'], ['OLD']])
      expect(findTracking(segments, {}, desk)).toEqual([])
    const warn = missingTracking === 'warn' ? { warn: true } : {}
    const common = { segment: 2, category: 'Region', ...warn }
    expect(desk.problems()).toEqual([
      { code: 'tracking-missing', ...common },
      { code: 'tracking-unmapped', value: 'BNE', ...common },
      { code: 'tracking-inactive', value: 'PER', option: 'Perth', ...common },
      { code: 'tracking-inactive', value: 'OLD', option: '', ...common },
    ])
  },
)

test('a category that the ledger no longer has is one question, not one a line', () => {
  const desk = new Desk(planInput({ options: planOptions({ segment2CategoryId: 'gone' }) }))
  findTracking(['SYD'], { line: 'a' }, desk)
  findTracking(['SYD'], { line: 'b' }, desk)
  expect(desk.problems()).toEqual([{ code: 'category-gone', segment: 2, lines: 2 }])
})
