import type { Member } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { type CompanyConnection, connectionOf } from '@/lib/accounts/connections.ts'
import { ledgerName } from '@/lib/accounts/ledgers.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { env } from '@/lib/env.ts'
import { catalog } from '@/lib/settings/catalog.ts'
import { readSetting } from '@/lib/settings/settings.ts'

/** Who looks, at which company, and what may be offered to them. The server asks again in each action. */
export interface Viewer {
  install: string
  userId: string
  inPod: boolean
  maySend: boolean
  mayApprove: boolean
  mayMap: boolean
  mayConfigure: boolean
  mayManageUsers: boolean
  /** a closed record goes by itself */
  realTime: boolean
  /** it will once Go live is taken */
  realTimeWanted: boolean
  ledger: string
  ledgerUrl: string
}

export async function viewerOf(member: Member, companyId: string | null, inPod: boolean): Promise<Viewer> {
  const { connection, realTime } = await within(member, async tx => ({
    connection: companyId === null ? null : await connectionOf(tx, companyId),
    realTime: await readSetting(tx, catalog['real-time'], member.accountId),
  }))
  return {
    install: member.installKey,
    userId: member.userId,
    inPod,
    maySend: can(member.role, 'send'),
    mayApprove: can(member.role, 'approve'),
    mayMap: can(member.role, 'map'),
    mayConfigure: can(member.role, 'configure'),
    mayManageUsers: can(member.role, 'manage-users'),
    realTime: realTime && member.psa.live,
    realTimeWanted: realTime,
    ledger: ledgerName(connection?.vendor ?? null),
    ledgerUrl: ledgerHome(connection),
  }
}

/**
 * Xero's own address of an organisation (https://developer.xero.com/documentation/guides/how-to-guides/deep-link-xero);
 * QuickBooks opens the company that the person last worked in.
 */
function ledgerHome(connection: CompanyConnection | null): string {
  if (connection?.vendor === 'quickbooks') return env().QUICKBOOKS_APP_URL
  if (!connection || connection.shortCode === '') return ''
  return `${env().XERO_APP_URL}/organisationlogin/default.aspx?${new URLSearchParams({
    shortcode: connection.shortCode,
  })}`
}
