import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import { listCompanies } from '../accounts/companies.ts'
import { psaFacts, psaOf } from '../accounts/psa.ts'
import { inAccount } from '../accounts/transaction.ts'
import { ConnectorError, type Psa } from '../connectors/ports.ts'
import { systemClock } from '../std/clock.ts'
import { parseJson, zId } from '../std/json.ts'
import type { Secret } from '../std/secret.ts'
import { mayGoByItself } from '../sync/by-itself.ts'
import { recordChanged } from '../sync/real-time.ts'
import type { WebhookOutcome } from './handle.ts'
import { bodyMost, isSignature } from './receive.ts'

/** Entity, a summary of the record, is not read: only which record it is. */
const zEvent = z.object({
  Type: z.string(),
  ID: zId,
  CompanyId: z.string(),
  Metadata: z.object({ key_url: z.url().max(2_000) }),
})

/**
 * Anybody with a ConnectWise of their own can make validly signed messages from it, so the key's address must be the
 * account's own host and the company the account's own (knowledge/connectwise.md §5).
 */
export async function handleConnectWise(item: {
  accountId: string
  body: Buffer
  signature: string
}): Promise<WebhookOutcome> {
  const { accountId, body, signature } = item
  const event = parse(body)
  if (!event) return 'malformed'
  const facts = await psaFacts(accountId)
  if (event.CompanyId.toLowerCase() !== facts.loginCompany.toLowerCase()) return 'foreign company'
  const { origin } = new URL(event.Metadata.key_url)
  if (origin !== facts.uiOrigin && origin !== facts.apiOrigin) return 'foreign key address'
  const psa = await psaOf(accountId)
  if (!(await isSigned({ accountId, psa, keyUrl: event.Metadata.key_url, body, signature }))) return 'forged'
  if (event.Type.toLowerCase() !== 'invoice') return 'not used'
  const [company] = await inAccount(accountId, listCompanies)
  if (!company) return 'not used'
  const mayStart = await mayGoByItself(accountId)
  return recordChanged({ accountId, companyId: company.id, psa, mayStart, inAccount }, event.ID)
}

interface Signed {
  accountId: string
  psa: Psa
  keyUrl: string
  body: Buffer
  signature: string
}

interface KnownKey {
  key: Secret
  since: number
}

const keys = new Map<string, KnownKey>()
const clock = systemClock()
const keyMs = 60 * 60_000
const forgedMs = 60_000
const keysMost = 5_000

// A key we know may have been replaced: fetched again for a signature it does not fit, a minute apart at least.
async function isSigned(signed: Signed): Promise<boolean> {
  const place = `${signed.accountId} ${signed.keyUrl}`
  const now = clock.monotonicMs()
  const known = keys.get(place)
  if (known && now - known.since < keyMs) {
    if (fits(known.key, signed)) return true
    if (now - known.since < forgedMs) return false
  }
  const key = await fetchKey(signed)
  if (key === null) return false
  if (keys.size >= keysMost) keys.clear()
  keys.set(place, { key, since: now })
  return fits(key, signed)
}

async function fetchKey({ psa, keyUrl }: Signed): Promise<Secret | null> {
  try {
    return await psa.signingKey(keyUrl)
  } catch (error) {
    // Their own host knows no such key. Anything else is an outage: the event waits.
    if (error instanceof ConnectorError && error.kind === 'not-found') return null
    throw error
  }
}

function fits(key: Secret, { body, signature }: Signed): boolean {
  const hashed = createHash('sha256').update(key.reveal(), 'utf8').digest()
  return isSignature(signature, createHmac('sha256', hashed).update(body).digest())
}

function parse(body: Buffer): z.output<typeof zEvent> | null {
  try {
    const result = zEvent.safeParse(parseJson(body.toString('utf8'), bodyMost))
    return result.success ? result.data : null
  } catch {
    return null
  }
}
