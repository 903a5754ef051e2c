import { createHmac, timingSafeEqual } from 'node:crypto'
import { tookCall } from '../accounts/calls.ts'
import { storeInbox } from '../accounts/directory/inbox.ts'
import { findWebhook } from '../accounts/directory.ts'
import { inDirectory } from '../accounts/transaction.ts'
import { enqueue } from '../queue/queue.ts'
import { sha256 } from '../std/id.ts'
import type { Secret } from '../std/secret.ts'
import { type Asked, receivedCall } from './call.ts'

/** Far above any event of any vendor. */
export const bodyMost = 1_048_576

/**
 * The key in the address says whose event this is, so that a leaked one forges no other account's. Who signed it is found out
 * later: the signing key has to be fetched, and ConnectWise gives an answer five seconds (knowledge/connectwise.md §5).
 */
export async function receiveConnectWise(
  key: string,
  body: Buffer,
  signature: string,
  asked: Asked = { path: '', headers: {} },
): Promise<202 | 404> {
  const startedMs = performance.now()
  const account = await findWebhook(sha256(key))
  if (!account) return 404
  const { accountId } = account
  await keep({ source: 'connectwise', accountId, body, signature })
  const ms = performance.now() - startedMs
  const call = { ...asked, system: 'connectwise', body: body.toString('utf8'), status: 202, ms }
  tookCall({ accountId, companyId: null, direction: 'in' }, receivedCall(call))
  return 202
}

/**
 * One address for all of the app's organisations; the key is ours to compare. Xero's intent to receive sends wrong signatures
 * too and wants exactly 401 without a body for them (knowledge/reliability.md §4.6).
 */
export const receiveXero = (key: Secret | undefined, body: Buffer, signature: string) =>
  receiveSigned('xero', key, body, signature)

/** The same with the app's verifier token; Intuit gives three seconds (knowledge/ledgers.md §2.6). */
export const receiveQuickBooks = (key: Secret | undefined, body: Buffer, signature: string) =>
  receiveSigned('quickbooks', key, body, signature)

/** Both sign the body's bytes: HMAC-SHA256, as base64. */
async function receiveSigned(
  source: 'xero' | 'quickbooks',
  key: Secret | undefined,
  body: Buffer,
  signature: string,
): Promise<200 | 401 | 404> {
  if (!key) return 404
  const expected = createHmac('sha256', key.reveal()).update(body).digest()
  if (!isSignature(signature, expected)) return 401
  await keep({ source, accountId: null, body, signature })
  return 200
}

function isSignature(base64: string, expected: Buffer): boolean {
  const given = Buffer.from(base64, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Stored and asked for in one transaction: an answer of 2xx means that it cannot be lost any more. */
async function keep(item: Parameters<typeof storeInbox>[1]): Promise<void> {
  await inDirectory(async tx => {
    const stored = await storeInbox(tx, item)
    if (stored) await enqueue(tx, { name: 'handle-webhook', inboxId: stored.id })
  })
}
