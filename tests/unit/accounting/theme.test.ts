import { expect, test } from 'vitest'
import { Desk } from '../../../lib/accounting/desk.ts'
import { findTheme } from '../../../lib/accounting/theme.ts'
import { byId, planInput, planOptions, planReference } from '../../support/planning.ts'

function asked(brandingThemeId: string | null) {
  const themes = byId([
    { id: 'plain', name: 'Plain', active: true },
    { id: 'old', name: 'Old', active: false },
  ])
  const desk = new Desk(
    planInput({ options: planOptions({ brandingThemeId }), reference: planReference({ themes }) }),
  )
  return { theme: findTheme(desk), problems: desk.problems() }
}

test('the theme that the company chose, by id and name', () => {
  expect(asked('plain')).toEqual({ theme: { id: 'plain', name: 'Plain' }, problems: [] })
})

test('none chosen is the ledger’s own', () => {
  expect(asked(null)).toEqual({ theme: null, problems: [] })
})

test.each([
  ['old', 'Old'],
  ['never there', ''],
])('one that is gone is told, and the ledger’s own is taken: %s', (id, theme) => {
  expect(asked(id)).toMatchObject({ theme: null, problems: [{ code: 'theme-gone', theme }] })
})
