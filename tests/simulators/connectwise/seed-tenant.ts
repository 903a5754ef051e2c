import {
  type GlAccount,
  type GlType,
  type MappedType,
  type Member,
  type Ref,
  type Role,
  type Segments,
  type Tenant,
  VENDOR_TYPE,
} from './entities.ts'
import { seedRoles } from './rights.ts'
import { ACCOUNTING, CLASSES, EXPENSE_TYPES, PAYMENT_TYPES } from './seed-setup.ts'
import { CATALOG, ORDER_STATUSES, WAREHOUSES } from './seed-stock.ts'
import { keyOf } from './store.ts'

export type Keys = { public: string; private: string }

/** The frame of one Australian MSP: statuses, terms, currencies, tax codes and the four-segment GL mapping. */
export function tenantFrame(company: string, name: string, keys: Keys | null): Tenant {
  return {
    key: company,
    company,
    name,
    codebase: 'v2025_1/',
    version: 'v2025.1.104482',
    signingKey: `signing-key-of-${company}-0123456789`,
    productInstanceId: `instance-${company}`,
    timeZone: 'AUS Eastern Standard Time',
    keys: keys ? [{ ...keys, memberId: API_MEMBER }] : [],
    integrator: null,
    roles: seedRoles(),
    accounting: ACCOUNTING,
    locations: LOCATIONS,
    departments: DEPARTMENTS,
    statuses: [
      { id: 1, name: 'New', sortOrder: 1, defaultFlag: true, closedFlag: false, sentFlag: false },
      { id: 2, name: 'Sent', sortOrder: 2, defaultFlag: false, closedFlag: false, sentFlag: true },
      { id: 3, name: 'Closed', sortOrder: 3, defaultFlag: false, closedFlag: true, sentFlag: false },
      { id: 4, name: 'GL Reload', sortOrder: 4, defaultFlag: false, closedFlag: false, sentFlag: false },
    ],
    terms: [
      { id: 1, name: 'Net 30', dueDays: 30, termsXref: '30' },
      { id: 2, name: '20th of next month', dueDays: null, termsXref: 'M+1:D20' },
      { id: 3, name: '30th of next month', dueDays: null, termsXref: 'M+1:D30' },
    ],
    currencies: [
      { id: 1, identifier: 'AUD', name: 'Australian dollar', symbol: '$' },
      { id: 2, identifier: 'USD', name: 'US dollar', symbol: 'US$' },
    ],
    taxCodes: [
      { id: 1, identifier: 'GST', description: 'GST 10%', rate: '0.1', xref: 'OUTPUT' },
      { id: 2, identifier: 'GST-FREE', description: 'GST free', rate: '0', xref: 'EXEMPTOUTPUT' },
      { id: 3, identifier: 'GST-CAP', description: 'GST on capital sales', rate: '0.1', xref: '' },
    ],
    companyTypes: [
      { id: 1, name: 'Customer' },
      { id: 2, name: 'Prospect' },
      { id: VENDOR_TYPE, name: 'Vendor' },
    ],
    classifications: CLASSES,
    paymentTypes: PAYMENT_TYPES,
    expenseTypes: EXPENSE_TYPES,
    warehouses: WAREHOUSES,
    catalog: CATALOG,
    orderStatuses: ORDER_STATUSES,
    glAccounts: glAccounts(),
  }
}

export const API_MEMBER = 150
export const STATUS = { new: 1, sent: 2, closed: 3, reload: 4 } as const
export const LOCATIONS: Ref[] = [
  { id: 2, name: 'Sydney' },
  { id: 11, name: 'Melbourne' },
  { id: 12, name: 'Brisbane' },
]
export const DEPARTMENTS = [
  { id: 1, identifier: 'MS', name: 'Managed Services' },
  { id: 2, identifier: 'PROJ', name: 'Projects' },
  { id: 3, identifier: 'PROC', name: 'Procurement' },
]

