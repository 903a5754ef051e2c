import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ConsentOrganisation, TokenSet } from '../connectors/consent-facts.ts'
import { ConnectorError } from '../connectors/ports.ts'
import { env } from '../env.ts'
import { assert } from '../std/assert.ts'
import { randomKey, sha256 } from '../std/id.ts'
import { Secret } from '../std/secret.ts'
import { accountOfOrganisation, mintTicket, redeemTicket } from './directory.ts'
import { accessToken, storeGrant } from './grants.ts'
import { consentOf, type LedgerVendor } from './ledgers.ts'
import { type ConsentResult, type Link, linkOrganisation, refused } from './link.ts'
import { sealer } from './sealer.ts'
import { accountRow, emptyGrant, grantRow } from './store.ts'
import { inAccount } from './transaction.ts'

const stateSeconds = 10 * 60

export interface ConsentRequest {
  accountId: string
  companyId: string
  sessionHash: string
  userId: string
  vendor: LedgerVendor
}

/**
 * Where to send the person, and the first-party cookie that must come back: a link begun in one browser must not be ended
 * in another (consent phishing). State is one ticket: single use, ten minutes, bound to session, account, company, vendor.
 */
export async function beginConsent(
  request: ConsentRequest,
): Promise<{ authorizeUrl: string; cookie: string }> {
  const { accountId, sessionHash } = request
  const verifier = Secret.of(randomKey(256))
  const cookie = randomKey(256)
  const cookieHash = sha256(cookie)
  const { dataKey } = await inAccount(accountId, accountRow)
  const sealed = sealer().seal(dataKey, verifierPlace(accountId, cookieHash), verifier)
  const state = await mintTicket({
    accountId,
    sessionHash,
    purpose: 'consent',
    subject: JSON.stringify({
      vendor: request.vendor,
      companyId: request.companyId,
      userId: request.userId,
      cookieHash,
      verifier: sealed,
    }),
    seconds: stateSeconds,
  })
  const challenge = createHash('sha256').update(verifier.reveal()).digest('base64url')
  const authorizeUrl = consentOf(request.vendor, accountId).authorizeUrl({
    state,
    challenge,
    redirectUri: redirectUri(request.vendor),
  })
  return { authorizeUrl, cookie }
}

/** The vendor sent the person back; of the address nothing is believed but that the state is ours. */
export async function finishConsent(answer: {
  vendor: string
  state: string
  cookie: string | null
  code: string | null
  error: string | null
  /** the organisation that the address names (QuickBooks' realmId) */
  organisationId: string | null
}): Promise<ConsentResult> {
  const ticket = await redeemTicket(answer.state, 'consent')
  const asked = ticket && parseSubject(zAsked, ticket.subject)
  if (!ticket || !asked || asked.vendor !== answer.vendor) return refused('expired')
  if (!answer.cookie || sha256(answer.cookie) !== asked.cookieHash) return refused('other-browser')
  if (!answer.code) return refused(answer.error === 'access_denied' ? 'cancelled' : 'vendor')
  const { accountId, sessionHash } = ticket
  const { dataKey } = await inAccount(accountId, accountRow)
  const verifier = sealer().open(dataKey, verifierPlace(accountId, asked.cookieHash), asked.verifier)
  const opened = await openedBy(accountId, asked.vendor, {
    code: answer.code,
    organisationId: answer.organisationId,
    verifier,
  })
  if (!opened) return refused('vendor')
  const [first, ...more] = opened.organisations
  if (!first) return refused('no-organisation')
  const grantId = await inAccount(accountId, tx => storeGrant(tx, accountId, asked.vendor, opened.tokens))
  const link = { accountId, companyId: asked.companyId, userId: asked.userId, vendor: asked.vendor, grantId }
  if (more.length === 0) return linkOrganisation(link, first)
  return askWhich(link, { sessionHash, cookieHash: asked.cookieHash }, opened.organisations)
}

/** One consent may open several organisations; a company has one. */
export async function chooseOrganisation(choice: {
  ticket: string
  cookie: string | null
  organisationId: string
}): Promise<ConsentResult> {
  const ticket = await redeemTicket(choice.ticket, 'consent')
  const asked = ticket && parseSubject(zChoice, ticket.subject)
  if (!ticket || !asked) return refused('expired')
  if (!choice.cookie || sha256(choice.cookie) !== asked.cookieHash) return refused('other-browser')
  const { accountId } = ticket
  const grant = await inAccount(accountId, tx => grantRow(tx, asked.grantId, { earlyMs: 0, lock: false }))
  assert(grant, 'A choice names a grant that does not exist.')
  const token = await accessToken(accountId, asked.grantId)
  const organisations = await consentOf(asked.vendor, accountId).organisations(token, grant.authEventId)
  const chosen = organisations.find(one => one.organisationId === choice.organisationId)
  if (chosen) return linkOrganisation({ ...asked, accountId }, chosen)
  await inAccount(accountId, tx => emptyGrant(tx, asked.grantId, 'Not used.'))
  return refused('no-organisation')
}

// A code that the vendor refuses and a vendor that is down end alike for the person: begin again.
async function openedBy(
  accountId: string,
  vendor: string,
  { code, organisationId, verifier }: { code: string; organisationId: string | null; verifier: Secret },
): Promise<{ tokens: TokenSet; organisations: ConsentOrganisation[] } | null> {
  const consent = consentOf(vendor, accountId)
  try {
    const tokens = await consent.exchange({
      code,
      verifier: verifier.reveal(),
      redirectUri: redirectUri(vendor),
      organisationId,
    })
    // Only those of this consent: the person may serve other customers of ours (knowledge/ledgers.md §1.2).
    return { tokens, organisations: await consent.organisations(tokens.accessToken, tokens.authEventId) }
  } catch (error) {
    if (error instanceof ConnectorError) return null
    throw error
  }
}

async function askWhich(
  link: Link,
  bound: { sessionHash: string; cookieHash: string },
  organisations: ConsentOrganisation[],
): Promise<ConsentResult> {
  const { accountId, ...rest } = link
  const ticket = await mintTicket({
    accountId,
    sessionHash: bound.sessionHash,
    purpose: 'consent',
    subject: JSON.stringify({ ...rest, cookieHash: bound.cookieHash }),
    seconds: stateSeconds,
  })
  const listed = []
  for (const { organisationId, name } of organisations) {
    const owner = await accountOfOrganisation({ vendor: link.vendor, organisationId })
    listed.push({ id: organisationId, name, taken: owner !== null && owner.companyId !== link.companyId })
  }
  return { kind: 'choose', accountId, companyId: link.companyId, ticket, organisations: listed }
}

const zAsked = z.object({
  vendor: z.string(),
  companyId: z.uuid(),
  userId: z.uuid(),
  cookieHash: z.string(),
  verifier: z.string(),
})

const zChoice = z.object({
  vendor: z.string(),
  companyId: z.uuid(),
  userId: z.uuid(),
  cookieHash: z.string(),
  grantId: z.uuid(),
})

function parseSubject<T>(schema: z.ZodType<T>, subject: string): T | null {
  const result = schema.safeParse(JSON.parse(subject))
  return result.success ? result.data : null
}

function verifierPlace(account: string, cookieHash: string) {
  return { account, table: 'directory_tickets', row: cookieHash, field: 'verifier' }
}

function redirectUri(vendor: string): string {
  return `${env().EVENBOOK_URL}/oauth/${vendor}/callback`
}
