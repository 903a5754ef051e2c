import { sql } from 'drizzle-orm'
import { connections, grants } from '../../drizzle/schema/accounts.ts'
import { postingEvents, postings } from '../../drizzle/schema/postings.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { newId } from '../../lib/std/id.ts'
import type { BareAccount } from './accounts.ts'
import type { TestDatabase } from './database.ts'

/** What alerts are about, as rows: no vendor is needed to look at them. */

type Where = Pick<BareAccount, 'accountId' | 'companyId'>

export interface LedgerLink {
  grantId: string
  connectionId: string
}

/** A company's link to an organisation of Xero. */
export async function linkLedger({ accountId, companyId }: Where, userId: string): Promise<LedgerLink> {
  const [grantId, connectionId] = [newId(), newId()]
  await inAccount(accountId, async tx => {
    await tx.insert(grants).values({
      ...{ accountId, id: grantId, vendor: 'xero', subject: 'user', scopes: '', authEventId: 'event' },
      ...{ accessTokenSealed: 'sealed', refreshTokenSealed: 'sealed', expiresAt: new Date() },
    })
    await tx.insert(connections).values({
      ...{ accountId, id: connectionId, companyId, grantId, vendor: 'xero', organisationId: newId() },
      ...{ organisationName: 'Acme Books', vendorConnectionId: 'connection', connectedBy: userId },
    })
  })
  return { grantId, connectionId }
}

/** A document's posting with the history of having come to this state so many hours ago. */
export async function addPosting(
  { accountId, companyId }: Where,
  spec: { state: string; hours?: number; title?: string; kind?: string; problems?: object[] },
): Promise<string> {
  const id = newId()
  const { state, hours = 0, title = '70001', kind = 'invoice', problems = [] } = spec
  const at = sql`clock_timestamp() - ${hours} * interval '1 hour'`
  await inAccount(accountId, async tx => {
    await tx.insert(postings).values({
      ...{ accountId, companyId, id, target: 'ledger', operation: 'create', kind, state, title, problems },
      ...{ origin: 'record', createdAt: at },
    })
    await tx.insert(postingEvents).values({ accountId, postingId: id, at, event: state, toState: state })
  })
  return id
}

export async function moveTo(
  { accountId }: Where,
  postingId: string,
  fromState: string,
  state: string,
): Promise<void> {
  await inAccount(accountId, async tx => {
    await tx.update(postings).set({ state }).where(sql`${postings.id} = ${postingId}`)
    await tx.insert(postingEvents).values({ accountId, postingId, event: state, fromState, toState: state })
  })
}

/** Puts the account where it is that hour of the day now. */
export async function clockAt(database: TestDatabase, accountId: string, hour: number): Promise<void> {
  const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12
  // The sign of these names is the other way round: Etc/GMT-5 is five hours ahead.
  const zone = ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
  await database.owner.execute(
    sql`update psas set server_time_zone = ${zone} where account_id = ${accountId}`,
  )
}
