import { bodyOf, type Context } from './context.ts'
import type { Body, Row, TransactionType } from './entities.ts'
import { tooLong } from './names.ts'
import { Refused } from './problem.ts'
import { key, nextOf } from './store.ts'

const AUTOMATIC = 'AUTO_GENERATE'

/** The caller's number, of a sale the next of the series, or none. */
export function docNumber(
  context: Context,
  type: TransactionType,
  body: Body,
  existing: Row | undefined,
  party: string | undefined,
): string | undefined {
  const wanted = body.DocNumber
  if (wanted !== undefined && wanted !== AUTOMATIC) {
    if (wanted.length > 21) throw tooLong('DocNumber', 21, wanted.length)
    refuseDuplicate(context, type, wanted, existing, party)
    return wanted
  }
  const automatic = wanted === AUTOMATIC || (!context.company.preferences.customTxnNumbers && !existing)
  return automatic && COUNTED.has(type) ? nextNumber(context) : undefined
}

/** A journal without a number has none since minor version 54. */
const COUNTED = new Set<TransactionType>(['Invoice', 'CreditMemo', 'RefundReceipt'])
const NUMBERED = new Set<TransactionType>([...COUNTED, 'JournalEntry'])

/** The series goes on from the last one it gave, over what people have typed in between. */
function nextNumber({ books, company }: Context): string {
  for (;;) {
    const number = String(1000 + nextOf(books, company.id, 'numbers'))
    if (books.rows.by('number', key(company.id, number)).length === 0) return number
  }
}

/** A number is one for each kind of document; a supplier's number, for each supplier. */
function refuseDuplicate(
  context: Context,
  type: TransactionType,
  number: string,
  existing: Row | undefined,
  party: string | undefined,
) {
  const { books, company, parameters, allowDuplicates } = context
  if (allowDuplicates || !refuses(context)) return
  if (existing?.docNumber === number) return
  const other = books.rows
    .by('number', key(company.id, number))
    .find(row => row.type === type && row.id !== existing?.id && (NUMBERED.has(type) || row.party === party))
  if (!other) return
  const detail = `DocNumber=${bodyOf(other).DocNumber ?? number} is assigned to TxnType=${type} with TxnId=${other.entityId}`
  throw new Refused(
    parameters.duplicateNumberCode,
    `Duplicate Document Number Error : You must specify a different number. This number has already been used. ${detail}`,
  )
}

function refuses({ company, parameters }: Context): boolean {
  if (parameters.duplicateNumbers === 'custom-numbers') return company.preferences.customTxnNumbers
  return parameters.duplicateNumbers === 'always'
}
