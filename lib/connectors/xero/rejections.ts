import type { RejectionCode } from '../write-facts.ts'

/**
 * Xero names no codes for a refused element, only messages. These are the documented ones, by the examples of its API
 * description (https://github.com/XeroAPI/Xero-OpenAPI, xero_accounting.yaml) and by reports of its users; whatever
 * is not here is 'other' and shown as it is.
 */
const documented: readonly (readonly [RegExp, RejectionCode])[] = [
  // Xero-OpenAPI, PUT Invoices and CreditNotes
  [/^(invoice|credit note) # must be unique/i, 'duplicate-number'],
  // Xero-OpenAPI, PUT Contacts; the number's twin is reported for ContactNumber
  [/^the contact (name|number) .* is already assigned to another contact/i, 'duplicate-contact'],
  // https://github.com/XeroAPI/xero-node/issues/548 and Xero's help on lock dates
  [/cannot be before the (period|year end|end of year) lock date/i, 'locked-period'],
  [/^organisation is not subscribed to currency/i, 'currency'],
  [/^the taxtype code .* cannot be used with account code/i, 'tax'],
  [/^tax rate must be valid/i, 'tax'],
  // Also said of a line whose amount rounds to nothing: https://github.com/XeroAPI/xero-node/issues/702
  [/^account must be valid/i, 'account'],
  [/^account code .* (is not a valid code for this document|has been archived)/i, 'account'],
  [/^the contact .*(must contain at least 1|could not be found|archived)/i, 'contact'],
  [/^a contact must be specified/i, 'contact'],
]

/** The first message that is known decides: Xero lists the graver one first. */
export function rejectionCode(messages: readonly string[]): RejectionCode {
  for (const message of messages) {
    const known = documented.find(([pattern]) => pattern.test(message))
    if (known) return known[1]
  }
  return 'other'
}

/** The key was used for another call: a mistake of ours, and what that call did is not known here. */
export function isKeyConflict(message: string): boolean {
  // "The idempotency key has been used with a different request": https://developer.xero.com, idempotent requests
  return /idempotency/i.test(message) || /different request/i.test(message)
}
