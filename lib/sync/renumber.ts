import type { SalesExport } from '../accounting/export.ts'

/**
 * A ledger keeps the number of what was taken out of it (knowledge/ledgers.md §1.6), so the next document of that record bears
 * its number with a count behind it: 1042, 1042-2, 1042-3. By our own rows alone, so that the preview shows it before.
 */
export function renumbered(record: SalesExport, timesUndone: number): SalesExport {
  return timesUndone === 0 ? record : { ...record, number: `${record.number.trim()}-${timesUndone + 1}` }
}
