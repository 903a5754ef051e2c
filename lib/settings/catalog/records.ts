import { z } from 'zod'
import { type CalendarDate, isCalendarDate } from '../../std/clock.ts'
import { entry } from '../entry.ts'

const shared = { scope: 'company', section: 'Records', who: 'account-admin', wakes: 'company' } as const

const day = z
  .custom<CalendarDate>(
    value => typeof value === 'string' && isCalendarDate(value),
    'Write a day as YYYY-MM-DD.',
  )
  .nullable()

/** Which records come to a company at all. What stays out is listed with its rule, never an error. */
export const records = {
  'record-kinds': entry({
    ...shared,
    key: 'record-kinds',
    label: 'Kinds of records',
    help: 'A kind that is not ticked stays out, and its records say so. Payments: what is paid in the ledger is written on the invoice in ConnectWise. Procurement asks for a cost of goods account on every revenue line: COGS validation is then on and locked. Inventory, with procurement: what is kept in stock stands as an asset when it is bought and becomes cost of goods when it is sold, and adjustments and transfers are posted as journals. Without it stock is an expense when it is bought.',
    schema: z
      .array(z.enum(['invoices', 'credit-memos', 'procurement', 'inventory', 'expenses', 'payments']))
      .readonly(),
    default: ['invoices', 'credit-memos', 'payments'],
    control: 'picks',
    choices: {
      invoices: 'Invoices',
      'credit-memos': 'Credit memos',
      procurement: 'Procurement',
      inventory: 'Inventory',
      expenses: 'Expenses',
      payments: 'Payments back to ConnectWise',
    },
    readBy: 'lib/accounting/exclusion',
    test: 'Kinds of records: one that is switched off stays out, with the rule in words',
    other: ['invoices', 'credit-memos'],
  }),
  'cut-off-date': entry({
    ...shared,
    key: 'cut-off-date',
    label: 'Cut-off date',
    help: 'Records dated before this day stay out: they are in the books already, or never will be.',
    schema: day,
    default: null,
    control: 'date',
    readBy: 'lib/accounting/exclusion',
    test: 'Cut-off date: a record before it stays out, with the day in words',
    other: null,
  }),
  'payments-from': entry({
    ...shared,
    key: 'payments-from',
    label: 'Payments from',
    help: 'Payments dated before this day are not written in ConnectWise: they stand there already, or never will. Those that Evenbook wrote follow the ledger all the same.',
    schema: day,
    default: null,
    control: 'date',
    readBy: 'lib/accounting/payments',
    test: 'Payments from: a payment before that day is not written',
    other: null,
  }),
  'conversion-date': entry({
    ...shared,
    key: 'conversion-date',
    label: 'Conversion date',
    help: 'Invoices in the ledger dated before this day were brought there without Evenbook. A payment of one is written on the ConnectWise invoice that its reference names, else on the one of its own number, where the totals agree. Where they name two, a person chooses once. Without a day only payments of what Evenbook posted are written by themselves.',
    schema: day,
    default: null,
    control: 'date',
    readBy: 'lib/accounting/older',
    test: 'Conversion date: the payment of an older document goes to the invoice that its reference names',
    other: null,
  }),
  'payments-locked': entry({
    ...shared,
    key: 'payments-locked',
    label: 'Payments dated in a locked period',
    help: 'The period up to the lock date of the ledger. As dated: written in ConnectWise with their own day. First open day: written with the day after the lock date. List: not written; the Payments page shows them until somebody has entered them by hand. What is written already stays on its day.',
    schema: z.enum(['as-dated', 'first-open', 'list']),
    default: 'as-dated',
    control: 'choice',
    choices: { 'as-dated': 'As dated', 'first-open': 'First open day', list: 'List, to be entered by hand' },
    readBy: 'lib/accounting/payments',
    test: 'Payments dated in a locked period: written as dated, on the first open day, or listed',
    other: 'as-dated',
  }),
  'zero-records': entry({
    ...shared,
    key: 'zero-records',
    label: 'Records of $0.00',
    help: 'Mark: nothing goes to the ledger, which would take it as paid at once and let nobody correct it; the record is marked as done in ConnectWise. Post: it goes like any other.',
    schema: z.enum(['mark', 'post']),
    default: 'mark',
    control: 'choice',
    choices: { mark: 'Mark in ConnectWise without posting', post: 'Post to the ledger' },
    readBy: 'lib/accounting/plan, lib/sync/plan',
    test: 'Records of $0.00: posted like any other where the company says so',
    other: 'mark',
  }),
} as const
