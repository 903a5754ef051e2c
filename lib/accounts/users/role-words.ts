import type { Role } from '../permissions.ts'

export type GivenRole = Exclude<Role, 'none'>

/** In the order in which they are offered: what each is called, and what it can do in plain words. */
export const roleWords: Readonly<Record<GivenRole, { name: string; can: readonly string[] }>> = {
  'account-admin': {
    name: 'Account admin',
    can: [
      'Everything an approver can, for every company, future ones too',
      'Change the account, its companies and their settings, connect and disconnect ledgers',
      'Invite people, change their roles, disable them, see Evenbook as they do',
    ],
  },
  approver: {
    name: 'Approver',
    can: ['Everything a user can', 'Release held records, accept differences and undo what was sent'],
  },
  user: {
    name: 'User',
    can: ['See, send and retry the records of their companies', 'Decide mappings of their companies'],
  },
  'read-only': {
    name: 'Read only',
    can: ['See the records, results and mappings of their companies', 'Change nothing'],
  },
}

export const givenRoles: readonly GivenRole[] = ['account-admin', 'approver', 'user', 'read-only']

export function roleName(role: Role): string {
  return role === 'none' ? 'No role' : roleWords[role].name
}
