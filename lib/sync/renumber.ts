import type { RecordExport } from '../accounting/export.ts'

/**
 * A ledger keeps the number of what was taken out of it (knowledge/ledgers.md §1.6), so the next document of that record bears
 * its number with a count behind it: 1042, 1042-2, 1042-3. By our own rows alone, so that the preview shows it before. A bill bears
 * the vendor's number, which no ledger wants to be the only one, and a journal's is free again once it is taken out.
 */
export function renumbered(record: RecordExport, numbersUsed: number): RecordExport {
  return numbersUsed === 0 || record.kind === 'purchase' || record.kind === 'stock'
    ? record
    : { ...record, number: `${record.number.trim()}-${numbersUsed + 1}` }
}

/** Crediting and billing again takes two: the credit note has the one before the new document's. */
export const numbersOfRebill = 2

/** The credit note's number, by that of the document which takes the credited one's place. */
export function creditNumber(rebilled: string): string {
  return rebilled.replace(/\d+$/, count => String(Number(count) - 1))
}
