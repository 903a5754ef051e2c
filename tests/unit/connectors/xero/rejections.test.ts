import { expect, test } from 'vitest'
import { rejectionCode } from '../../../../lib/connectors/xero/rejections.ts'

// The words of Xero's own examples (xero_accounting.yaml) and of reports from its users.
test.each([
  ['Invoice # must be unique.', 'duplicate-number'],
  [
    'The contact name ABC is already assigned to another contact. The contact name must be unique across all active contacts.',
    'duplicate-contact',
  ],
  ['The document date cannot be before the period lock date, currently set at 30 June 2026', 'locked-period'],
  ['The document date cannot be before the end of year lock date', 'locked-period'],
  ['Organisation is not subscribed to currency EUR', 'currency'],
  ["The TaxType code 'INPUT' cannot be used with account code '200'", 'tax'],
  ['Tax rate must be valid.', 'tax'],
  ['Account must be valid.', 'account'],
  [
    'The Contact must contain at least 1 of the following elements to identify the contact: Name, ContactID, ContactNumber',
    'contact',
  ],
  ['Something that nobody has written down', 'other'],
])('%s', (message, code) => {
  expect(rejectionCode(['Said first, and not known.', message])).toBe(code)
})
