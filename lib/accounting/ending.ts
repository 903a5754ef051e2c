import { isSpent, type LedgerDocument } from './document.ts'
import type { LedgerRules } from './options.ts'

/**
 * How a document leaves the books. What is approved is voided and keeps its place and number; a draft, money that was spent or
 * received, and what the ledger cannot void, is deleted.
 */
export function endOf(
  kind: LedgerDocument['kind'],
  status: string,
  rules: Pick<LedgerRules, 'creditNoteVoid'>,
): 'void' | 'delete' {
  if (status === 'draft' || status === 'submitted' || isSpent(kind)) return 'delete'
  return kind !== 'invoice' && !rules.creditNoteVoid ? 'delete' : 'void'
}
