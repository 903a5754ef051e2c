import { expect, test } from 'vitest'
import { rejectionCode } from '../../../../lib/connectors/quickbooks/rejections.ts'

// Codes and texts of Intuit's list of errors and of reports from its users.
test.each([
  [
    '6240',
    'The name supplied already exists. : Another customer is already using this name.',
    'duplicate-contact',
  ],
  ['6140', 'You must specify a different number. This number has already been used.', 'duplicate-number'],
  ['6210', 'Duplicate Document Number Error', 'duplicate-number'],
  ['6210', 'The account period has closed and the account books cannot be updated.', 'locked-period'],
  ['2500', 'Invalid Reference Id : Accounts element id 7 not found', 'account'],
  ['2500', 'Invalid Reference Id : Names element id 7 not found', 'contact'],
  ['2500', 'Invalid Reference Id : Items element id 7 not found', 'account'],
  ['2500', 'Invalid Reference Id : TaxCode element id 7 not found', 'tax'],
  [
    '6000',
    'A business validation error has occurred: the currency of the transaction is invalid.',
    'currency',
  ],
  ['2050', 'String length specified does not match the supported length.', 'other'],
])('%s %s', (code, message, expected) => {
  expect(rejectionCode({ code, message, element: '' })).toBe(expected)
})
