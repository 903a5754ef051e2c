import type { RecordExport } from './export.ts'
import type { PlanOptions } from './options.ts'
import { isLeftAlone, type Problem } from './problems.ts'

/**
 * Records that the company leaves alone: a kind that is switched off, or a day before its cut-off. Never an error; null for
 * one that it takes. A purchase belongs to the day it was received, whatever day its bill has; of a week of expenses none is before the cut-off. Dates of the same form compare as
 * text.
 */
export function findExclusion(
  record: Pick<RecordExport, 'kind' | 'date'>,
  options: Pick<PlanOptions, 'recordKinds' | 'cutOffDate'>,
): Problem | null {
  const { recordKinds, cutOffDate } = options
  if (record.kind === 'invoice' && !recordKinds.includes('invoices')) {
    return { code: 'kind-excluded', kind: 'invoices' }
  }
  if (record.kind === 'credit-memo' && !recordKinds.includes('credit-memos')) {
    return { code: 'kind-excluded', kind: 'credit memos' }
  }
  if (record.kind === 'purchase' && !recordKinds.includes('procurement')) {
    return { code: 'kind-excluded', kind: 'purchases' }
  }
  if (record.kind === 'stock' && !keepsStock(recordKinds))
    return { code: 'kind-excluded', kind: 'stock movements' }
  if (record.kind === 'expense' && !recordKinds.includes('expenses')) {
    return { code: 'kind-excluded', kind: 'expenses' }
  }
  if (cutOffDate !== null && record.date < cutOffDate) {
    return { code: 'before-cut-off', date: record.date, cutOff: cutOffDate }
  }
  return null
}

/** Not without purchases, which bring it in. */
export function keepsStock(recordKinds: PlanOptions['recordKinds']): boolean {
  return recordKinds.includes('procurement') && recordKinds.includes('inventory')
}

/** The rules that a person may set aside for one record ("send anyway"). Whose record it is, is none of them. */
export const exclusionCodes = ['kind-excluded', 'before-cut-off', 'zero-total'] as const
export type ExclusionCode = (typeof exclusionCodes)[number]

/** Which of those rules keeps the record from being sent; null: another matter does. */
export function exclusionIn(problems: readonly Problem[]): ExclusionCode | null {
  const found = problems.find(isLeftAlone)
  return exclusionCodes.find(code => code === found?.code) ?? null
}

/** The company's options as they hold for a record that is sent in spite of these rules, and of no other. */
export function optionsDespite(options: PlanOptions, codes: readonly ExclusionCode[]): PlanOptions {
  return {
    ...options,
    ...(codes.includes('kind-excluded') && {
      recordKinds: [
        ...new Set([
          ...options.recordKinds,
          'invoices',
          'credit-memos',
          'procurement',
          'inventory',
          'expenses',
        ] as const),
      ],
    }),
    ...(codes.includes('before-cut-off') && { cutOffDate: null }),
    ...(codes.includes('zero-total') && { zeroRecords: 'post' as const }),
  }
}
