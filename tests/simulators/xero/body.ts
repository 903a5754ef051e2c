import { join } from 'node:path'
import { type SimRequest, type SimResponse, unsupported } from '../kit/message.ts'
import { documentChecks, subsetChecks } from '../kit/schema.ts'

const FILES = [
  'definitions.json',
  'invoices.json',
  'credit-notes.json',
  'bank-transactions.json',
  'manual-journals.json',
  'contacts.json',
  'allocations.json',
  'payments.json',
  'payment-delete.json',
]

const subset = subsetChecks(join(import.meta.dirname, 'schema'), FILES)
const vendor = documentChecks('xero_accounting.yaml')

/** Reads and compiles the schemas now, so that the first write does not wait for it. */
export function prepareBodies() {
  subset('invoices.json')({})
  vendor?.('Invoices')({})
}

/**
 * Checks a body against our subset and, where Xero's document is at hand, against that as well; `schema` is null for what that
 * document forbids and Xero's own page shows.
 */
export function bodyProblem(
  request: SimRequest,
  file: string,
  schema: string | null,
): SimResponse | undefined {
  const body = parsed(request.text())
  if (body === undefined) {
    return {
      status: 400,
      body: { ErrorNumber: 17, Type: 'PostDataInvalidException', Message: 'Invalid JSON' },
    }
  }
  const errors = subset(file)(body) ?? (schema === null ? undefined : vendor?.(schema)(body))
  return errors && unsupported({ _sim: 'schema', errors })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
