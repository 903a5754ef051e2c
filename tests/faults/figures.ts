import { z } from 'zod'
import type { Call } from '../simulators/kit/record.ts'
import { costPrefix } from './kinds/sales.ts'
import { type KindName, kindNames, kinds } from './kinds/table.ts'
import type { Line } from './report.ts'
import type { Rig } from './rig.ts'

/** The faults that the storm must have had of each kind, by the simulators' names. `limit` is a 429. */
export const faultKinds = [
  'drop-before',
  'drop-after-commit',
  '500-after-commit',
  'commit-late',
  'limit',
] as const

export const ledgers = ['xero', 'quickbooks'] as const
export const vendors = [...ledgers, 'connectwise'] as const

export type Writes = Record<(typeof vendors)[number], readonly Call[]>

export const writePaths = {
  xero: { method: 'PUT', path: '^/api\\.xro/2\\.0/(Invoices|CreditNotes|ManualJournals|Contacts)$' },
  quickbooks: {
    method: 'POST',
    path: '^/v3/company/[0-9]+/(invoice|creditmemo|bill|vendorcredit|journalentry|customer|batch)$',
  },
  connectwise: { method: 'POST', path: '/finance/accounting/batches$' },
} as const

/** What takes a document out of a ledger, and a batch out of ConnectWise. */
export const endPaths = {
  xero: { method: 'POST', path: '^/api\\.xro/2\\.0/(Invoices|CreditNotes|ManualJournals)/' },
  quickbooks: {
    method: 'POST',
    path: '^/v3/company/[0-9]+/(invoice|creditmemo|bill|vendorcredit|journalentry)$',
  },
  connectwise: { method: 'DELETE', path: '/finance/accounting/batches/' },
} as const

/** What writes a payment into ConnectWise, or takes it out. */
export const payPaths = {
  add: { method: 'POST', path: '/finance/invoices/[0-9]+/payments$' },
  change: { path: '/finance/invoices/[0-9]+/payments/[0-9]+$' },
} as const

/** Credit is written as a payment that names its memo. */
export const namesCredit = '"credit":'

/** In QuickBooks the same address takes both: only the query tells them apart. */
export async function writesOf(rig: Rig): Promise<{ writes: Writes; ends: Writes; payments: Call[] }> {
  const { xero, quickbooks, connectwise } = rig
  const both = await quickbooks.calls(writePaths.quickbooks)
  const ends = ({ query }: Call) => query.includes('operation=')
  return {
    writes: {
      xero: await xero.calls(writePaths.xero),
      quickbooks: both.filter(call => !ends(call)),
      connectwise: await connectwise.calls(writePaths.connectwise),
    },
    ends: {
      xero: await xero.calls(endPaths.xero),
      quickbooks: both.filter(ends),
      connectwise: await connectwise.calls(endPaths.connectwise),
    },
    payments: [
      ...(await connectwise.calls(payPaths.add)),
      ...(await connectwise.calls(payPaths.change)).filter(({ method }) => method !== 'GET'),
    ],
  }
}

export function endsLine(name: string, vendor: string): string {
  return `${name}.faulted_undoings.${vendor}`
}

export function endLines(name: string, ends: Writes): Line[] {
  return vendors.map(vendor => ({
    name: endsLine(name, vendor),
    value: faultedOf(ends[vendor]),
    unit: 'calls',
  }))
}

export function faultedOf(calls: readonly Call[]): number {
  return calls.filter(({ fault }) => fault !== undefined).length
}

/** What is in the bodies of a kind's writes to that vendor, and in no other's. */
export function markOf(kind: KindName, vendor: keyof Writes): string {
  const { document, batch } = kinds[kind].writes
  return vendor === 'connectwise' ? batch : document
}

export function kindLine(name: string, kind: KindName, vendor: keyof Writes): string {
  return `${name}.faulted_writes.${kind}.${vendor}`
}

/** Of the kinds beside what is sold, and of the journals beside that: the writes of theirs that went wrong. */
export function kindLines(name: string, writes: Writes): Line[] {
  const faulted = (vendor: keyof Writes, mark: string) =>
    faultedOf(writes[vendor].filter(({ requestBody }) => requestBody.includes(mark)))
  const line = (title: string, value: number) => ({ name: title, value, unit: 'calls' })
  return [
    ...kindNames.flatMap(kind =>
      vendors.map(vendor => line(kindLine(name, kind, vendor), faulted(vendor, markOf(kind, vendor)))),
    ),
    ...ledgers.map(vendor => line(costLine(name, vendor), faulted(vendor, `"${costPrefix}`))),
  ]
}

export function costLine(name: string, vendor: (typeof ledgers)[number]): string {
  return `${name}.faulted_writes.cost_journals.${vendor}`
}

/** Counted from the records of the simulators: each call that writes, and what was done to it. */
export function faultLines(name: string, writes: Writes): Line[] {
  const all = vendors.flatMap(vendor => writes[vendor])
  return [
    { name: `${name}.writes`, value: all.length, unit: 'calls' },
    { name: `${name}.faulted_share`, value: share(all), unit: 'of writes' },
    ...vendors.map(vendor => ({
      name: `${name}.faulted_share.${vendor}`,
      value: share(writes[vendor]),
      unit: 'of writes',
    })),
    ...vendors.flatMap(vendor =>
      faultKinds.map(kind => ({
        name: faultLine(name, vendor, kind),
        value: writes[vendor].filter(({ fault }) => fault === kind).length,
        unit: 'calls',
      })),
    ),
  ]
}

export function faultLine(name: string, vendor: string, kind: (typeof faultKinds)[number]): string {
  return `${name}.faults.${vendor}.${kind === 'limit' ? '429' : kind}`
}

function share(calls: readonly Call[]): number {
  return calls.length === 0 ? 0 : Math.round((faultedOf(calls) / calls.length) * 1000) / 1000
}

const body = z.object({
  Invoices: z.array(z.object({ InvoiceNumber: z.string(), Type: z.string().optional() })),
})

/** Invoices that were carried into Xero by a write with one document. */
export function aloneIn(calls: readonly Call[]): number {
  const alone = calls.filter(
    ({ committed, documents, path }) => committed && documents === 1 && path.endsWith('/Invoices'),
  )
  const numbers = alone.flatMap(({ requestBody }) => body.parse(JSON.parse(requestBody)).Invoices)
  const sold = numbers.filter(({ Type }) => Type !== 'ACCPAY')
  return new Set(sold.map(({ InvoiceNumber }) => InvoiceNumber)).size
}

/** A late commit that has not landed yet would be missed by whoever counts now. */
export function underWay(calls: readonly Call[]): boolean {
  return calls.some(({ fault, ms }) => fault === 'commit-late' && ms === 0)
}
