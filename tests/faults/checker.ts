import { z } from 'zod'
import { Decimal, sum } from '../../lib/std/decimal.ts'
import type { ConnectWiseBooks, LedgerBooks } from './books.ts'
import type { Demanded } from './kinds/kind.ts'

/** What was asked of one ledger: `expected` by the ids of their records, `undone` those that were taken back again. */
export interface Side {
  books: LedgerBooks
  expected: ReadonlySet<string>
  undone?: ReadonlySet<string>
}

export const zVerdict = z.object({
  /** documents and contacts in the ledgers, batches in ConnectWise */
  postings: z.number(),
  /** what stands in a ledger more than once, and records in more than one batch */
  duplicates: z.number(),
  /** records without their document or not wholly batched */
  lost: z.number(),
  centsOff: z.number(),
  /** records that were undone and still stand in one of the books, or again; and journals that no record asks for any more */
  standing: z.number(),
})

export type Verdict = z.output<typeof zVerdict>

/** What else is closed in ConnectWise is not ours to judge. */
export function judge(sides: readonly Side[], connectwise: ConnectWiseBooks): Verdict {
  const verdicts = sides.map(side => judgeSide(side, connectwise))
  const all = (of: keyof Verdict) => verdicts.reduce((count, verdict) => count + verdict[of], 0)
  return {
    postings: all('postings') + connectwise.batches.length,
    duplicates: all('duplicates') + strangers(sides, connectwise),
    lost: all('lost'),
    centsOff: all('centsOff'),
    standing: all('standing'),
  }
}

function judgeSide({ books, expected, undone = new Set() }: Side, connectwise: ConnectWiseBooks): Verdict {
  const documents = Map.groupBy(books.documents, nameOf)
  const ours = connectwise.records.filter(({ id }) => expected.has(id))
  const asked = connectwise.records.filter(({ id }) => expected.has(id) || undone.has(id))
  const customers = new Set(asked.flatMap(({ customer }) => customer || []))
  const made = books.contacts.filter(({ customer }) => customers.has(customer))
  const contacts = Map.groupBy(made, ({ customer }) => customer)
  let lost = expected.size - ours.length
  let centsOff = Decimal.zero
  let twiceBatched = 0
  for (const { entries, documents: demanded } of ours) {
    const batches = new Set(entries.map(({ batchId }) => batchId))
    const isMissing = demanded.some(one => !documents.has(nameOf(one)))
    if (isMissing || batches.has(null) || batches.size === 0) lost += 1
    if (batches.size > 1) twiceBatched += 1
    for (const one of demanded) {
      for (const { total } of documents.get(nameOf(one)) ?? [])
        centsOff = centsOff.plus(Decimal.parse(total).minus(Decimal.parse(one.total)).abs())
    }
  }
  return {
    postings: books.documents.length + made.length,
    duplicates: surplus(documents) + surplus(contacts) + twiceBatched,
    lost,
    centsOff: Number(centsOff.times(Decimal.parse('100')).toText()),
    standing: stillStanding(undone, books, connectwise) + leftOver(books, connectwise),
  }
}

/** A document is another one than a document of another kind, whatever its number. */
function nameOf({ kind, number }: Pick<Demanded, 'kind' | 'number'>): string {
  return `${kind} ${number}`
}

/** What stands in another ledger than its record's own. */
function strangers(sides: readonly Side[], { records }: ConnectWiseBooks): number {
  return sides.reduce((count, { books }, at) => {
    const others = sides.filter((_side, other) => other !== at)
    const foreign = records.filter(({ id }) => others.some(({ expected }) => expected.has(id)))
    const names = new Set(foreign.flatMap(({ documents }) => documents.map(nameOf)))
    return count + books.documents.filter(one => names.has(nameOf(one))).length
  }, 0)
}

