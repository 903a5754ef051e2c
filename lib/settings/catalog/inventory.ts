import { z } from 'zod'
import { entry, ledgerId } from '../entry.ts'

const shared = { scope: 'company', section: 'Inventory', who: 'account-admin', wakes: 'company' } as const

// Its number with the record's has to fit into the 21 characters of QuickBooks, and the first dash ends it.
const prefix = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9]{1,8}$/, 'Write one to eight letters or digits.')

/** How stock stands in the ledger, where the company takes inventory. */
export const inventory = {
  'stock-account-source': entry({
    ...shared,
    key: 'stock-account-source',
    label: 'Asset account of stock',
    help: 'What in ConnectWise says on which account stock stands: the inventory account of its GL mapping, or the Location XRef of its warehouse, where each warehouse has an account of its own. Either is then mapped like any other account. By the GL mapping a transfer between two warehouses of one account changes nothing and is only marked.',
    schema: z.enum(['gl-mapping', 'warehouse']),
    default: 'gl-mapping',
    control: 'choice',
    choices: {
      'gl-mapping': 'Inventory account of the GL mapping',
      warehouse: 'Location XRef of the warehouse',
    },
    readBy: 'lib/accounting/stock-account',
    test: 'Asset account of stock: the warehouse’s own where the company says so',
    other: 'gl-mapping',
  }),
  'drop-ship-account': entry({
    ...shared,
    key: 'drop-ship-account',
    label: 'Asset account of drop-shipped stock',
    help: 'Where what the vendor delivers to the customer stands until it is sold. None: on the account of other stock.',
    schema: ledgerId,
    default: null,
    control: 'pick',
    list: 'ledger-account',
    readBy: 'lib/accounting/stock-account',
    test: 'Asset account of drop-shipped stock: a line of such an order is posted there',
    other: null,
  }),
  'stock-adjustment-account': entry({
    ...shared,
    key: 'stock-adjustment-account',
    label: 'Account of adjustments without one',
    help: 'The other side of what was found or is missing, where ConnectWise’s GL mapping names no adjustment account. None: such an adjustment is not posted and says so.',
    schema: ledgerId,
    default: null,
    control: 'pick',
    list: 'ledger-account',
    readBy: 'lib/accounting/translate/stock',
    test: 'Account of adjustments without one: the journal takes it',
    other: null,
  }),
  'stock-compliance': entry({
    ...shared,
    key: 'stock-compliance',
    label: 'What makes a product stock',
    help: 'ConnectWise says it twice: by the product’s class, Inventory, and by the Type XRef of its type, Inventory Part. Class and type: both have to say it, else nothing is posted. Class only, type only: that one decides, and the other is only warned about.',
    schema: z.enum(['strict', 'class', 'type']),
    default: 'strict',
    control: 'choice',
    choices: { strict: 'Class and type', class: 'Class only', type: 'Type only' },
    readBy: 'lib/accounting/stock-product',
    test: 'What makes a product stock: the one that does not decide only warns',
    other: 'strict',
  }),
  'cost-of-goods-prefix': entry({
    ...shared,
    key: 'cost-of-goods-prefix',
    label: 'Prefix of cost of goods',
    help: 'Begins the number of the journal that an invoice’s stock becomes when it is sold: COGS-10456.',
    schema: prefix,
    default: 'COGS',
    control: 'text',
    readBy: 'lib/accounting/stock-number',
    test: 'Prefix of cost of goods: begins the number of an invoice’s journal',
    other: 'COGS',
  }),
  'stock-adjustment-prefix': entry({
    ...shared,
    key: 'stock-adjustment-prefix',
    label: 'Prefix of adjustments',
    help: 'Begins the number of an adjustment’s journal: ADJ-12.',
    schema: prefix,
    default: 'ADJ',
    control: 'text',
    readBy: 'lib/accounting/stock-number',
    test: 'Prefix of adjustments: begins the number of an adjustment’s journal',
    other: 'ADJ',
  }),
  'stock-transfer-prefix': entry({
    ...shared,
    key: 'stock-transfer-prefix',
    label: 'Prefix of transfers',
    help: 'Begins the number of a transfer’s journal: TRF-7.',
    schema: prefix,
    default: 'TRF',
    control: 'text',
    readBy: 'lib/accounting/stock-number',
    test: 'Prefix of transfers: begins the number of a transfer’s journal',
    other: 'TRF',
  }),
} as const
