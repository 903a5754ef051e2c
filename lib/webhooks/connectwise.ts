import { isCallbackType } from '../accounts/callbacks.ts'
import { psaFacts, psaOf } from '../accounts/psa.ts'
import { inAccount } from '../accounts/transaction.ts'
import { ConnectorError, type Psa } from '../connectors/ports.ts'
import type { ReceivedCallback } from '../connectors/psa-facts.ts'
import { systemClock } from '../std/clock.ts'
import type { Secret } from '../std/secret.ts'
import { mayGoByItself } from '../sync/by-itself.ts'
import { listChanged } from '../sync/list-changed.ts'
import { orderChanged } from '../sync/order-changed.ts'
import { recordChanged } from '../sync/real-time.ts'
import type { WebhookOutcome } from './handle.ts'

/**
 * Anybody with a ConnectWise of their own can make validly signed messages from it, so the key's address must be the
 * account’s own host and the company the account’s own.
 */
export async function handleConnectWise(item: {
  accountId: string
  body: Buffer
  signature: string
}): Promise<WebhookOutcome> {
  const { accountId, body, signature } = item
  const psa = await psaOf(accountId)
  const event = eventOf(psa, body)
  if (!event) return 'malformed'
  const facts = await psaFacts(accountId)
  if (event.loginCompany.toLowerCase() !== facts.loginCompany.toLowerCase()) return 'foreign company'
  const origin = URL.parse(event.keyUrl)?.origin
  if (origin !== facts.uiOrigin && origin !== facts.apiOrigin) return 'foreign key address'
  if (!(await isOurs({ accountId, psa, keyUrl: event.keyUrl, body, signature }))) return 'forged'
  if (!isCallbackType(event.type)) return 'not used'
  const told = { accountId, psa, mayStart: await mayGoByItself(accountId), inAccount }
  switch (event.type) {
    case 'invoice':
      return recordChanged(told, event.recordId)
    case 'purchaseorder':
      return orderChanged(told, event.recordId)
    case 'expense':
      return listChanged(told, event.type)
  }
}

const keyUrlMost = 2_000

function eventOf(psa: Psa, body: Buffer): ReceivedCallback | null {
  try {
    const event = psa.receivedCallback(body)
    return event.keyUrl.length > keyUrlMost ? null : event
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'malformed') return null
    throw error
  }
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
async function isOurs(signed: Signed): Promise<boolean> {
  const { psa, body, signature } = signed
  const place = `${signed.accountId} ${signed.keyUrl}`
  const now = clock.monotonicMs()
  const known = keys.get(place)
  if (known && now - known.since < keyMs) {
    if (psa.isSigned(body, signature, known.key)) return true
    if (now - known.since < forgedMs) return false
  }
  const key = await fetchKey(signed)
  if (key === null) return false
  if (keys.size >= keysMost) keys.clear()
  keys.set(place, { key, since: now })
  return psa.isSigned(body, signature, key)
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
