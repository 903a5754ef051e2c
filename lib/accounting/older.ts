import type { CalendarDate } from '../std/clock.ts'
import type { Decimal } from '../std/decimal.ts'
import type { RecordFacts } from './export.ts'

/** A document of the ledger that Evenbook did not post, and that something was paid of. */
export interface OlderDocument {
  number: string
  reference: string
  date: CalendarDate | null
  total: Decimal
  currency: string
}

type Invoice = Pick<RecordFacts, 'recordId' | 'kind' | 'number' | 'total' | 'currency'>

export interface Named<Record> {
  by: 'reference' | 'number'
  record: Record
  /** its total is another one than the document's */
  differs: boolean
}

/** `one`: it is this invoice. `ask`: a person says which of them, or that it is none. */
export type OlderMatch<Record> =
  | { kind: 'one'; named: Named<Record> }
  | { kind: 'ask'; named: Named<Record>[] }

/**
 * Which invoice in ConnectWise an older document is. Before the conversion date the reference named it, and the number where
 * that names none (knowledge/features.md §A3). Where both name one, and not the same, or the totals differ, nobody but a
 * person can know.
 */
export function matchOlder<Record extends Invoice>(
  document: OlderDocument,
  conversion: CalendarDate | null,
  records: readonly Record[],
): OlderMatch<Record> {
  const older = conversion !== null && document.date !== null && document.date < conversion
  const reference = older ? document.reference.trim() : ''
  const byReference = namedBy('reference', reference, document, records)
  const byNumber = namedBy('number', document.number, document, records)
  const known = new Set(byReference.map(({ record }) => record.recordId))
  const named = [...byReference, ...byNumber.filter(({ record }) => !known.has(record.recordId))]
  const [only, ...others] = named
  return older && only && others.length === 0 && !only.differs
    ? { kind: 'one', named: only }
    : { kind: 'ask', named }
}

function namedBy<Record extends Invoice>(
  by: Named<Record>['by'],
  text: string,
  { total, currency }: OlderDocument,
  records: readonly Record[],
): Named<Record>[] {
  if (text === '') return []
  return records
    .filter(record => record.kind === 'invoice' && record.number === text)
    .map(record => {
      const sameCurrency = record.currency === '' || currency === '' || record.currency === currency
      return { by, record, differs: !sameCurrency || !record.total.equals(total) }
    })
}
