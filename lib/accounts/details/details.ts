import type { Transaction } from '../../../drizzle/client.ts'
import type { Psa as PsaRow } from '../../../drizzle/types.ts'
import { env } from '../../env.ts'
import { openPsaRow } from '../psa.ts'
import { accountRow, membershipOfUser, psaRow } from '../store.ts'
import { inAccount } from '../transaction.ts'
import { softwareVersions } from './versions.ts'
import type { StoredSecrets } from './wanted.ts'

/** The account's details as its screen shows them: of a secret only that it is there, since when and by whom. */
export interface DetailsView {
  revision: number
  accountName: string
  kind: 'cloud' | 'on-premise'
  region: string
  host: string
  /** part of every address, as company info said it when it was saved */
  dir: string
  loginCompany: string
  softwareVersion: string
  /** what ConnectWise says is installed, '' before it was asked */
  installedVersion: string
  integratorUsername: string
  hasIntegratorPassword: boolean
  publicKey: string
  privateKey: { hint: string; setAt: string; setBy: string; workedAt: string | null }
  regions: { value: string; label: string }[]
  versions: { value: string; label: string; legacy: boolean }[]
}

export async function detailsView(tx: Transaction): Promise<DetailsView> {
  const [account, row] = [await accountRow(tx), await psaRow(tx)]
  const setBy = row.privateKeySetBy ? await membershipOfUser(tx, row.privateKeySetBy) : null
  const kind = row.kind === 'on-premise' ? 'on-premise' : 'cloud'
  return {
    revision: row.revision,
    accountName: account.name,
    kind,
    region: kind === 'cloud' ? row.region : '',
    host: kind === 'cloud' ? '' : new URL(row.uiOrigin).host,
    dir: row.codebase,
    loginCompany: row.loginCompany,
    softwareVersion: row.softwareVersion,
    installedVersion: row.version,
    integratorUsername: row.integratorUsername,
    hasIntegratorPassword: row.integratorPasswordSealed !== '',
    publicKey: row.publicKey,
    privateKey: {
      hint: row.privateKeyHint,
      setAt: row.privateKeySetAt.toISOString(),
      setBy: setBy?.name ?? '',
      workedAt: row.workedAt?.toISOString() ?? null,
    },
    regions: env().CONNECTWISE_SITES.map(({ region, ui }) => ({
      value: region,
      label: `${region.toUpperCase()}: ${new URL(ui).host}`,
    })),
    versions: softwareVersions.map(({ value, label, legacy }) => ({ value, label, legacy })),
  }
}

/** What stands, with its secrets: for saving and testing only. */
export async function storedDetails(
  accountId: string,
): Promise<{ row: PsaRow; stored: StoredSecrets; dataKey: string }> {
  return inAccount(accountId, async tx => ({
    row: await psaRow(tx),
    stored: await openPsaRow(tx),
    dataKey: (await accountRow(tx)).dataKey,
  }))
}
