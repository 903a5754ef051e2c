import { expect, test } from 'vitest'
import { readSources, ruleFaults } from '../e2e/support/manifest.ts'

test('every page, action and route has a rule in tests/cases/roles/rules.ts: who may', () => {
  expect(ruleFaults(readSources())).toEqual([])
})

test('one without a rule is found, and a rule of nothing', () => {
  const { actions, entries } = readSources()
  const planted = {
    actions: [...actions, { id: '', name: 'app/[install]/(frame)/sync/actions.ts#empty', page: 'sync' }],
    entries: [
      ...entries.filter(entry => !entry.endsWith('/users/page')),
      '[install]/(frame)/secrets/csv/route',
    ],
  }
  expect(ruleFaults(planted)).toEqual([
    'app/[install]/(frame)/sync/actions.ts#empty has no rule',
    '[install]/secrets/csv/route has no rule',
    '[install]/users/page has a rule and does not exist',
  ])
})
