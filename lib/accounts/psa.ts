import type { Transaction } from '../../drizzle/client.ts'
import { openPsa } from '../connectors/open.ts'
import type { Psa } from '../connectors/ports.ts'
import { env } from '../env.ts'
import { Secret } from '../std/secret.ts'
import { findInstall } from './directory.ts'
import { place } from './outside.ts'
import { sealer } from './sealer.ts'
import { accountRow, psaRow } from './store.ts'
import { inAccount } from './transaction.ts'

export interface PsaFacts {
  region: string
  uiOrigin: string
  apiOrigin: string
  loginCompany: string
  codebase: string
  /** Go live taken */
  live: boolean
}

interface Opened {
  psa: Psa
  updatedAt: number
}

declare global {
  var evenbookFrameAncestors: Map<string, { origins: string[]; until: number }> | undefined
}

// Not of the process: see outside.ts.
const psas = new Map<string, Opened>()

/** The account's ConnectWise with its keys, opened once and again when the row has changed. */
export async function psaOf(accountId: string): Promise<Psa> {
  const row = await inAccount(accountId, psaRow)
  const known = psas.get(accountId)
  if (known?.updatedAt === row.updatedAt.getTime()) return known.psa
  const { privateKey } = await inAccount(accountId, openPsaRow)
  const psa = openWith({ ...row, privateKey }, accountId)
  psas.set(accountId, { psa, updatedAt: row.updatedAt.getTime() })
  return psa
}

export interface PsaKeys {
  uiOrigin: string
  apiOrigin: string
  loginCompany: string
  codebase: string
  publicKey: string
  privateKey: Secret
}

/** With keys that are not stored (yet): a new account's are tried before anything is written, and there is no API log of it. */
export function openWith(keys: PsaKeys, accountId: string | null = null): Psa {
  return openPsa({
    ...place('connectwise', accountId === null ? null : { accountId, companyId: null }),
    clientId: Secret.of(env().CONNECTWISE_CLIENT_ID),
    uiOrigin: keys.uiOrigin,
    apiOrigin: keys.apiOrigin,
    loginCompany: keys.loginCompany,
    codebase: keys.codebase,
    publicKey: keys.publicKey,
    privateKey: keys.privateKey,
  })
}

export async function psaFacts(accountId: string): Promise<PsaFacts> {
  return inAccount(accountId, async tx => {
    const row = await psaRow(tx)
    const { liveAt } = await accountRow(tx)
    return {
      region: row.region,
      uiOrigin: row.uiOrigin,
      apiOrigin: row.apiOrigin,
      loginCompany: row.loginCompany,
      codebase: row.codebase,
      live: liveAt !== null,
    }
  })
}

/** The row's secrets, for this folder's own use. */
export async function openPsaRow(tx: Transaction): Promise<{ privateKey: Secret; webhookKey: Secret }> {
  const { accountId, dataKey } = await accountRow(tx)
  const row = await psaRow(tx)
  const open = (field: string, sealed: string) =>
    sealer().open(dataKey, { account: accountId, table: 'psas', row: accountId, field }, sealed)
  return {
    privateKey: open('private_key_sealed', row.privateKeySealed),
    webhookKey: open('webhook_key_sealed', row.webhookKeySealed),
  }
}

const ancestorsMs = 60_000
const ancestorsMost = 5_000

/** Who may frame this account's pages: its own Manage and nobody else. An unknown install key may be framed by no one. */
export async function frameAncestors(installKey: string): Promise<string[]> {
  globalThis.evenbookFrameAncestors ??= new Map()
  const cache = globalThis.evenbookFrameAncestors
  const known = cache.get(installKey)
  if (known && known.until > performance.now()) return known.origins
  const install = await findInstall(installKey)
  const origins = install ? [(await psaFacts(install.accountId)).uiOrigin] : []
  // Invented keys must not fill the memory.
  if (cache.size >= ancestorsMost) cache.clear()
  cache.set(installKey, { origins, until: performance.now() + ancestorsMs })
  return origins
}
