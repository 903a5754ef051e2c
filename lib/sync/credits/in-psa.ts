import type { Psa } from '../../connectors/ports.ts'
import { type Decimal, sum } from '../../std/decimal.ts'
import type { SaidOfPair } from './store.ts'

/** Of a customer so many invoices, the newest, are asked for what they were given. */
const invoicesMost = 1_000

/** A credit memo, by its id in ConnectWise. */
export interface Memo {
  recordId: string
  number: string
  customer: string
  currency: string
}

/** What ConnectWise says is applied of these credit memos of one customer, and which invoices it was asked for. */
export async function appliedInPsa(
  psa: Psa,
  customerId: string,
  memos: readonly Memo[],
): Promise<{ said: SaidOfPair[]; invoices: string[] }> {
  const facts = await psa.invoicesOfCustomer(customerId, invoicesMost)
  const numbers = new Map(
    facts.flatMap(one => (one.kind === 'invoice' ? [[one.recordId, one.number] as const] : [])),
  )
  const invoices = [...numbers.keys()]
  const applied = invoices.length === 0 ? [] : await psa.creditsOf(invoices)
  const groups = Map.groupBy(applied, one => `${one.creditRecordId} ${one.recordId}`)
  const said = [...groups.values()].flatMap(pieces => {
    const [first] = pieces
    const memo = memos.find(one => one.recordId === first?.creditRecordId)
    if (!first || !memo) return []
    return [saidOf(memo, { recordId: first.recordId, number: numbers.get(first.recordId) ?? '' }, pieces)]
  })
  return { said, invoices }
}

export function saidOf(
  memo: Memo,
  invoice: { recordId: string; number: string },
  pieces: readonly { amount: Decimal; date: string | null }[],
): SaidOfPair {
  return {
    creditRecordId: memo.recordId,
    invoiceRecordId: invoice.recordId,
    creditNumber: memo.number,
    invoiceNumber: invoice.number,
    customer: memo.customer,
    currency: memo.currency,
    amount: sum(pieces.map(({ amount }) => amount)),
    date: pieces.reduce((newest, { date }) => (date !== null && date > newest ? date : newest), ''),
  }
}
