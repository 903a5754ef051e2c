import { z } from 'zod'
import { referenceTokens, standardReference, unknownToken } from '../../accounting/reference.ts'
import { dueByReference } from '../../accounting/terms.ts'
import { entry, flag } from '../entry.ts'

/** How a company's invoices stand in the ledger. */
export const invoices = {
  'post-as': entry({
    key: 'post-as',
    scope: 'company',
    section: 'Invoices',
    label: 'Post invoices as',
    help: 'Approved invoices count in the ledger at once; drafts wait there for somebody to approve them.',
    schema: z.enum(['draft', 'approved']),
    default: 'approved',
    control: 'choice',
    choices: { approved: 'Approved', draft: 'Draft' },
    who: 'account-admin',
    readBy: 'lib/accounting/translate',
    wakes: 'company',
    test: 'Post invoices as: a draft where the company says so',
    other: 'approved',
  }),
  'mark-sent': entry({
    key: 'mark-sent',
    scope: 'company',
    section: 'Invoices',
    label: 'Mark as sent',
    help: 'The ledger then shows the invoice as sent to the customer and does not offer to e-mail it.',
    schema: flag,
    default: false,
    control: 'switch',
    who: 'account-admin',
    dependsOn: { key: 'post-as', values: ['approved'] },
    readBy: 'lib/accounting/translate',
    wakes: 'company',
    test: 'Mark as sent: the ledger is told that the customer has it',
    other: false,
  }),
  'unknown-customer': entry({
    key: 'unknown-customer',
    scope: 'company',
    section: 'Customers',
    label: 'A customer the ledger does not know',
    help: 'Ask stops the record until you link or create the contact. An equal name in the ledger always asks.',
    schema: z.enum(['ask', 'create']),
    default: 'ask',
    control: 'choice',
    choices: { ask: 'Ask me', create: 'Create the contact' },
    who: 'account-admin',
    readBy: 'lib/accounting/translate',
    wakes: 'company',
    test: 'A customer the ledger does not know: made first where the company says so',
    other: 'ask',
  }),
  items: entry({
    key: 'items',
    scope: 'company',
    section: 'Lines',
    label: 'Product items',
    help: 'Whether a line may go without an item when its product has none in the ledger.',
    schema: z.enum(['when-mapped', 'required']),
    default: 'when-mapped',
    control: 'choice',
    choices: { 'when-mapped': 'Use the item where it is mapped', required: 'Every product needs an item' },
    who: 'account-admin',
    readBy: 'lib/accounting/translate',
    wakes: 'company',
    test: 'Product items: a product without one stops its record where they are required',
    other: 'when-mapped',
  }),
  'detail-level': entry({
    key: 'detail-level',
    scope: 'company',
    section: 'Lines',
    label: 'Service Invoice Detail Level',
    help: 'How time and agreements are told: every entry, one line a ticket or agreement, or one line a GL mapping. Products and expenses stay as they are; totals and hours do not change.',
    schema: z.enum(['detail', 'summary', 'standard']),
    default: 'detail',
    control: 'choice',
    choices: {
      detail: 'Detail: every entry',
      summary: 'Summary: one line a ticket or agreement',
      standard: 'Standard: one line a GL mapping',
    },
    who: 'account-admin',
    readBy: 'lib/accounting/detail',
    wakes: 'company',
    test: 'Service Invoice Detail Level: one line a GL mapping, with the same total and hours',
    other: 'detail',
  }),
  'due-date-source': entry({
    key: 'due-date-source',
    scope: 'company',
    section: 'Due date and reference',
    label: 'Due date from',
    help: 'ConnectWise’s due date, or first the cross reference (Terms XRef) of the invoice’s billing terms: days such as 30, or a day of a month such as M+1:D20. A day that a month does not have is its last.',
    schema: z.enum(['connectwise', 'terms']),
    default: 'connectwise',
    control: 'choice',
    choices: { connectwise: 'ConnectWise’s due date', terms: 'The terms’ cross reference' },
    who: 'account-admin',
    readBy: 'lib/accounting/terms',
    wakes: 'company',
    test: 'Due date from: the cross reference of the terms goes first where the company says so',
    other: 'connectwise',
  }),
  'due-date-format': entry({
    key: 'due-date-format',
    scope: 'company',
    section: 'Due date and reference',
    label: 'Due date where there is none',
    help: 'For invoices without a due date and without usable terms: days after the invoice date such as 14, or a day of a month such as M+1:D-0, its last. Empty: such an invoice stops.',
    schema: z
      .string()
      .trim()
      .refine(
        text => text === '' || dueByReference('2026-01-31', text) !== null,
        'Write days such as 30, or a day of a month such as M+1:D20.',
      ),
    default: '',
    control: 'text',
    who: 'account-admin',
    readBy: 'lib/accounting/terms',
    wakes: 'company',
    test: 'Due date where there is none: the company’s own format gives it, never past the end of a month',
    other: '',
  }),
  'reference-format': entry({
    key: 'reference-format',
    scope: 'company',
    section: 'Due date and reference',
    label: 'Reference',
    help: `Parts with commas between; a part is left out where the record has nothing for it. Tokens: ${referenceTokens.map(name => `{${name}}`).join(' ')}.`,
    schema: z
      .string()
      .trim()
      .max(200, 'Write at most 200 characters.')
      .regex(/^[^\p{Cc}]*$/u, 'Write it on one line.')
      .superRefine((text, context) => {
        const token = unknownToken(text)
        if (token !== null) {
          context.addIssue({ code: 'custom', message: `There is no token {${token}}.` })
        }
      }),
    default: standardReference,
    control: 'text',
    who: 'account-admin',
    readBy: 'lib/accounting/reference',
    wakes: 'company',
    test: 'Reference: written by the company’s format, without what the record has not',
    other: standardReference,
  }),
} as const