export function member(tenant: string, id: number, identifier: string, name: string, role: Role): Member {
  const [firstName = identifier, lastName = ''] = name.split(' ')
  const email = `${identifier.toLowerCase()}@${tenant.replaceAll('_', '-')}.example`
  return { key: keyOf(tenant, id), tenant, id, identifier, firstName, lastName, email, role, inactive: false }
}

/**
 * Accounts come from the corporate rows and the record-specific ones, tracking from department and location rows.
 * RD (deferred revenue) is left out: a closed down payment gets no entries. 299 is a ledger account nobody has.
 */
function glAccounts(): GlAccount[] {
  const rows: Omit<GlAccount, 'id'>[] = [
    corporate('AR', ['610', '', '', '']),
    corporate('ST', ['820', '', '', '']),
    corporate('R', ['200', '', '', 'Service'], '310'),
    corporate('RA', ['210', '', '', 'Agreement'], '310'),
    corporate('RE', ['260', '', '', 'Recovered Expense'], '310'),
    { ...corporate('RP', ['220', '', '', ''], '320'), inventory: '630' },
    specific('R', 'Work Type', { id: 1, name: 'Project' }, ['230', '', '', 'Project']),
    specific('RP', 'Product Category', { id: 2, name: 'Software' }, ['260', '', '', '']),
    specific('RP', 'Product Category', { id: 3, name: 'Marketplace' }, ['299', '', '', '']),
  ]
  rows.push(...tracking(['R', 'RA', 'RE', 'RP']), ...costs())
  return rows.map((row, at) => ({ ...row, id: at + 1 }))
}

/** What is bought, moved and spent. Stock is an asset (630) until it is sold; the offset of company cards is 855. */
function costs(): Omit<GlAccount, 'id'>[] {
  const expense = (['EE', 'EI'] as const).flatMap(glType => [
    corporate(glType, ['429', '', '', 'Expense']),
    ...EXPENSE_TYPES.map(({ id, name, account }) =>
      specific(glType, 'Expense Type', { id, name }, [account, '', '', '']),
    ),
  ])
  return [
    corporate('AP', ['800', '', '', '']),
    { ...corporate('P', ['320', '', '', 'Purchase'], '320'), inventory: '630' },
    specific('P', 'Product Category', { id: 2, name: 'Software' }, ['485', '', '', '']),
    corporate('PF', ['425', '', '', 'Freight']),
    corporate('PT', ['820', '', '', '']),
    corporate('FT', ['820', '', '', '']),
    { ...corporate('IA', ['310', '', '', 'Stock adjustment'], '310'), inventory: '630' },
    { ...corporate('IT', ['630', '', '', 'Stock transfer'], '320'), inventory: '630' },
    ...expense,
    corporate('EO', ['855', '', '', 'Expense offset']),
    corporate('ET', ['820', '', '', '']),
    ...tracking(['P', 'PF', 'IA', 'EE', 'EI']),
  ]
}

/** Departments in segment 2, locations in segment 3. */
function tracking(types: readonly GlType[]): Omit<GlAccount, 'id'>[] {
  return types.flatMap(type => [
    ...DEPARTMENTS.map(({ id, name }) => specific(type, 'Department', { id, name }, ['', name, '', ''])),
    ...LOCATIONS.map(place => specific(type, 'Location', place, ['', '', place.name, ''])),
  ])
}

function corporate(glType: GlType, segments: Segments, cogs = ''): Omit<GlAccount, 'id'> {
  return { ...specific(glType, 'Corporate', null, segments), cogs: [cogs, '', '', ''] }
}

function specific(
  glType: GlType,
  mappedType: MappedType,
  mappedRecord: Ref | null,
  segments: Segments,
): Omit<GlAccount, 'id'> {
  return { glType, mappedType, mappedRecord, segments, cogs: ['', '', '', ''], salesCode: '' }
}