/** Under its number, or under that of a next revision. */
function stillStanding(
  undone: ReadonlySet<string>,
  { documents }: LedgerBooks,
  connectwise: ConnectWiseBooks,
): number {
  const inLedger = new Set(
    documents.flatMap(one => [nameOf(one), nameOf({ ...one, number: one.number.replace(/-\d+$/, '') })]),
  )
  const records = connectwise.records.filter(({ id }) => undone.has(id))
  const ends = records.filter(
    one =>
      one.entries.some(({ batchId }) => batchId !== null) ||
      one.documents.some(document => inLedger.has(nameOf(document))),
  )
  return ends.length + undone.size - records.length
}

/** An invoice that was amended may sell no stock any more. Nobody else writes journals into these books. */
function leftOver({ documents }: LedgerBooks, { records }: ConnectWiseBooks): number {
  const demanded = new Set(records.flatMap(one => one.documents.map(nameOf)))
  return documents.filter(one => one.kind === 'journal' && !demanded.has(nameOf(one))).length
}

function surplus(groups: Map<string, unknown[]>): number {
  return [...groups.values()].reduce((count, group) => count + group.length - 1, 0)
}

export interface PaymentVerdict {
  /** payments that stand in the ledgers for these records */
  payments: number
  /** of ConnectWise, more than the ledger has of that amount and day */
  twice: number
  /** of the ledger, without their own in ConnectWise */
  missing: number
}

/** ConnectWise's payments of these invoices, by their numbers, are the ledger's: as many of each amount and day. */
export function judgePayments(
  sides: readonly { books: LedgerBooks; paid: ReadonlySet<string> }[],
  connectwise: ConnectWiseBooks,
): PaymentVerdict {
  const verdict = { payments: 0, twice: 0, missing: 0 }
  for (const { books, paid } of sides) {
    const truth = Map.groupBy(books.payments, ({ number }) => number)
    for (const { id, number } of connectwise.invoices.filter(one => paid.has(one.number))) {
      const left = connectwise.payments.filter(({ invoiceId }) => invoiceId === id).map(figures)
      for (const payment of truth.get(number) ?? []) {
        verdict.payments += 1
        const at = left.indexOf(figures(payment))
        if (at < 0) verdict.missing += 1
        else left.splice(at, 1)
      }
      verdict.twice += left.length
    }
  }
  return verdict
}

function figures({ amount, date }: { amount: string; date: string }): string {
  return `${date} ${Decimal.parse(amount).toFixedText(2)}`
}

/** Credit that somebody gave in a ledger, by the numbers of the memo and the invoice, and how much in all. */
export interface Given {
  credit: string
  invoice: string
  amount: string
}

export interface CreditVerdict {
  credits: number
  /** of which one of the books has more, or has money for it */
  twice: number
  /** of which one of the books has less */
  missing: number
}

/** Both books say what was given, to the cent: the ledger as somebody left it, ConnectWise as the ledger has it. */
export function judgeCredits(
  sides: readonly { books: LedgerBooks; given: readonly Given[] }[],
  { invoices, payments }: ConnectWiseBooks,
): CreditVerdict {
  const ids = new Map(invoices.map(({ number, id }) => [number, id]))
  const verdict = { credits: 0, twice: 0, missing: 0 }
  for (const { books, given } of sides) {
    for (const { credit, invoice, amount } of given) {
      const inManage = payments.filter(({ invoiceId }) => invoiceId === ids.get(invoice))
      const named = inManage.filter(({ creditId }) => creditId === ids.get(credit))
      const wanted = Decimal.parse(amount)
      const said = [books.credits.filter(({ number }) => number === invoice), named].map(totalOf)
      verdict.credits += 1
      if (named.length < inManage.length || said.some(one => one.greaterThan(wanted))) verdict.twice += 1
      if (said.some(one => wanted.greaterThan(one))) verdict.missing += 1
    }
  }
  return verdict
}

function totalOf(list: readonly { amount: string }[]): Decimal {
  return sum(list.map(({ amount }) => Decimal.parse(amount)))
}
