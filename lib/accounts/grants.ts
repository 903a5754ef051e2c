import type { Transaction } from '../../drizzle/client.ts'
import type { Grant } from '../../drizzle/types.ts'
import { record } from '../activity/activity.ts'
import type { TokenSet } from '../connectors/consent-facts.ts'
import { ConnectorError } from '../connectors/ports.ts'
import { env } from '../env.ts'
import { newId } from '../std/id.ts'
import type { Secret } from '../std/secret.ts'
import { consentOf } from './ledgers.ts'
import { sealer } from './sealer.ts'
import { accountRow, grantRow, insertGrant, killGrant, saveTokens } from './store.ts'
import { inAccount } from './transaction.ts'

const refreshEarlyMs = 5 * 60_000

/** A bearer, and how it stands in the row: what names it when the vendor refuses it. */
export interface Bearer {
  token: Secret
  sealed: string
}

export async function accessToken(accountId: string, grantId: string): Promise<Secret> {
  return (await bearer(accountId, grantId, '')).token
}

/**
 * A bearer that is good for a while and is not the `refused` one. Refreshed under the grant's row lock and stored before it
 * is used: the vendor rotates the refresh token, and two refreshes at once lose the connection (measured,
 * knowledge/reliability.md §2.4). The lock held across this one call is the one exception to "no transaction across HTTP".
 */
export async function bearer(accountId: string, grantId: string, refused: string): Promise<Bearer> {
  for (let again = true; ; again = false) {
    const kept = await inAccount(accountId, tx => freshBearer(tx, grantId, refused))
    if (kept) return kept
    const result = await inAccount(accountId, tx => refresh(tx, grantId, refused))
    if (result.kind === 'bearer') return result.bearer
    // Refused, yet the row may carry newer tokens by now (a reconnect): look once more before it counts as dead.
    const died = await markDead(
      accountId,
      grantId,
      'The consent was withdrawn or has run out.',
      result.refused,
    )
    if (died || !again) throw reconnectNeeded(result.vendor)
  }
}

/** The organisation was removed, or the consent withdrawn: postings wait until a person connects again. */
export async function markGrantDead(accountId: string, grantId: string, reason: string): Promise<void> {
  await markDead(accountId, grantId, reason, null)
}

/** A new consent's tokens, sealed before anything else is done with them. */
export async function storeGrant(
  tx: Transaction,
  accountId: string,
  vendor: string,
  tokens: TokenSet,
): Promise<string> {
  const id = newId()
  await insertGrant(tx, {
    accountId,
    id,
    vendor,
    subject: tokens.subject,
    authEventId: tokens.authEventId,
    ...(await sealTokens(tx, id, tokens)),
  })
  return id
}

export function reconnectNeeded(vendor: string): ConnectorError {
  return new ConnectorError({
    system: vendor === 'quickbooks' ? 'quickbooks' : 'xero',
    kind: 'unauthorized',
    message: 'The connection needs a new consent: reconnect the ledger on the Company page.',
  })
}

async function freshBearer(tx: Transaction, grantId: string, refused: string): Promise<Bearer | null> {
  const grant = await liveGrant(tx, grantId, false)
  return grant.fresh && grant.accessTokenSealed !== refused ? keptBearer(tx, grant) : null
}

type Refreshed = { kind: 'bearer'; bearer: Bearer } | { kind: 'refused'; refused: string; vendor: string }

async function refresh(tx: Transaction, grantId: string, refused: string): Promise<Refreshed> {
  const grant = await liveGrant(tx, grantId, true)
  const good = grant.accessTokenSealed !== refused
  if (grant.fresh && good) return { kind: 'bearer', bearer: await keptBearer(tx, grant) }
  const refreshToken = await openToken(tx, grant, 'refresh_token_sealed', grant.refreshTokenSealed)
  try {
    const tokens = await consentOf(grant.vendor, grant.accountId).refresh(refreshToken)
    const sealed = await sealTokens(tx, grantId, tokens)
    await saveTokens(tx, grantId, sealed)
    return { kind: 'bearer', bearer: { token: tokens.accessToken, sealed: sealed.accessTokenSealed } }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    if (error.vendor.code === 'invalid_grant') {
      return { kind: 'refused', refused: grant.refreshTokenSealed, vendor: grant.vendor }
    }
    // No answer: the old refresh token stays usable for 30 minutes (knowledge/ledgers.md §1.2), so the next call tries it again.
    if (grant.unexpired && good) return { kind: 'bearer', bearer: await keptBearer(tx, grant) }
    throw error
  }
}

async function liveGrant(tx: Transaction, grantId: string, lock: boolean) {
  const grant = await grantRow(tx, grantId, { earlyMs: Math.round(refreshEarlyMs / env().TIME_FACTOR), lock })
  if (!grant || grant.deadAt !== null) throw reconnectNeeded(grant?.vendor ?? 'xero')
  return grant
}

async function markDead(
  accountId: string,
  grantId: string,
  reason: string,
  refusedSealed: string | null,
): Promise<boolean> {
  return inAccount(accountId, async tx => {
    const died = await killGrant(tx, grantId, reason, refusedSealed)
    if (died) {
      await record(tx, {
        accountId,
        actor: null,
        verb: 'connection.reconnect-needed',
        subject: `grant:${grantId}`,
        detail: { reason },
      })
    }
    return died
  })
}

async function sealTokens(
  tx: Transaction,
  grantId: string,
  tokens: TokenSet,
): Promise<Pick<Grant, 'accessTokenSealed' | 'refreshTokenSealed' | 'expiresAt' | 'scopes'>> {
  const { accountId, dataKey } = await accountRow(tx)
  const seal = (field: string, token: Secret) =>
    sealer().seal(dataKey, { account: accountId, table: 'grants', row: grantId, field }, token)
  return {
    accessTokenSealed: seal('access_token_sealed', tokens.accessToken),
    refreshTokenSealed: seal('refresh_token_sealed', tokens.refreshToken),
    expiresAt: tokens.expiresAt,
    scopes: tokens.scopes.join(' '),
  }
}

async function keptBearer(tx: Transaction, grant: Grant): Promise<Bearer> {
  const token = await openToken(tx, grant, 'access_token_sealed', grant.accessTokenSealed)
  return { token, sealed: grant.accessTokenSealed }
}

async function openToken(tx: Transaction, grant: Grant, field: string, sealed: string): Promise<Secret> {
  const { accountId, dataKey } = await accountRow(tx)
  return sealer().open(dataKey, { account: accountId, table: 'grants', row: grant.id, field }, sealed)
}
