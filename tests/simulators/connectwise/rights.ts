import type { SimResponse } from '../kit/message.ts'
import type { Member, Tenant } from './entities.ts'
import { forbidden } from './errors.ts'

/** Module and function, as Manage's security role screen groups them: those that this simulator has doors for. */
export const RIGHTS = [
  'Companies/Company Maintenance',
  'Companies/Manage Attachments',
  'Finance/Accounting Interface',
  'Finance/Agreements',
  'Finance/Invoicing',
  'Procurement/Inventory Adjustments',
  'Procurement/Products',
  'Procurement/Purchase Orders',
  'System/Member Maintenance',
  'System/Table Setup',
  'Time & Expense/Expense Report Entry',
  'Time & Expense/Time Entry',
] as const
export type Right = (typeof RIGHTS)[number]

/** Letters of what is allowed on all records: Add, Edit, Delete, Inquire. '' is None in all four columns. */
export type Allowed = string
export type SecurityRole = {
  id: number
  name: string
  adminFlag: boolean
  rights: Record<Right, Allowed>
}

const ROLE_IDS = { finance: 5, technician: 6, api: 7 } as const

export function seedRoles(): SecurityRole[] {
  return [
    { id: 1, name: 'Admin', adminFlag: true, rights: rights('AEDI') },
    { id: ROLE_IDS.finance, name: 'Finance', adminFlag: false, rights: rights('AEDI') },
    {
      id: ROLE_IDS.technician,
      name: 'Technician',
      adminFlag: false,
      rights: {
        ...rights('I'),
        'Finance/Accounting Interface': '',
        'Finance/Agreements': '',
        'Finance/Invoicing': '',
        'System/Table Setup': '',
      },
    },
    {
      id: ROLE_IDS.api,
      name: 'API Integration',
      adminFlag: false,
      rights: {
        ...rights('I'),
        'Finance/Accounting Interface': 'AEDI',
        'Finance/Invoicing': 'AEDI',
        'System/Table Setup': 'AEDI',
      },
    },
  ]
}

export function roleOf(tenant: Tenant, member: Member): SecurityRole {
  const role = tenant.roles.find(one => one.id === ROLE_IDS[member.role])
  if (!role) throw new Error(`${tenant.company} has no security role for ${member.role}`)
  return role
}

/** What the caller's security role says of this door; null lets it pass. */
export function mayEnter(tenant: Tenant, member: Member, method: string, path: string): SimResponse | null {
  const needed = neededFor(method, path)
  if (!needed) return null
  return roleOf(tenant, member).rights[needed.right].includes(needed.letter) ? null : forbidden()
}

type Needed = { right: Right; letter: string }

export function neededFor(method: string, path: string): Needed | null {
  const place = path.slice(path.indexOf('/apis/3.0') + '/apis/3.0'.length)
  const right = DOORS.find(([pattern]) => pattern.test(place))?.[1]
  return right ? { right, letter: LETTERS[method] ?? 'I' } : null
}

const LETTERS: Record<string, string> = { GET: 'I', POST: 'A', PUT: 'E', PATCH: 'E', DELETE: 'D' }

/** The first that fits. The export is a preview, yet it is posted: it needs Add, as the batch does. */
const DOORS: readonly (readonly [RegExp, Right | null])[] = [
  // Reachable without any module's rights: which system is this, who am I.
  [/^\/system\/(?:info|myMembers\/info)$/, null],
  [/^\/company\//, 'Companies/Company Maintenance'],
  [/^\/finance\/accounting\//, 'Finance/Accounting Interface'],
  [/^\/finance\/agreements/, 'Finance/Agreements'],
  [/^\/finance\/(?:invoices|closedInvoices)/, 'Finance/Invoicing'],
  [/^\/procurement\/products/, 'Procurement/Products'],
  [/^\/procurement\/purchaseorders(?:\/|$)/, 'Procurement/Purchase Orders'],
  [/^\/procurement\/adjustments/, 'Procurement/Inventory Adjustments'],
  [/^\/time\/entries/, 'Time & Expense/Time Entry'],
  [/^\/expense\/entries/, 'Time & Expense/Expense Report Entry'],
  [/^\/system\/documents/, 'Companies/Manage Attachments'],
  [/^\/system\/members/, 'System/Member Maintenance'],
  [/^\/(?:finance|expense|procurement|system)\//, 'System/Table Setup'],
]

function rights(allowed: Allowed): Record<Right, Allowed> {
  return {
    'Companies/Company Maintenance': allowed,
    'Companies/Manage Attachments': allowed,
    'Finance/Accounting Interface': allowed,
    'Finance/Agreements': allowed,
    'Finance/Invoicing': allowed,
    'Procurement/Inventory Adjustments': allowed,
    'Procurement/Products': allowed,
    'Procurement/Purchase Orders': allowed,
    'System/Member Maintenance': allowed,
    'System/Table Setup': allowed,
    'Time & Expense/Expense Report Entry': allowed,
    'Time & Expense/Time Entry': allowed,
  }
}
