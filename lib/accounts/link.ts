import type { Transaction } from '../../drizzle/client.ts'
import { record } from '../activity/activity.ts'
import type { ConsentOrganisation } from '../connectors/consent-facts.ts'
import { assert } from '../std/assert.ts'
import { newId } from '../std/id.ts'
import { actorOf } from './connections.ts'
import { claimOrganisation, markDue } from './directory.ts'
import {
  emptyGrant,
  forgetLists,
  hasBooks,
  insertConnection,
  liveConnection,
  lockCompany,
  relinkConnection,
  wasLinkedElsewhere,
} from './store.ts'
import { inAccount } from './transaction.ts'

export type ConsentRefusal =
  | 'expired'
  | 'other-browser'
  | 'cancelled'
  | 'vendor'
  | 'no-organisation'
  | 'other-account'
  | 'other-company'
  | 'company-connected'
  | 'other-books'

export type ConsentResult =
  | { kind: 'connected'; accountId: string; companyId: string; organisationName: string }
  /** several organisations: `ticket` and the cookie go with the choice */
  | {
      kind: 'choose'
      accountId: string
      companyId: string
      ticket: string
      organisations: { id: string; name: string; taken: boolean }[]
    }
  | { kind: 'refused'; reason: ConsentRefusal; message: string }

export interface Link {
  accountId: string
  companyId: string
  userId: string
  vendor: string
  grantId: string
}

/** A company gets its organisation, or the reason why not; the first to claim an organisation has it. */
export async function linkOrganisation(
  link: Link,
  organisation: ConsentOrganisation,
): Promise<ConsentResult> {
  return inAccount(link.accountId, async tx => {
    assert(await lockCompany(tx, link.companyId), 'A consent names a company that does not exist.')
    const reason = await obstacle(tx, link, organisation)
    if (reason) {
      // The vendor's connection stays: under the same person it may be the very one that the other account uses.
      await emptyGrant(tx, link.grantId, 'Not used.')
      return refused(reason)
    }
    await writeLink(tx, link, organisation)
    await markDue(tx, link.accountId, link.companyId, 'now')
    return {
      kind: 'connected',
      accountId: link.accountId,
      companyId: link.companyId,
      organisationName: organisation.name,
    }
  })
}

async function obstacle(
  tx: Transaction,
  link: Link,
  organisation: ConsentOrganisation,
): Promise<ConsentRefusal | null> {
  const live = await liveConnection(tx, link.companyId)
  const { organisationId } = organisation
  if (live && live.connection.organisationId !== organisationId) return 'company-connected'
  const before = live ? null : await wasLinkedElsewhere(tx, link.companyId, organisationId)
  if (before !== null && (await hasBooks(tx, link.companyId))) return 'other-books'
  const owner = await claimOrganisation(tx, { ...link, organisationId })
  if (owner.accountId !== link.accountId) return 'other-account'
  return owner.companyId === link.companyId ? null : 'other-company'
}

async function writeLink(tx: Transaction, link: Link, organisation: ConsentOrganisation): Promise<void> {
  const live = await liveConnection(tx, link.companyId)
  const values = {
    grantId: link.grantId,
    vendorConnectionId: organisation.connectionId,
    organisationName: organisation.name,
    connectedBy: link.userId,
  }
  const id = live?.connection.id ?? newId()
  if (live) {
    await relinkConnection(tx, id, values)
    await emptyGrant(tx, live.connection.grantId, 'Replaced by a newer consent.')
  } else {
    const { accountId, companyId, vendor } = link
    const { organisationId } = organisation
    if ((await wasLinkedElsewhere(tx, companyId, organisationId)) !== null) await forgetLists(tx, companyId)
    const unknown = { shortCode: '', baseCurrency: '' }
    await insertConnection(tx, { accountId, id, companyId, vendor, organisationId, ...values, ...unknown })
  }
  await record(tx, {
    accountId: link.accountId,
    actor: await actorOf(tx, link.userId),
    verb: live ? 'connection.renewed' : 'connection.opened',
    subject: `connection:${id}`,
    companyId: link.companyId,
    detail: { vendor: link.vendor, organisation: organisation.name },
  })
}

const messages: Readonly<Record<ConsentRefusal, string>> = {
  expired: 'This link was used already or is older than ten minutes. Start again from the Company page.',
  'other-browser':
    'The connection was begun in another browser. Start again from the Company page in this one.',
  cancelled: 'Nothing was connected: access was not allowed. Start again when you want to connect.',
  vendor:
    'The ledger did not complete the connection, and nothing was linked. Start again from the Company page.',
  'no-organisation': 'The consent opened no organisation. Start again and choose the one to link.',
  'other-account':
    'This organisation is linked in another Evenbook account. It has to be disconnected there before it can be linked here.',
  'other-company': 'This organisation is linked to another of your companies. Disconnect it there first.',
  'company-connected': 'This company is linked to another organisation. Disconnect that one first.',
  'other-books':
    'This company’s mappings and documents belong to the organisation it was linked with before. Link that one again, or make a new company for this one.',
}

export function refused(reason: ConsentRefusal): Extract<ConsentResult, { kind: 'refused' }> {
  return { kind: 'refused', reason, message: messages[reason] }
}
