import type { Tenant } from './entities.ts'
import type { Expense, ExpenseStatus } from './entities-expenses.ts'
import type { FileSpec } from './entities-files.ts'
import { attachFile } from './files.ts'
import { CLASS, PAID_BY, SPENT_ON } from './seed-setup.ts'
import { DEPARTMENTS, LOCATIONS } from './seed-tenant.ts'
import { memberNamed } from './sessions.ts'
import { dayBefore, type Sim, stamp } from './sim.ts'
import { writeExpenseEntries } from './spending.ts'
import { keyOf } from './store.ts'
import { expenseTold } from './told.ts'

export type ExpenseSpec = {
  member: string
  /** With its tax. */
  amount: string
  tax?: string
  on?: keyof typeof SPENT_ON
  paidBy?: keyof typeof PAID_BY
  /** Of the payment type where it is left out. */
  as?: keyof typeof CLASS
  /** Identifier of the customer it is charged to; none: the MSP's own cost. */
  company?: string
  billable?: boolean
  /** The project it is charged to. */
  project?: { id: number; name: string }
  daysAgo?: number
  notes?: string
  location?: number
  status?: ExpenseStatus
  receipts?: readonly FileSpec[]
  /** When it came to that status; left out: just now. */
  sinceDaysAgo?: number
}

/** Three months of three people: paid by themselves, by the company's cards, and privately on one of those. */
export const DEMO_EXPENSES: readonly ExpenseSpec[] = [
  { member: 'SMarsh', amount: '38.60', on: 'parking', company: 'GullFreight', daysAgo: 88, location: 11 },
  {
    member: 'SMarsh',
    amount: '412.00',
    on: 'travel',
    paidBy: 'companyVisa',
    company: 'EurekaMine',
    daysAgo: 84,
  },
  {
    member: 'SMarsh',
    amount: '64.35',
    on: 'meals',
    paidBy: 'companyVisa',
    as: 'personal',
    daysAgo: 83,
    notes: 'Family dinner, wrong card',
  },
  { member: 'RVoss', amount: '96.20', on: 'fuel', paidBy: 'fuelCard', daysAgo: 80, location: 11 },
  { member: 'RVoss', amount: '27.50', on: 'meals', paidBy: 'cash', daysAgo: 77 },
  {
    member: 'TEllis',
    amount: '189.00',
    on: 'hotel',
    company: 'CoralBayRes',
    billable: true,
    daysAgo: 73,
    location: 12,
  },
  { member: 'TEllis', amount: '18.90', on: 'parking', daysAgo: 72, location: 12 },
  {
    member: 'SMarsh',
    amount: '149.95',
    on: 'hardware',
    company: 'AcmeDental',
    billable: true,
    daysAgo: 66,
    notes: 'Spare docking station cables',
    receipts: [{ fileName: 'Officeworks 4417.pdf' }],
  },
  {
    member: 'JNg',
    amount: '512.75',
    on: 'travel',
    paidBy: 'companyVisa',
    daysAgo: 61,
    notes: 'Vendor conference',
    receipts: [{ fileName: 'flight.pdf' }, { fileName: 'registration.pdf' }],
  },
  { member: 'JNg', amount: '42.10', on: 'meals', paidBy: 'companyVisa', daysAgo: 60 },
  { member: 'RVoss', amount: '101.45', on: 'fuel', paidBy: 'fuelCard', daysAgo: 52, location: 11 },
  { member: 'RVoss', amount: '73.44', on: 'mileage', company: 'BlueGumLegal', billable: true, daysAgo: 47 },
  { member: 'SMarsh', amount: '23.00', on: 'parking', company: 'JacanaArch', daysAgo: 41 },
  {
    member: 'SMarsh',
    amount: '88.00',
    on: 'hardware',
    paidBy: 'companyVisa',
    company: 'HarbourVet',
    billable: true,
    daysAgo: 38,
  },
  {
    member: 'SMarsh',
    amount: '31.80',
    on: 'fuel',
    paidBy: 'fuelCard',
    as: 'personal',
    daysAgo: 33,
    notes: 'Weekend, own car',
  },
  {
    member: 'TEllis',
    amount: '54.00',
    on: 'travel',
    company: 'MangroveNew',
    billable: true,
    daysAgo: 29,
    notes: 'Ferry',
  },
  { member: 'TEllis', amount: '16.25', on: 'meals', daysAgo: 28 },
  { member: 'RVoss', amount: '99.10', on: 'fuel', paidBy: 'fuelCard', daysAgo: 21, location: 11 },
  {
    member: 'JNg',
    amount: '220.00',
    on: 'hotel',
    paidBy: 'companyVisa',
    company: 'EurekaMine',
    billable: true,
    daysAgo: 16,
    location: 11,
  },
  { member: 'SMarsh', amount: '45.50', on: 'meals', company: 'DunesSurf', billable: true, daysAgo: 12 },
  { member: 'RVoss', amount: '12.40', on: 'parking', paidBy: 'cash', daysAgo: 9 },
  {
    member: 'SMarsh',
    amount: '67.90',
    on: 'travel',
    company: 'GullFreight',
    billable: true,
    daysAgo: 4,
    status: 'PendingApproval',
    location: 11,
  },
  { member: 'TEllis', amount: '29.95', on: 'hardware', paidBy: 'companyVisa', daysAgo: 2, status: 'Open' },
  // Older than any ninety days.
  { member: 'SMarsh', amount: '75.00', on: 'travel', daysAgo: 120 },
  // With tax, and where approvals stand
  {
    member: 'TEllis',
    amount: '132.00',
    tax: '12.00',
    on: 'hotel',
    company: 'CoralBayRes',
    billable: true,
    daysAgo: 14,
    notes: 'One night, Brisbane',
    receipts: [{ fileName: 'Hotel Brisbane, invoice.pdf' }, { fileName: 'breakfast.jpg' }],
    location: 12,
    status: 'Billed',
  },
  {
    member: 'RVoss',
    amount: '87.45',
    tax: '7.95',
    on: 'fuel',
    paidBy: 'fuelCard',
    daysAgo: 6,
    location: 11,
  },
  { member: 'RVoss', amount: '19.80', on: 'parking', daysAgo: 5, status: 'ApprovedByTierOne' },
  {
    member: 'SMarsh',
    amount: '240.00',
    on: 'hardware',
    company: 'IronbarkEng',
    daysAgo: 5,
    notes: 'Rack rails',
    status: 'ApprovedByTierTwo',
  },
  { member: 'SMarsh', amount: '12.00', on: 'meals', daysAgo: 5, notes: 'No receipt', status: 'Rejected' },
]

