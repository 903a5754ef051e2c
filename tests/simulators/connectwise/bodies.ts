import { join } from 'node:path'
import { type SimRequest, type SimResponse, unsupported } from '../kit/message.ts'
import { documentChecks, subsetChecks } from '../kit/schema.ts'
import type { BatchRequest } from './batches.ts'

export type ExportRequest = {
  thruDate?: string
  locationId?: number | null
  exportInvoicesFlag?: boolean | null
  includedInvoiceIds?: number[]
  excludedInvoiceIds?: number[]
  exportExpensesFlag?: boolean | null
  includedExpenseIds?: number[]
  excludedExpenseIds?: number[]
  exportProductsFlag?: boolean | null
  includedProductIds?: string[]
  excludedProductIds?: string[]
  exportPaymentsFlag?: boolean | null
}
export type CallbackBody = {
  url: string
  objectId: number
  type: string
  level: string
  description?: string
  payloadVersion?: string
  inactiveFlag?: boolean | null
  isSelfSuppressedFlag?: boolean | null
}
export type HostedSetupBody = {
  screenId: number
  description: string
  url: string
  type: 'Tab' | 'Pod' | 'ToolbarButton'
  clientId?: string
  origin?: string
  podHeight?: number | null
  toolbarButtonText?: string
  disabledFlag?: boolean | null
}
export type MenuEntryBody = {
  menuLocation: { id?: number; name?: string }
  caption: string
  link: string
  newWindowFlag: boolean
  origin?: string
  clientId?: string
  locationIds?: number[]
  addAllLocations?: boolean | null
  removeAllLocations?: boolean | null
}
export type MenuLocationBody = { location: { id?: number | null; name?: string } }
/** Amounts come as numbers of the wire; what the server works out of them is taken and not heeded. */
export type PaymentBody = {
  amount?: unknown
  paymentDate?: string
  type?: string
  invoice?: { id?: unknown }
  credit?: { id?: unknown }
}
export type PatchBody = { op: 'add' | 'replace' | 'remove'; path: string; value?: unknown }[]

export type Body<Shape> = { ok: true; value: Shape } | { ok: false; refusal: SimResponse }

/** Closed bodies: our own subset always, the vendor's document too where it is at hand. Either answers 501. */
export const exportBody = (request: SimRequest) =>
  read<ExportRequest>(request, 'export-request.json', 'ExportAccountingBatchRequest')
export const batchBody = (request: SimRequest) =>
  read<BatchRequest>(request, 'batch-request.json', 'CreateAccountingBatchRequest')
export const callbackBody = (request: SimRequest) =>
  read<CallbackBody>(request, 'callback.json', 'CallbackEntry')
export const hostedSetupBody = (request: SimRequest) =>
  read<HostedSetupBody>(request, 'hosted-setup.json', 'ConnectWiseHostedSetup')
export const menuEntryBody = (request: SimRequest) =>
  read<MenuEntryBody>(request, 'menu-entry.json', 'MenuEntry')
export const menuLocationBody = (request: SimRequest) =>
  read<MenuLocationBody>(request, 'menu-entry-location.json', 'MenuEntryLocation')
export const paymentBody = (request: SimRequest) =>
  read<PaymentBody>(request, 'invoice-payment.json', 'InvoicePayment')
export const patchBody = (request: SimRequest) => read<PatchBody>(request, 'patch.json', null)

/** A whole record after a patch, checked like a body of its own. */
export function patched<Shape>(record: object, patch: PatchBody): Shape {
  const next: Record<string, unknown> = structuredClone({ ...record })
  for (const { op, path, value } of patch) {
    if (op === 'remove') delete next[path]
    else next[path] = value
  }
  return JSON.parse(JSON.stringify(next))
}

const SCHEMAS = join(import.meta.dirname, 'schema')
const subset = subsetChecks(SCHEMAS, [
  'export-request.json',
  'batch-request.json',
  'callback.json',
  'hosted-setup.json',
  'menu-entry.json',
  'menu-entry-location.json',
  'invoice-payment.json',
  'patch.json',
])
const document = documentChecks('connectwise.openapi.json')

function read<Shape>(request: SimRequest, file: string, name: string | null): Body<Shape> {
  const parsed = parse<Shape>(request.text())
  if (parsed === undefined)
    return {
      ok: false,
      refusal: { status: 400, body: { code: 'InvalidJson', message: 'No JSON.', errors: null } },
    }
  const errors = subset(file)(parsed) ?? (name === null ? undefined : document?.(name)(parsed))
  if (errors) return { ok: false, refusal: unsupported({ _sim: 'schema', schema: name ?? file, errors }) }
  return { ok: true, value: parsed }
}

function parse<Shape>(text: string): Shape | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
