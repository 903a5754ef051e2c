import { z } from 'zod'
import { entry, flag } from '../entry.ts'

/** A Non-Product ID is what GL segment 4 holds; '' = none. */
const nonProductId = z
  .string()
  .trim()
  .max(100, 'A Non-Product ID has at most 100 characters.')
  .regex(/^[^\p{Cc}]*$/u, 'Write it on one line.')

const section = 'Revenue Defaults'
const shared = { scope: 'account', section, who: 'account-admin', wakes: 'account' } as const
const readBy = 'lib/accounting/translate'
const help = (lines: string) =>
  `Used for ${lines} that come without a product and without a Non-Product ID. It is looked up among the item mappings like one that came with the line, and the preview says so.`

/** Account screen, Revenue Defaults (account-screen.txt): four Non-Product IDs, each with its switch. */
export const revenue = {
  'default-service-item-enabled': entry({
    ...shared,
    key: 'default-service-item-enabled',
    label: 'Enable: Revenue Service',
    help: 'Off: a service line without a Non-Product ID goes without an item.',
    schema: flag,
    default: false,
    control: 'switch',
    readBy,
    test: 'Default Non-Product ID for Revenue Service: used only while it is enabled',
    other: false,
  }),
  'default-service-item': entry({
    ...shared,
    key: 'default-service-item',
    label: 'Default Non-Product ID for Revenue Service',
    help: help('service lines (GL type R)'),
    schema: nonProductId,
    default: '',
    control: 'text',
    list: 'non-product',
    dependsOn: { key: 'default-service-item-enabled', values: [true] },
    readBy,
    test: 'Default Non-Product ID for Revenue Service: used where none came with the line',
    other: '',
  }),
  'default-expense-item-enabled': entry({
    ...shared,
    key: 'default-expense-item-enabled',
    label: 'Enable: Revenue Expense',
    help: 'Off: a recovered expense without a Non-Product ID goes without an item.',
    schema: flag,
    default: false,
    control: 'switch',
    readBy,
    test: 'Default Non-Product ID for Revenue Expense: used only while it is enabled',
    other: false,
  }),
  'default-expense-item': entry({
    ...shared,
    key: 'default-expense-item',
    label: 'Default Non-Product ID for Revenue Expense',
    help: help('recovered expenses (GL type RE)'),
    schema: nonProductId,
    default: '',
    control: 'text',
    list: 'non-product',
    dependsOn: { key: 'default-expense-item-enabled', values: [true] },
    readBy,
    test: 'Default Non-Product ID for Revenue Expense: used where none came with the line',
    other: '',
  }),
  'default-agreement-item-enabled': entry({
    ...shared,
    key: 'default-agreement-item-enabled',
    label: 'Enable: Revenue Agreement',
    help: 'Off: an agreement line without a Non-Product ID goes without an item.',
    schema: flag,
    default: false,
    control: 'switch',
    readBy,
    test: 'Default Non-Product ID for Revenue Agreement: used only while it is enabled',
    other: false,
  }),
  'default-agreement-item': entry({
    ...shared,
    key: 'default-agreement-item',
    label: 'Default Non-Product ID for Revenue Agreement',
    help: help('agreement lines (GL type RA)'),
    schema: nonProductId,
    default: '',
    control: 'text',
    list: 'non-product',
    dependsOn: { key: 'default-agreement-item-enabled', values: [true] },
    readBy,
    test: 'Default Non-Product ID for Revenue Agreement: used where none came with the line',
    other: '',
  }),
  'default-deferred-item-enabled': entry({
    ...shared,
    key: 'default-deferred-item-enabled',
    label: 'Enable: Deferred Revenue',
    help: 'Off: a deferred line without a Non-Product ID goes without an item.',
    schema: flag,
    default: false,
    control: 'switch',
    readBy,
    test: 'Default Non-Product ID for Deferred Revenue: used only while it is enabled',
    other: false,
  }),
  'default-deferred-item': entry({
    ...shared,
    key: 'default-deferred-item',
    label: 'Default Non-Product ID for Deferred Revenue',
    help: help('deferred revenue and down payments (GL type RD)'),
    schema: nonProductId,
    default: '',
    control: 'text',
    list: 'non-product',
    dependsOn: { key: 'default-deferred-item-enabled', values: [true] },
    readBy,
    test: 'Default Non-Product ID for Deferred Revenue: used where none came with the line',
    other: '',
  }),
} as const
