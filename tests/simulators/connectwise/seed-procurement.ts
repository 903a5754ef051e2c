import type { Tenant } from './entities.ts'
import { type AdjustmentSpec, addAdjustment, addTransfer, type TransferSpec } from './seed-movements.ts'
import { addOrder, type OrderSpec } from './seed-orders.ts'
import type { Sim } from './sim.ts'

/** What a first day meets in purchasing: 2041 to 2045 are plain, 2047 is half there, 2048 needs a fix. */
const DEMO_ORDERS: readonly OrderSpec[] = [
  // Two packing slips, the freight with the first
  {
    number: 'PO-2041',
    vendor: 'IngramMicro',
    daysAgo: 24,
    freight: '45.00',
    freightSlip: 'IM-771904',
    vendorOrderNumber: '60-88213',
    vendorInvoiceNumber: 'IN-558120',
    vendorInvoiceDaysAgo: 18,
    trackingNumber: 'TNT-4410027',
    lines: [
      { item: 'laptop', quantity: '4', serialNumbers: '5CG401,5CG402,5CG403,5CG404' },
      { item: 'warranty', quantity: '4' },
      { item: 'dock', quantity: '4' },
    ],
    deliveries: [
      { slip: 'IM-771904', daysAgo: 19, lines: [{ number: 1 }, { number: 2 }] },
      { slip: 'IM-772218', daysAgo: 15, lines: [{ number: 3 }] },
    ],
  },
  // Two vendor invoices on one order: Manage has one field, so each slip brings a line that names its own
  {
    number: 'PO-2042',
    vendor: 'IngramMicro',
    daysAgo: 21,
    vendorOrderNumber: '60-88340',
    vendorInvoiceNumber: 'IN-558377',
    vendorInvoiceDaysAgo: 16,
    lines: [
      { item: 'firewall', quantity: '6' },
      {
        item: 'supplierInvoice',
        quantity: '1',
        cost: '0.00',
        description: 'IN-558377, 3610.00 + 361.00 = 3971.00',
        taxable: false,
      },
      {
        item: 'supplierInvoice',
        quantity: '1',
        cost: '0.00',
        description: 'IN-559012, 1805.00 + 180.50 = 1985.50',
        taxable: false,
      },
    ],
    deliveries: [
      { slip: 'IM-772001', daysAgo: 16, lines: [{ number: 1, quantity: '4' }, { number: 2 }] },
      { slip: 'IM-773150', daysAgo: 9, lines: [{ number: 4 }, { number: 3 }] },
    ],
  },
  // Spent when bought, due on the 20th of next month
  {
    number: 'PO-2043',
    vendor: 'SouthernTel',
    location: 11,
    warehouse: 'melbourne',
    daysAgo: 18,
    freight: '12.50',
    taxFreight: false,
    vendorInvoiceNumber: 'ST-40117',
    vendorInvoiceDaysAgo: 12,
    lines: [{ item: 'handset', quantity: '12' }],
    deliveries: [{ slip: 'ST-40117', daysAgo: 12, lines: [{ number: 1 }] }],
  },
  // Drop ship
  {
    number: 'PO-2044',
    vendor: 'IngramMicro',
    customer: 'IronbarkEng',
    daysAgo: 16,
    freight: '28.00',
    vendorInvoiceNumber: 'IN-558790',
    vendorInvoiceDaysAgo: 11,
    trackingNumber: 'TNT-4410951',
    lines: [{ item: 'dock', quantity: '10', cost: '236.4050' }],
    deliveries: [{ slip: 'IM-772640', daysAgo: 11, lines: [{ number: 1 }] }],
  },
  // Four-decimal costs, one line without tax
  {
    number: 'PO-2045',
    vendor: 'IngramMicro',
    daysAgo: 12,
    vendorInvoiceNumber: 'IN-558934',
    vendorInvoiceDaysAgo: 10,
    lines: [
      { item: 'microsoft365', quantity: '100' },
      { item: 'warranty', quantity: '1', description: 'Warranty transfer fee', taxable: false },
    ],
    deliveries: [{ slip: 'IM-772877', daysAgo: 10, lines: [{ number: 1 }, { number: 2 }] }],
  },
  // Nothing has come yet
  { number: 'PO-2046', vendor: 'SouthernTel', daysAgo: 4, lines: [{ item: 'handset', quantity: '3' }] },
  // Half of it has
  {
    number: 'PO-2047',
    vendor: 'IngramMicro',
    daysAgo: 7,
    vendorOrderNumber: '60-88702',
    lines: [
      { item: 'laptop', quantity: '2' },
      { item: 'cable', quantity: '200', cost: '4.1499' },
    ],
    deliveries: [{ slip: 'IM-773402', daysAgo: 3, lines: [{ number: 2, quantity: '120' }] }],
  },
  // No batch takes a bar
  {
    number: 'PO-2048',
    vendor: 'SouthernTel',
    daysAgo: 6,
    vendorInvoiceNumber: 'ST-40188',
    vendorInvoiceDaysAgo: 2,
    lines: [{ item: 'handset', quantity: '2' }],
    deliveries: [{ slip: 'ST-40188|2', daysAgo: 2, lines: [{ number: 1 }] }],
  },
]

const DEMO_ADJUSTMENTS: readonly AdjustmentSpec[] = [
  {
    identifier: 'Count Sydney, third quarter',
    type: 'Stock count',
    reason: 'Quarterly count',
    daysAgo: 13,
    lines: [
      { item: 'dock', quantity: -1 },
      { item: 'cable', quantity: 14 },
    ],
  },
  {
    identifier: 'Write-off 118',
    type: 'Damaged',
    reason: 'Dropped in transit',
    daysAgo: 6,
    lines: [{ item: 'laptop', quantity: -1 }],
  },
  // No batch takes an apostrophe
  {
    identifier: "Joe's van",
    type: 'Stock count',
    reason: 'Change of driver',
    daysAgo: 5,
    lines: [{ item: 'cable', quantity: -9, warehouse: 'van' }],
  },
  {
    identifier: 'Count Melbourne',
    type: 'Stock count',
    reason: 'Still counting',
    open: true,
    lines: [{ item: 'firewall', quantity: 1, warehouse: 'melbourne' }],
  },
]

const DEMO_TRANSFERS: readonly TransferSpec[] = [
  {
    description: 'Firewalls for Melbourne',
    from: 'sydney',
    to: 'melbourne',
    daysAgo: 8,
    lines: [
      { item: 'firewall', quantity: 2 },
      { item: 'dock', quantity: 1 },
    ],
  },
  {
    description: 'Van stock',
    from: 'sydney',
    to: 'van',
    daysAgo: 3,
    lines: [{ item: 'cable', quantity: 20 }],
  },
  {
    description: 'On its way',
    from: 'melbourne',
    to: 'sydney',
    open: true,
    lines: [{ item: 'dock', quantity: 1 }],
  },
]

export function seedProcurement(sim: Sim, tenant: Tenant) {
  for (const order of DEMO_ORDERS) addOrder(sim, tenant, order)
  for (const adjustment of DEMO_ADJUSTMENTS) addAdjustment(sim, tenant, adjustment)
  for (const transfer of DEMO_TRANSFERS) addTransfer(sim, tenant, transfer)
}
