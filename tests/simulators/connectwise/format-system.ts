import type { Callback, HostedSetup, Member, MenuEntry } from './entities.ts'
import type { SecurityRole } from './rights.ts'

/** Members and what an integration sets up, on the wire. */
/** `approver`: of expenses; null: ConnectWise names none. */
export function memberRow(member: Member, approver: Member | null) {
  return {
    id: member.id,
    identifier: member.identifier,
    firstName: member.firstName,
    lastName: member.lastName,
    licenseClass: member.role === 'api' ? 'A' : 'F',
    inactiveFlag: member.inactive,
    officeEmail: member.email,
    primaryEmail: member.email,
    defaultEmail: 'Office',
    defaultPhone: 'Office',
    hireDate: '2020-07-01T00:00:00Z',
    securityRole: ROLE_REF[member.role],
    timeZone: { id: 1, name: 'Australia/Sydney' },
    expenseApprover: approver && {
      id: approver.id,
      identifier: approver.identifier,
      name: `${approver.firstName} ${approver.lastName}`,
    },
    _info: { lastUpdated: '2026-07-01T00:00:00Z', updatedBy: 'Admin1' },
  }
}

export function myMemberInfo(member: Member) {
  return {
    id: member.id,
    identifier: member.identifier,
    firstName: member.firstName,
    middleInitial: '',
    lastName: member.lastName,
    fullName: `${member.firstName} ${member.lastName}`,
    defaultEmail: member.email,
    licenseClass: member.role === 'api' ? 'A' : 'F',
    inactiveFlag: member.inactive,
    timeZone: { id: 1, name: 'Australia/Sydney' },
    ssoSessionFlag: false,
    _info: { lastUpdated: '2026-07-01T00:00:00Z', updatedBy: 'Admin1' },
  }
}

export function securityRoleRow({ id, name, adminFlag }: SecurityRole) {
  return {
    id,
    name,
    roleType: 'Member',
    adminFlag,
    inactiveFlag: false,
    _info: { lastUpdated: '2026-07-01T00:00:00Z', updatedBy: 'Admin1' },
  }
}

export const ROLE_REF = {
  finance: { id: 5, name: 'Finance' },
  technician: { id: 6, name: 'Technician' },
  api: { id: 7, name: 'API Integration' },
} as const

export function callbackRow(callback: Callback) {
  return {
    id: callback.id,
    description: callback.description,
    url: callback.url,
    objectId: callback.objectId,
    type: callback.type,
    level: callback.level,
    memberId: callback.memberId,
    payloadVersion: callback.payloadVersion,
    inactiveFlag: callback.inactive,
    isSoapCallbackFlag: false,
    isSelfSuppressedFlag: callback.selfSuppressed,
    _info: { lastUpdated: callback.updatedAt, updatedBy: '' },
  }
}

export function hostedSetupRow(setup: HostedSetup) {
  return {
    id: setup.id,
    screenId: setup.screenId,
    description: setup.description,
    url: setup.url,
    type: setup.type,
    clientId: setup.clientId,
    origin: setup.origin,
    podHeight: setup.podHeight,
    toolbarButtonDialogHeight: 0,
    toolbarButtonDialogWidth: 0,
    disabledFlag: setup.disabled,
    locationIds: [],
    locationsEnabledFlag: false,
    createdBy: setup.createdBy,
    dateCreated: setup.dateCreated,
    _info: { lastUpdated: setup.dateCreated, updatedBy: setup.createdBy },
  }
}

export function menuEntryRow(entry: MenuEntry) {
  return {
    id: entry.id,
    menuLocation: entry.menuLocation,
    caption: entry.caption,
    link: entry.link,
    newWindowFlag: entry.newWindow,
    locationIds: entry.locations.map(one => one.locationId),
    origin: entry.origin,
    clientId: entry.clientId,
    _info: { lastUpdated: '2026-07-01T00:00:00Z', updatedBy: '' },
  }
}
