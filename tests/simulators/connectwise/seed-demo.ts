import type { InvoiceSpec } from './seed.ts'
import { agreement, downpayment, expense, minus, product, time, unrounded, untaxed } from './seed-lines.ts'

const FIREWALL = { id: 711, identifier: 'SW-TZ270' }
const LAPTOP = { id: 712, identifier: 'HW-LT-5540' }
const DOCK = { id: 713, identifier: 'HW-DOCK-19' }
const M365 = { id: 700, identifier: 'SW-M365-BP' }
const BACKUP = { id: 720, identifier: 'CM-BACKUP' }

const SUPPORT = { id: 31, name: 'Managed Support' }
const SEC = { id: 32, name: 'Security Essentials' }
const OFFICE_MOVE = { id: 61, name: 'Office move' }

/** Every kind of invoice that a first day meets. Department 1 managed services, 2 projects, 3 procurement. */
export const DEMO_INVOICES: readonly InvoiceSpec[] = [
  // Closed and ready: agreements
  {
    number: '10451',
    company: 'AcmeDental',
    type: 'Agreement',
    agreement: SUPPORT,
    daysAgo: 20,
    lines: [
      agreement('Managed Support, 22 seats', '2860.00'),
      product(M365, 'Microsoft 365 Business Premium', '22', '31.4500', { category: 'Software' }),
    ],
  },
  {
    number: '10452',
    company: 'BlueGumLegal',
    type: 'Agreement',
    agreement: SUPPORT,
    daysAgo: 20,
    lines: [agreement('Managed Support, 14 seats', '1820.00')],
  },
  {
    number: '10453',
    company: 'CoralBayRes',
    type: 'Agreement',
    agreement: SEC,
    location: 12,
    daysAgo: 20,
    lines: [
      agreement('Security Essentials, 3 sites', '1350.00'),
      minus(agreement('Loyalty discount', '135.00')),
    ],
  },
  {
    number: '10454',
    company: 'FernhillSch',
    type: 'Agreement',
    agreement: SUPPORT,
    daysAgo: 20,
    lines: [agreement('Managed Support, campus', '3200.00')],
  },
  {
    number: '10455',
    company: 'LorikeetCare',
    type: 'Agreement',
    agreement: SUPPORT,
    location: 12,
    daysAgo: 19,
    lines: [
      agreement('Managed Support, 9 seats', '1170.00'),
      untaxed(agreement('Accessibility grant equipment', '240.00')),
    ],
  },
  // Time and material, four-decimal prices
  {
    number: '10456',
    company: 'GullFreight',
    location: 11,
    daysAgo: 15,
    customerPO: 'PO-88121',
    lines: [
      time('Remote support, depot printers', '3.25', '187.5425'),
      time('After-hours call-out', '1.5', '262.1250'),
      expense('Parking and tolls', '38.60'),
    ],
  },
  {
    number: '10457',
    company: 'EurekaMine',
    location: 11,
    daysAgo: 14,
    customerPO: '4500019921',
    lines: [
      unrounded(time('Wide-area link diagnosis', '1.3333', '150.0000')),
      unrounded(time('Router replacement', '2.6667', '149.9950')),
    ],
  },
  {
    number: '10458',
    company: 'JacanaArch',
    daysAgo: 13,
    lines: [time('Workstation rebuild', '4', '175.0000'), time('Render farm tuning', '2.75', '175.0000')],
  },
  // Products
  {
    number: '10459',
    company: 'HarbourVet',
    department: 3,
    daysAgo: 12,
    customerPO: 'HV-2211',
    lines: [
      product(FIREWALL, 'SonicWall TZ270', '2', '1184.0000', { cost: '902.50' }),
      time('Firewall installation', '3', '175.0000'),
    ],
  },
  {
    number: '10460',
    company: 'DunesSurf',
    department: 3,
    daysAgo: 11,
    lines: [
      product(LAPTOP, 'Latitude 5540', '4', '2145.9950', { cost: '1788.00' }),
      product(DOCK, 'Dock 19S', '4', '312.2455', { cost: '240.10' }),
    ],
  },
  {
    number: '10461',
    company: 'IronbarkEng',
    department: 3,
    daysAgo: 10,
    lines: [product(M365, 'Microsoft 365 Business Premium', '100', '5.2456', { category: 'Software' })],
  },
  // Projects and progress
  {
    number: '10462',
    company: 'IronbarkEng',
    type: 'Progress',
    project: OFFICE_MOVE,
    department: 2,
    daysAgo: 9,
    reference: 'Stage 1 of 3',
    lines: [time('Office move, stage 1', '24', '165.0000', 'Project')],
  },
  {
    number: '10463',
    company: 'IronbarkEng',
    type: 'Progress',
    project: OFFICE_MOVE,
    department: 2,
    daysAgo: 2,
    status: 'sent',
    reference: 'Stage 2 of 3',
    lines: [time('Office move, stage 2', '31.5', '165.0000', 'Project')],
  },
  // Credit memos
  {
    number: '10464',
    company: 'HarbourVet',
    type: 'CreditMemo',
    department: 3,
    daysAgo: 8,
    reference: 'Credit for 10459',
    lines: [minus(product(FIREWALL, 'SonicWall TZ270, returned', '1', '1184.0000', { cost: '902.50' }))],
  },
  {
    number: '10465',
    company: 'GullFreight',
    type: 'CreditMemo',
    location: 11,
    daysAgo: 7,
    lines: [minus(time('Goodwill, missed call-out', '1', '187.5425'))],
  },
  // Other currency, no tax
  {
    number: '10466',
    company: 'KestrelAir',
    daysAgo: 6,
    lines: [time('Avionics network review', '6', '210.0000')],
  },
  // What needs a fix
  {
    number: '10467',
    company: 'AcmeDental',
    department: 3,
    daysAgo: 5,
    reference: 'Unmapped account 299',
    lines: [
      product(BACKUP, 'Managed Backup', '5', '48.0000', { category: 'Marketplace' }),
      time('Backup onboarding', '2', '175.0000'),
    ],
  },
  {
    number: '10468',
    company: 'DunesSurf',
    department: 3,
    daysAgo: 5,
    tax: 3,
    reference: 'Tax code GST-CAP',
    lines: [
      product(LAPTOP, 'Latitude 5540, leased asset', '1', '2145.9950', { cost: '1788.00' }),
      product(FIREWALL, 'SonicWall TZ270', '1', '1184.0000', { cost: '902.50' }),
    ],
  },
  {
    number: '10469',
    company: 'MangroveNew',
    daysAgo: 4,
    reference: 'First invoice',
    lines: [time('Vessel network survey', '5', '175.0000'), expense('Ferry', '54.00')],
  },
  {
    number: '10470',
    company: 'BlueGumLegal',
    type: 'DownPayment',
    daysAgo: 4,
    reference: 'Deposit, server refresh',
    lines: [downpayment('Deposit 40%', '4800.00')],
  },
  {
    number: '10471',
    company: 'CoralBayRes',
    type: 'Agreement',
    agreement: SEC,
    location: 12,
    daysAgo: 3,
    reference: 'Covered by goodwill',
    lines: [
      agreement('Security Essentials, trial month', '450.00'),
      minus(agreement('Trial credit', '450.00')),
    ],
  },
  // Still open
  {
    number: '10472',
    company: 'AcmeDental',
    status: 'new',
    daysAgo: 1,
    lines: [
      time('Printer fleet clean-up', '2.5', '187.5425'),
      product(DOCK, 'Dock 19S', '2', '312.2455', { cost: '240.10' }),
    ],
  },
  {
    number: '10473',
    company: 'BlueGumLegal',
    status: 'new',
    daysAgo: 1,
    customerPO: 'BGL-0091',
    lines: [time('Matter archive migration', '7.25', '187.5425')],
  },
  {
    number: '10474',
    company: 'JacanaArch',
    status: 'sent',
    daysAgo: 1,
    lines: [time('Plotter driver roll-out', '1.75', '175.0000'), expense('Courier', '22.40')],
  },
  {
    number: '10475',
    company: 'LorikeetCare',
    status: 'new',
    location: 12,
    daysAgo: 0,
    type: 'Agreement',
    agreement: SUPPORT,
    lines: [agreement('Managed Support, 9 seats', '1170.00')],
  },
  {
    number: '10476',
    company: 'EurekaMine',
    status: 'reload',
    location: 11,
    daysAgo: 2,
    department: 3,
    lines: [product(BACKUP, 'Managed Backup', '12', '48.0000', { category: 'Marketplace' })],
  },
]

export const NORTHWIND_INVOICES: readonly InvoiceSpec[] = [
  { number: '10451', company: 'AcmeDental', daysAgo: 6, lines: [time('Northwind support', '2', '190.0000')] },
  {
    number: '10452',
    company: 'BlueGumLegal',
    status: 'new',
    daysAgo: 1,
    lines: [time('Northwind audit', '3', '190.0000')],
  },
]
