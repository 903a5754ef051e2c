import type { Transaction } from '../../drizzle/client.ts'
import type { Call } from '../activity/calls/log.ts'
import { openPsa } from '../connectors/open.ts'
import type { Psa } from '../connectors/ports.ts'
import { env } from '../env.ts'
import { Secret } from '../std/secret.ts'
import { latest, softwareVersion } from './details/versions.ts'
import { worked } from './details/worked.ts'
import { findInstall } from './directory.ts'
import { onPremiseEgress, place } from './outside.ts'
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
  const { privateKey, integratorPassword } = await inAccount(accountId, openPsaRow)
  const integrator = integratorPassword && {
    integrator: { username: row.integratorUsername, password: integratorPassword },
  }
  const psa = openWith({ ...row, privateKey, ...integrator }, accountId, call => worked(accountId, call))
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
  /** `on-premise`: the host was proven, and is called by a gate of its own */
  kind?: string
  softwareVersion?: string
  /** of a legacy version, instead of the keys */
  integrator?: { username: string; password: Secret }
  /** each call once, and no longer than this */
  hurry?: { timeoutMs: number; signal: AbortSignal }
}

/** With keys that are not stored (yet): a new account's are tried before anything is written, and there is no API log of it. */
export function openWith(
  keys: PsaKeys,
  accountId: string | null = null,
  also: (call: Call) => void = () => undefined,
): Psa {
  const { onCall, ...outside } = place(
    'connectwise',
    accountId === null ? null : { accountId, companyId: null },
  )
  const { apiVersion, legacy } = softwareVersion(keys.softwareVersion ?? latest)
  return openPsa({
    ...outside,
    ...(keys.kind === 'on-premise' && { egress: onPremiseEgress(new URL(keys.apiOrigin).host) }),
    clientId: Secret.of(env().CONNECTWISE_CLIENT_ID),
    uiOrigin: keys.uiOrigin,
    apiOrigin: keys.apiOrigin,
    loginCompany: keys.loginCompany,
    codebase: keys.codebase,
    publicKey: keys.publicKey,
    privateKey: keys.privateKey,
    apiVersion,
    ...(legacy && { integrator: keys.integrator }),
    hurry: keys.hurry,
    onCall: call => {
      onCall?.(call)
      also(call)
    },
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
export async function openPsaRow(
  tx: Transaction,
): Promise<{ privateKey: Secret; webhookKey: Secret; integratorPassword: Secret | null }> {
  const { accountId, dataKey } = await accountRow(tx)
  const row = await psaRow(tx)
  const open = (field: string, sealed: string) =>
    sealer().open(dataKey, { account: accountId, table: 'psas', row: accountId, field }, sealed)
  return {
    privateKey: open('private_key_sealed', row.privateKeySealed),
    webhookKey: open('webhook_key_sealed', row.webhookKeySealed),
    integratorPassword:
      row.integratorPasswordSealed === ''
        ? null
        : open('integrator_password_sealed', row.integratorPasswordSealed),
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

/** After the site has changed: the other processes follow within the minute. */
export function forgetFrameAncestors(): void {
  globalThis.evenbookFrameAncestors?.clear()
}
