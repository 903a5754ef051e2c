/** Who may do what (the screens' words: knowledge of the trade has viewer, poster, approver, mapper, admin). */
export type Role = 'account-admin' | 'approver' | 'user' | 'read-only' | 'none'

export type Permission =
  | 'view'
  /** send to the ledger, retry, hold, release what one holds oneself */
  | 'send'
  /** release what others hold, accept a difference, undo, send past a warning */
  | 'approve'
  /** decide mappings */
  | 'map'
  /** settings of account and companies, connect and disconnect */
  | 'configure'
  | 'manage-users'

const permissions: Readonly<Record<Role, readonly Permission[]>> = {
  'account-admin': ['view', 'send', 'approve', 'map', 'configure', 'manage-users'],
  approver: ['view', 'send', 'approve', 'map'],
  user: ['view', 'send', 'map'],
  'read-only': ['view'],
  none: [],
}

export function can(role: Role, permission: Permission): boolean {
  return permissions[role].includes(permission)
}

export function isRole(text: string): text is Role {
  return Object.hasOwn(permissions, text)
}
