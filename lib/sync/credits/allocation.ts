import { present } from '../../std/assert.ts'
import type { CalendarDate } from '../../std/clock.ts'
import type { Decimal } from '../../std/decimal.ts'
import { insertPostings, type NewPosting, sourceKey } from '../graph/store.ts'
import type { Scope } from '../postings/store.ts'

export interface AllocationAsk {
  /** where it came from: one at a time holds it */
  source: NewPosting['source']
  /** postings of the two documents, which stand in the ledger */
  creditPostingId: string
  invoicePostingId: string
  /** how much of the credit the invoice is to be given in all, or at most */
  want: Decimal
  atMost: boolean
  /** not before the day of either document */
  date: CalendarDate
  title: string
  requestedBy: string | null
  origin: string
}

/**
 * Asks for credit to be applied in the ledger between two documents of ours that stand there. It is done once, whatever becomes of
 * answers: the ledger is looked at before it and after an unclear end. Answers the posting's id, of the one that holds the source
 * already where there is one.
 */
export async function askAllocation(scope: Scope, ask: AllocationAsk): Promise<string> {
  const own = { ...ask, pairId: null, creditRecordId: '', invoiceRecordId: '' }
  // The invoice may be one that was taken the place of: it is no need of ours that it is the last word.
  const posting = { ...newAllocation(own, 'ledger'), needs: [ask.creditPostingId] }
  const { ids } = await insertPostings(scope, [posting])
  return present(ids.get(sourceKey(ask.source)), 'an allocation, made or found')
}

interface Planned extends AllocationAsk {
  pairId: string | null
  creditRecordId: string
  invoiceRecordId: string
}

export function newAllocation(ask: Planned, to: 'ledger' | 'psa'): NewPosting {
  const { source, title, requestedBy, origin, ...payload } = ask
  return {
    target: to,
    operation: 'allocate',
    kind: to === 'ledger' ? 'allocation' : 'credit',
    source,
    title,
    origin,
    requestedBy,
    previewHash: null,
    state: 'ready',
    payload,
    needs: [ask.creditPostingId, ask.invoicePostingId],
  }
}
