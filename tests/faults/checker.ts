import { z } from 'zod'
import { Decimal } from '../../lib/std/decimal.ts'

/**
 * What both books say after a run, and what their servers recorded. Nothing of the product's own database is asked: it
 * would repeat what the product believes.
 */
const xeroBooks = z.object({
  organisations: z.array(
    z.object({
      tenantId: z.string(),
      invoices: z.array(
        z.object({ id: z.string(), number: z.string(), status: z.string(), total: z.string() }),
      ),
      contacts: z.array(z.object({ id: z.string(), name: z.string(), contactNumber: z.string() })),
    }),
  ),
})
const connectwiseBooks = z.object({
  tenants: z.record(
    z.string(),
    z.object({
      invoices: z.array(
        z.object({
          id: z.int(),
          number: z.string(),
          closed: z.boolean(),
          companyId: z.int(),
          total: z.string(),
          entries: z.array(z.object({ id: z.int(), batchId: z.int().nullable() })),
        }),
      ),
      batches: z.array(z.object({ id: z.int(), identifier: z.string() })),
    }),
  ),
})

export type XeroBooks = z.output<typeof xeroBooks>['organisations'][number]
export type ConnectWiseBooks = z.output<typeof connectwiseBooks>['tenants'][string]

export function readXero(truth: unknown, organisation: string): XeroBooks {
  const found = xeroBooks.parse(truth).organisations.find(({ tenantId }) => tenantId === organisation)
  if (!found) throw new Error(`Xero has no organisation ${organisation}.`)
  return found
}

export function readConnectWise(truth: unknown, tenant: string): ConnectWiseBooks {
  const found = connectwiseBooks.parse(truth).tenants[tenant]
  if (!found) throw new Error(`ConnectWise has no login company ${tenant}.`)
  return found
}

export interface Verdict {
  /** documents and contacts in Xero, batches in ConnectWise */
  postings: number
  /** what stands in Xero more than once, and records in more than one batch */
  duplicates: number
  /** records without their document or not wholly batched */
  lost: number
  centsOff: number
  /** records that were undone and still stand in one of the books, or again */
  standing: number
}

/**
 * `expected` are the numbers that were asked for, `undone` those that were taken back again; what else is closed in
 * ConnectWise is not ours to judge.
 */
export function judge(
  expected: ReadonlySet<string>,
  xero: XeroBooks,
  connectwise: ConnectWiseBooks,
  undone: ReadonlySet<string> = new Set(),
): Verdict {
  const standing = xero.invoices.filter(({ status }) => status !== 'VOIDED' && status !== 'DELETED')
  const documents = Map.groupBy(standing, ({ number }) => number)
  const ours = connectwise.invoices.filter(({ number }) => expected.has(number))
  const asked = connectwise.invoices.filter(({ number }) => expected.has(number) || undone.has(number))
  const customers = new Set(asked.map(({ companyId }) => String(companyId)))
  const made = xero.contacts.filter(({ contactNumber }) => customers.has(contactNumber))
  const contacts = Map.groupBy(made, ({ contactNumber }) => contactNumber)
  let lost = expected.size - ours.length
  let centsOff = Decimal.zero
  let twiceBatched = 0
  for (const { number, total, entries } of ours) {
    const batches = new Set(entries.map(({ batchId }) => batchId))
    const found = documents.get(number) ?? []
    if (found.length === 0 || batches.has(null) || batches.size === 0) lost += 1
    if (batches.size > 1) twiceBatched += 1
    for (const document of found) {
      const off = Decimal.parse(document.total).minus(Decimal.parse(total))
      centsOff = centsOff.plus(off.abs())
    }
  }
  return {
    postings: standing.length + made.length + connectwise.batches.length,
    duplicates: surplus(documents) + surplus(contacts) + twiceBatched,
    lost,
    centsOff: Number(centsOff.times(Decimal.parse('100')).toText()),
    standing: stillStanding(undone, standing, connectwise),
  }
}

/** Under its number, or under that of a next revision. */
function stillStanding(
  undone: ReadonlySet<string>,
  documents: readonly { number: string }[],
  connectwise: ConnectWiseBooks,
): number {
  const inXero = new Set(documents.flatMap(({ number }) => [number, number.replace(/-\d+$/, '')]))
  const records = connectwise.invoices.filter(({ number }) => undone.has(number))
  const batched = records.filter(({ entries }) => entries.some(({ batchId }) => batchId !== null))
  const ends = new Set([
    ...batched.map(({ number }) => number),
    ...[...undone].filter(number => inXero.has(number)),
  ])
  return ends.size + undone.size - records.length
}

function surplus(groups: Map<string, unknown[]>): number {
  return [...groups.values()].reduce((sum, group) => sum + group.length - 1, 0)
}
