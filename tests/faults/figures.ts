import { z } from 'zod'
import type { Call } from '../simulators/kit/record.ts'
import type { Line } from './report.ts'

/** The faults that the storm must have had of each kind, by the simulators' names. `limit` is a 429. */
export const faultKinds = [
  'drop-before',
  'drop-after-commit',
  '500-after-commit',
  'commit-late',
  'limit',
] as const

export interface Writes {
  xero: readonly Call[]
  connectwise: readonly Call[]
}

export const writePaths = {
  xero: { method: 'PUT', path: '^/api\\.xro/2\\.0/(Invoices|CreditNotes|Contacts)$' },
  connectwise: { method: 'POST', path: '/finance/accounting/batches$' },
} as const

/** What takes a document out of Xero, and a batch out of ConnectWise. */
export const endPaths = {
  xero: { method: 'POST', path: '^/api\\.xro/2\\.0/(Invoices|CreditNotes)/' },
  connectwise: { method: 'DELETE', path: '/finance/accounting/batches/' },
} as const

export function endsLine(name: string, vendor: string): string {
  return `${name}.faulted_undoings.${vendor}`
}

export function endLines(name: string, writes: Writes): Line[] {
  return vendors.map(vendor => ({
    name: endsLine(name, vendor),
    value: writes[vendor].filter(({ fault }) => fault !== undefined).length,
    unit: 'calls',
  }))
}

/** Counted from the records of the simulators: each call that writes, and what was done to it. */
export function faultLines(name: string, writes: Writes): Line[] {
  const all = [...writes.xero, ...writes.connectwise]
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

export const vendors = ['xero', 'connectwise'] as const

export function faultLine(name: string, vendor: string, kind: (typeof faultKinds)[number]): string {
  return `${name}.faults.${vendor}.${kind === 'limit' ? '429' : kind}`
}

function share(calls: readonly Call[]): number {
  const faulted = calls.filter(({ fault }) => fault !== undefined).length
  return calls.length === 0 ? 0 : Math.round((faulted / calls.length) * 1000) / 1000
}

const body = z.object({ Invoices: z.array(z.object({ InvoiceNumber: z.string() })) })

/** Documents that were carried into Xero by a write with one document. */
export function aloneIn(calls: readonly Call[]): number {
  const alone = calls.filter(
    ({ committed, documents, path }) => committed && documents === 1 && path.endsWith('/Invoices'),
  )
  const numbers = alone.flatMap(({ requestBody }) => body.parse(JSON.parse(requestBody)).Invoices)
  return new Set(numbers.map(({ InvoiceNumber }) => InvoiceNumber)).size
}

/** A late commit that has not landed yet would be missed by whoever counts now. */
export function underWay(calls: readonly Call[]): boolean {
  return calls.some(({ fault, ms }) => fault === 'commit-late' && ms === 0)
}
