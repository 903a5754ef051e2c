import type { ExpenseFacts, RecordExport } from '../../accounting/export.ts'
import type { Scope } from '../postings/store.ts'
import { receiptsOn } from './options.ts'
import { replaceReceipts } from './store.ts'

interface Made {
  posting: { id: string }
  record: RecordExport
}

/** What hangs on the expenses of these documents follows once they stand, in the transaction that makes them ready. */
export async function planReceipts(scope: Scope, made: readonly Made[]): Promise<void> {
  const expenses = made.flatMap(({ posting, record }) =>
    record.kind === 'expense' ? [{ postingId: posting.id, entries: record.entries }] : [],
  )
  if (expenses.length === 0) return
  const wanted = (await receiptsOn(scope)) ? expenses : []
  await replaceReceipts(
    scope,
    expenses.map(({ postingId }) => postingId),
    wanted.flatMap(({ postingId, entries }) =>
      entries.map(entry => ({
        postingId,
        expenseId: entry.id,
        entryId: entry.entryId,
        title: titleOf(entry),
      })),
    ),
  )
}

function titleOf({ type, description, amount, currency }: ExpenseFacts): string {
  return `${description.trim() || type || 'Expense'}, ${amount.toFixedText(2)} ${currency}`.trim()
}
