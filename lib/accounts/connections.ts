import type { Transaction } from '../../drizzle/client.ts'
import { type Actor, record } from '../activity/activity.ts'
import { ConnectorError, type Ledger } from '../connectors/ports.ts'
import { releaseOrganisation } from './directory.ts'
import { accessToken, bearer } from './grants.ts'
import { consentOf, ledgerName, openLedgerOf } from './ledgers.ts'
import { emptyGrant, endConnection, liveConnection, membershipOfUser, saveOrganisation } from './store.ts'
import { inAccount } from './transaction.ts'

export interface CompanyConnection {
  id: string
  grantId: string
  vendor: string
  organisationId: string
  organisationName: string
  shortCode: string
  baseCurrency: string
  connectedAt: Date
  /** set when the vendor took the consent back: what the person has to be told */
  reconnectNeeded: string | null
}

// Not of the process: see outside.ts.
const ledgers = new Map<string, Ledger>()

export async function connectionOf(tx: Transaction, companyId: string): Promise<CompanyConnection | null> {
  const row = await liveConnection(tx, companyId)
  if (!row) return null
  const { connection, deadAt, deadReason } = row
  return {
    id: connection.id,
    grantId: connection.grantId,
    vendor: connection.vendor,
    organisationId: connection.organisationId,
    organisationName: connection.organisationName,
    shortCode: connection.shortCode,
    baseCurrency: connection.baseCurrency,
    connectedAt: connection.connectedAt,
    reconnectNeeded: deadAt === null ? null : deadReason,
  }
}

/** What the company's ledger is called, for people. */
export async function ledgerNameOf(tx: Transaction, companyId: string): Promise<string> {
  return ledgerName((await liveConnection(tx, companyId))?.connection.vendor ?? null)
}

/**
 * The company's ledger, or why there is none. One object for one organisation and grant in a process: its limiter counts
 * every call of the organisation.
 */
export async function ledgerOf(
  accountId: string,
  companyId: string,
): Promise<Ledger | { kind: 'not-connected' | 'reconnect-needed' }> {
  const connection = await inAccount(accountId, tx => connectionOf(tx, companyId))
  if (!connection) return { kind: 'not-connected' }
  if (connection.reconnectNeeded !== null) return { kind: 'reconnect-needed' }
  const { id, grantId, shortCode, baseCurrency } = connection
  const key = [accountId, id, grantId, shortCode, baseCurrency].join()
  const known = ledgers.get(key)
  if (known) return known
  const ledger = open(accountId, companyId, connection)
  ledgers.set(key, ledger)
  return ledger
}

export type Disconnected =
  /** `removed`: the vendor's own list of connected apps has dropped us too */
  { kind: 'disconnected'; removed: boolean } | { kind: 'not-connected' }

/**
 * From here on nothing is sent; then the vendor's side is ended, in the way of its consent (`LedgerConsent`).
 */
export async function disconnect(
  accountId: string,
  companyId: string,
  userId: string,
): Promise<Disconnected> {
  const ended = await inAccount(accountId, async tx => {
    const row = await liveConnection(tx, companyId)
    if (!row) return null
    const { connection } = row
    await endConnection(tx, connection.id)
    await record(tx, {
      accountId,
      actor: await actorOf(tx, userId),
      verb: 'connection.closed',
      subject: `connection:${connection.id}`,
      companyId,
      detail: { vendor: connection.vendor, organisation: connection.organisationName },
    })
    return connection
  })
  if (!ended) return { kind: 'not-connected' }
  const removed = await deleteConnection(accountId, ended)
  await inAccount(accountId, async tx => {
    await releaseOrganisation(tx, { ...ended, accountId })
    await emptyGrant(tx, ended.grantId, 'Disconnected.')
  })
  return { kind: 'disconnected', removed }
}

export async function actorOf(tx: Transaction, userId: string): Promise<Actor> {
  const member = await membershipOfUser(tx, userId)
  return { id: userId, name: member?.name || 'A former member' }
}

async function deleteConnection(
  accountId: string,
  connection: { vendor: string; grantId: string; vendorConnectionId: string },
): Promise<boolean> {
  try {
    const token = await accessToken(accountId, connection.grantId)
    await consentOf(connection.vendor, accountId).disconnect(token, connection.vendorConnectionId)
    return true
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return error.kind === 'not-found'
  }
}

function open(accountId: string, companyId: string, connection: CompanyConnection): Ledger {
  const { shortCode, baseCurrency } = connection
  const known = { shortCode, baseCurrency }
  let last = ''
  let refused = ''
  const ledger = openLedgerOf({
    vendor: connection.vendor,
    owner: { accountId, companyId },
    organisationId: connection.organisationId,
    known,
    token: async () => {
      const { token, sealed } = await bearer(accountId, connection.grantId, refused)
      last = sealed
      return token
    },
    tokenRefused: () => {
      refused = last
    },
  })
  return {
    ...ledger,
    // Links for people need what only the ledger itself says, and the consent does not call it.
    organisation: async () => {
      const facts = await ledger.organisation()
      known.shortCode = facts.shortCode
      known.baseCurrency = facts.baseCurrency
      await inAccount(accountId, tx =>
        saveOrganisation(tx, connection.id, {
          organisationName: facts.name,
          shortCode: facts.shortCode,
          baseCurrency: facts.baseCurrency,
        }),
      )
      return facts
    },
  }
}