export function addExpense(sim: Sim, tenant: Tenant, spec: ExpenseSpec): Expense {
  const member = memberNamed(sim, tenant.company, spec.member)
  const company = sim.books.companies
    .by('tenant', tenant.company)
    .find(one => one.identifier === spec.company)
  if (!member || (spec.company !== undefined && !company))
    throw new Error(`${tenant.company} has no member ${spec.member} or no company ${spec.company}`)
  const next = (kind: string) => sim.books.nextId(tenant.company, kind)
  const paymentTypeId = PAID_BY[spec.paidBy ?? 'ownCard']
  const paid = tenant.paymentTypes.find(one => one.id === paymentTypeId)
  const id = next('expense')
  const date = dayBefore(sim, spec.daysAgo ?? 3)
  const made = sim.books.expenses.put({
    key: keyOf(tenant.company, id),
    tenant: tenant.company,
    id,
    detailId: next('expenseDetail'),
    reportId: reportOf(sim, tenant, member.id, date) ?? next('expenseReport'),
    memberId: member.id,
    companyId: company?.id ?? null,
    typeId: SPENT_ON[spec.on ?? 'travel'],
    paymentTypeId,
    classificationId: spec.as ? CLASS[spec.as] : (paid?.classificationId ?? CLASS.reimbursable),
    amount: spec.amount,
    ...(spec.tax === undefined ? {} : { tax: spec.tax }),
    ...(spec.project === undefined ? {} : { project: spec.project }),
    billable: spec.billable ?? false,
    date,
    notes: spec.notes ?? '',
    locationId: spec.location ?? LOCATIONS[0]?.id ?? 2,
    departmentId: DEPARTMENTS[0]?.id ?? 1,
    currencyId: 1,
    status: spec.status ?? 'ReadyToBill',
    updatedAt: stamp(sim.clock.now() - (spec.sinceDaysAgo ?? 0) * DAY_MS),
  })
  writeExpenseEntries(sim, tenant, made)
  for (const receipt of spec.receipts ?? []) attachFile(sim, tenant, id, receipt)
  sim.callbacks.fire(tenant, expenseTold(sim.books, tenant, made), 'added', member.id)
  return made
}

/** A member hands in one report a week. */
function reportOf(sim: Sim, tenant: Tenant, memberId: number, date: string): number | undefined {
  return sim.books.expenses
    .by('tenant', tenant.company)
    .find(one => one.memberId === memberId && weekOf(one.date) === weekOf(date))?.reportId
}

/** Weeks since a Monday. */
const weekOf = (date: string): number => Math.floor((Date.parse(date) / DAY_MS - 4) / 7)
const DAY_MS = 24 * 60 * 60 * 1000
