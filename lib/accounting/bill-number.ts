import type { PurchaseExport } from './export.ts'
import { fillTokens, hasTokens, unknownTokenOf } from './tokens.ts'

/** What the number of a bill may name of its record. */
export const billNumberTokens = ['vendorInvoice', 'order', 'slip'] as const
type Token = (typeof billNumberTokens)[number]

export const standardBillNumber = '{vendorInvoice} | {order}'

type Numbered = Pick<PurchaseExport, 'number' | 'order' | 'packingSlip' | 'vendorInvoice'>

/**
 * The parts between `|` or `,`, each left out where the record has nothing for one of its tokens. Where none of them is left that
 * says anything of the record, its own number: two bills must not share what is only text.
 */
export function billNumber(format: string, record: Numbered): string {
  const values: Readonly<Record<Token, string>> = {
    vendorInvoice: record.vendorInvoice.number,
    order: record.order.number,
    slip: record.packingSlip,
  }
  const parts = partsOf(format)
    .map(({ before, text }) => ({ before, text: fillTokens(text, values), says: hasTokens(text) }))
    .filter(({ text }) => text !== '')
  if (!parts.some(({ says }) => says)) return record.number.trim()
  return parts.map(({ before, text }, place) => (place === 0 ? text : before + text)).join('')
}

/** The first token that there is not; null where all are known. */
export function unknownBillToken(format: string): string | null {
  return unknownTokenOf(format, billNumberTokens)
}

/** Each with the separator that stands before it. */
function partsOf(format: string): { before: string; text: string }[] {
  const [first = '', ...rest] = format.split(/([|,])/)
  const more = rest.flatMap((separator, place) =>
    place % 2 === 0
      ? [{ before: separator === '|' ? ' | ' : ', ', text: (rest[place + 1] ?? '').trim() }]
      : [],
  )
  return [{ before: '', text: first.trim() }, ...more]
}
