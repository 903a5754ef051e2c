import type { z } from 'zod'
import type { Secret } from '../../std/secret.ts'
import type { VendorAnswer } from '../answer.ts'
import {
  inPlaces,
  type NotAnswered,
  notExecuted,
  nothingSent,
  patiently,
  placeForRead,
  tokenMissing,
  unknown,
  type Written,
} from '../calls.ts'
import { bearer, exchange } from '../exchange.ts'
import { type Limiter, LimitReached, limiterOf, type Place } from '../limiter.ts'
import type { CallFacts, WriteGuard } from '../write-facts.ts'
import { createAllowance, limitOf } from './allowance.ts'
import type { XeroConfig } from './config.ts'
import { correlationOf, errorOf, kindOf, readAs, unavailable } from './errors.ts'

type Query = Record<string, string>

/** PUT creates; POST changes what has the id; DELETE takes what is no document of its own. */
type WriteMethod = 'PUT' | 'POST' | 'DELETE'

export interface XeroClient {
  /** null: nothing has changed since (304). */
  read<T>(path: string, query: Query, schema: z.ZodType<T>, since?: string | null): Promise<T | null>
  /** The limiter's word, for who asks before claiming. */
  delayMs(): number
  /** Once: what an unclear end means is decided by those who look. */
  write(
    path: string,
    query: Query,
    body: string,
    guard: WriteGuard,
    method?: WriteMethod,
  ): Promise<Written | NotAnswered>
  /** The same, of bytes. */
  upload(path: string, file: Content, guard: WriteGuard): Promise<Written | NotAnswered>
}

interface Content {
  body: string | Buffer
  contentType: string
}

const readTimeoutMs = 30_000

export function createClient(config: XeroConfig): XeroClient {
  const place = { origin: config.apiUrl, organisationId: config.organisationId }
  const limiter = limiterOf(place, config.clock, () => createAllowance(config))
  async function writing(method: WriteMethod, url: URL, content: Content, guard: WriteGuard) {
    const ready = await headersOf(config).then(headers => ({ headers }), tokenMissing)
    if ('kind' in ready) return ready
    const place = await placeForWrite(config, limiter, guard)
    if ('kind' in place) return place
    return writeOnce(config, place, { method, url, content, headers: ready.headers }, guard)
  }
  return {
    delayMs: () => limiter.delayMs(),
    read: async (path, query, schema, since = null) => {
      const url = address(config, path, query)
      return patiently(config, async () => {
        const answer = await readOnce(config, limiter, url, since)
        return answer.status === 200 ? readAs(schema, answer.text, path) : null
      })
    },
    write: (path, query, body, guard, method = 'PUT') =>
      writing(method, address(config, path, query), { body, contentType: 'application/json' }, guard),
    upload: (path, file, guard) => writing('PUT', address(config, path, {}), file, guard),
  }
}

async function readOnce(
  config: XeroConfig,
  limiter: Limiter,
  url: URL,
  since: string | null,
): Promise<VendorAnswer> {
  const bare = await headersOf(config)
  const headers = since === null ? bare : { ...bare, 'if-modified-since': since }
  const place = await placeForRead('xero', limiter, config.signal)
  const sent = await inPlaces([place], () =>
    exchange('xero', config, { method: 'GET', url, headers, timeoutMs: readTimeoutMs }),
  )
  if (sent.kind !== 'response') throw unavailable(sent.message)
  if (sent.status === 200 || (sent.status === 304 && since !== null)) return sent
  const error = errorOf(sent, config.timeFactor)
  if (error.kind === 'unauthorized') await config.tokenRefused()
  throw error
}

/** A write waits no longer for its place than it would for its answer: its claim runs meanwhile. */
async function placeForWrite(
  { signal }: XeroConfig,
  limiter: Limiter,
  guard: WriteGuard,
): Promise<Place | NotAnswered> {
  try {
    return await limiter.place({ waitMs: guard.timeoutMs, signal })
  } catch (error) {
    if (error instanceof LimitReached) return notExecuted('limited', error.message, nothingSent, error)
    if (signal?.aborted) return notExecuted('not-sent', 'Stopped before sending.', nothingSent)
    throw error
  }
}

async function writeOnce(
  config: XeroConfig,
  place: Place,
  { method, url, headers, content }: { method: WriteMethod; url: URL; headers: Headers; content: Content },
  guard: WriteGuard,
): Promise<Written | NotAnswered> {
  const call = {
    method,
    url,
    headers: { ...headers, 'content-type': content.contentType, 'idempotency-key': guard.key },
    body: content.body,
    timeoutMs: guard.timeoutMs,
  }
  const startedMs = config.clock.monotonicMs()
  const sent = await inPlaces([place], () => exchange('xero', config, call, guard))
  const ms = config.clock.monotonicMs() - startedMs
  if (sent.kind === 'not-sent') return notExecuted('not-sent', sent.message, { ...nothingSent, ms })
  if (sent.kind === 'unknown') return unknown(sent.message, { ...nothingSent, ms })
  const facts = { status: sent.status, correlationId: correlationOf(sent.headers), ms }
  if (kindOf(sent) === 'unauthorized') await config.tokenRefused()
  return decided(sent, facts, config.timeFactor)
}

/** What a status says of a write, before anything of its body is believed. */
function decided(answer: VendorAnswer, call: CallFacts, timeFactor: number): Written | NotAnswered {
  const { status } = answer
  const kind = kindOf(answer)
  if (kind === 'limited') {
    const limit = limitOf(answer.headers)
    const retryAfterMs = limit.seconds * (1_000 / timeFactor)
    return notExecuted('limited', 'Xero’s limit was met.', call, { retryAfterMs, day: limit.kind === 'day' })
  }
  if (kind === 'unauthorized' || kind === 'forbidden') {
    return notExecuted(kind, errorOf(answer, timeFactor).message, call)
  }
  // A definite 5xx may have committed, and the key answers it from now on (knowledge/ledgers.md §1.4).
  if (status >= 500) return unknown(`Xero answered ${status}.`, call, true)
  const clear = status === 200 || (status >= 400 && status !== 408 && status !== 409)
  return clear ? { kind: 'written', answer, call } : unknown(`Xero answered ${status}.`, call)
}

type Headers = Record<string, string | Secret>

async function headersOf(config: XeroConfig): Promise<Headers> {
  return {
    authorization: bearer(await config.token()),
    'xero-tenant-id': config.organisationId,
    accept: 'application/json',
  }
}

function address({ apiUrl }: XeroConfig, path: string, query: Query): URL {
  const url = new URL(`/api.xro/2.0/${path}`, apiUrl)
  url.search = new URLSearchParams(query).toString()
  return url
}
