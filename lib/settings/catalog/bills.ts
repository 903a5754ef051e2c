import { z } from 'zod'
import { billNumberTokens, standardBillNumber, unknownBillToken } from '../../accounting/bill-number.ts'
import { entry } from '../entry.ts'

const shared = { scope: 'company', section: 'Bills', who: 'account-admin', wakes: 'company' } as const

/** How what a company buys stands in the ledger. */
export const bills = {
  'bills-as': entry({
    ...shared,
    key: 'bills-as',
    label: 'Post bills as',
    help: 'Approved bills count in the ledger at once and can be paid; drafts wait there for somebody to approve them. A ledger without drafts has approved ones only.',
    schema: z.enum(['draft', 'approved']),
    default: 'approved',
    control: 'choice',
    choices: { approved: 'Approved', draft: 'Draft' },
    readBy: 'lib/accounting/translate',
    test: 'Post bills as: a draft where the company says so',
    other: 'approved',
  }),
  'unknown-vendor': entry({
    ...shared,
    key: 'unknown-vendor',
    label: 'A vendor the ledger does not know',
    help: 'Ask stops the bill until you link the contact. Create: the vendor is made in the ledger first, before the first bill. An equal name in the ledger always asks.',
    schema: z.enum(['ask', 'create']),
    default: 'ask',
    control: 'choice',
    choices: { ask: 'Ask me', create: 'Create the contact' },
    readBy: 'lib/accounting/vendor',
    test: 'A vendor the ledger does not know: made first where the company says so',
    other: 'ask',
  }),
  'bill-date': entry({
    ...shared,
    key: 'bill-date',
    label: 'Vendor invoice date source',
    help: 'The day of the bill. Where ConnectWise has no such day it is the order’s.',
    schema: z.enum(['order', 'vendor-invoice', 'received', 'shipped']),
    default: 'order',
    control: 'choice',
    choices: {
      order: 'Date of the purchase order',
      'vendor-invoice': 'Date of the vendor’s invoice',
      received: 'Day it was received, the latest',
      shipped: 'Day it was shipped, the latest',
    },
    readBy: 'lib/accounting/translate',
    test: 'Vendor invoice date source: the day that the company chose, else the order’s',
    other: 'order',
  }),
  'bill-number-format': entry({
    ...shared,
    key: 'bill-number-format',
    label: 'Number of a bill',
    help: `What Xero shows as the reference of a bill and QuickBooks as its number (at most 21 characters). Parts with | between; a part is left out where the order has nothing for it. Tokens: ${billNumberTokens.map(name => `{${name}}`).join(' ')}.`,
    schema: z
      .string()
      .trim()
      .max(200, 'Write at most 200 characters.')
      .regex(/^[^\p{Cc}]*$/u, 'Write it on one line.')
      .superRefine((text, context) => {
        const token = unknownBillToken(text)
        if (token !== null) context.addIssue({ code: 'custom', message: `There is no token {${token}}.` })
      }),
    default: standardBillNumber,
    control: 'text',
    readBy: 'lib/accounting/bill-number',
    test: 'Number of a bill: written by the company’s format, without what the order has not',
    other: standardBillNumber,
  }),
} as const
