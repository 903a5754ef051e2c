import { expect, test } from 'vitest'
import { findExclusion } from '../../../lib/accounting/exclusion.ts'
import { planOptions } from '../../support/planning.ts'

const invoice = { kind: 'invoice' as const, date: '2026-07-01' as const }

test('a record that the company takes is not left out', () => {
  expect(findExclusion(invoice, planOptions())).toBeNull()
  expect(findExclusion(invoice, planOptions({ cutOffDate: '2026-07-01' }))).toBeNull()
})

test('before the cut-off date it stays out', () => {
  expect(
    findExclusion({ ...invoice, date: '2026-06-30' }, planOptions({ cutOffDate: '2026-07-01' })),
  ).toEqual({
    code: 'before-cut-off',
    date: '2026-06-30',
    cutOff: '2026-07-01',
  })
})

test('a kind that is switched off stays out', () => {
  expect(findExclusion(invoice, planOptions({ recordKinds: ['credit-memos'] }))).toEqual({
    code: 'kind-excluded',
    kind: 'invoices',
  })
  const memo = { ...invoice, kind: 'credit-memo' as const }
  expect(findExclusion(memo, planOptions({ recordKinds: ['invoices'] }))).toEqual({
    code: 'kind-excluded',
    kind: 'credit memos',
  })
})
