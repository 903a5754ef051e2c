import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { NumberText } from '../../std/json.ts'
import { Secret } from '../../std/secret.ts'
import type { PsaCallback, ReceivedCallback } from '../psa-facts.ts'
import { send } from '../transport.ts'
import type { Client } from './client.ts'
import type { ConnectWiseConfig } from './config.ts'
import { errorOf, readAs, refused } from './errors.ts'
import { type Described, zFlag, zMaybeText, zNumericId } from './fields.ts'
import { numeric } from './invoices.ts'
import { all } from './paging.ts'

const zCallback = z
  .object({
    id: zNumericId,
    url: z.string(),
    type: z.string(),
    description: zMaybeText,
    inactiveFlag: zFlag,
  } satisfies Described<'CallbackEntry'>)
  .transform(
    (row): PsaCallback => ({
      id: row.id,
      url: row.url,
      type: row.type.toLowerCase(),
      description: row.description,
      inactive: row.inactiveFlag,
    }),
  )

export async function callbacks(client: Client): Promise<PsaCallback[]> {
  return all(client, 'callbacks', zCallback, (api, params) => api.GET('/system/callbacks', { params }))
}

/** For all records of a type. Not told what our own keys changed: the echo of a batch would cost an export for nothing. */
export async function registerCallback(
  client: Client,
  { description, url, type }: { description: string; url: string; type: string },
): Promise<PsaCallback> {
  const everything = { level: 'owner', objectId: new NumberText('1') }
  const body = { description, url, type, ...everything, inactiveFlag: false, isSelfSuppressedFlag: true }
  const answer = await client.change(api => api.POST('/system/callbacks', { body }))
  return readAs(zCallback, answer.text, 'a callback')
}

export async function removeCallback(client: Client, id: string): Promise<void> {
  const params = { path: { id: numeric(id) } }
  await client.change(api => api.DELETE('/system/callbacks/{id}', { params }))
}

const zReceived = z
  .object({
    Action: z.enum(['added', 'updated', 'deleted']),
    Type: z.string(),
    ID: zNumericId,
    CompanyId: zMaybeText,
    MemberId: zMaybeText,
    Metadata: z.object({ key_url: z.string() }),
  })
  .transform(
    (body): ReceivedCallback => ({
      action: body.Action,
      type: body.Type.toLowerCase(),
      recordId: body.ID,
      loginCompany: body.CompanyId,
      memberId: body.MemberId,
      keyUrl: body.Metadata.key_url,
    }),
  )

/** The body names the record; the query of its address does too, in a way that no page settles (knowledge §5). */
export function receivedCallback(rawBody: Buffer): ReceivedCallback {
  return readAs(zReceived, rawBody.toString('utf8'), 'a callback')
}

/** base64(HMAC-SHA256(key = SHA256(signing key), raw body)), knowledge/connectwise.md §5. */
export function isSigned(rawBody: Buffer, signature: string, key: Secret): boolean {
  const digest = createHash('sha256').update(key.reveal(), 'utf8').digest()
  const expected = createHmac('sha256', digest).update(rawBody).digest()
  const given = Buffer.from(signature, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

const keyTimeoutMs = 8_000
const zSigningKey = z.object({ signing_key: z.string().min(1) })

/** The address stands in the callback's own body: whoever sends one could name his own host, with a key that fits. */
export async function signingKey(config: ConnectWiseConfig, keyUrl: string): Promise<Secret> {
  const own = [config.uiOrigin, config.apiOrigin].map(origin => new URL(origin).origin)
  const url = URL.parse(keyUrl)
  if (!url || url.username || url.password || !own.includes(url.origin))
    throw refused('forbidden', 'A callback names a key address that is not on the account’s own ConnectWise.')
  const { egress, onCall } = config
  const headers = { accept: 'application/json' }
  const request = { url, method: 'GET' as const, headers, timeoutMs: keyTimeoutMs, onCall }
  const sent = await send(egress, { system: 'connectwise', ...request })
  if (sent.kind !== 'response') throw refused('unavailable', sent.message)
  if (sent.status !== 200) throw errorOf(sent, config.timeFactor)
  return Secret.of(readAs(zSigningKey, sent.text, 'the signing key').signing_key)
}
