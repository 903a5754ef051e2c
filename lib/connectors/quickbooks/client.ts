import { createHash } from 'node:crypto'
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
import type { SpentCalls } from '../ledger-facts.ts'
import { type Limiter, LimitReached, limiterOf, type Place } from '../limiter.ts'
import type { CallFacts, WriteGuard } from '../write-facts.ts'
import { companyAddress } from './address.ts'
import { batchRules, callRules, createAllowance } from './allowance.ts'
import type { QuickBooksConfig } from './config.ts'
import { correlationOf, errorOf, faultOf, kindOf, limitMs, readAs, unavailable } from './errors.ts'

export interface QuickBooksClient {
  read<T>(path: string, query: Record<string, string>, schema: z.ZodType<T>): Promise<T>
  /** The limiter's word, for who asks before claiming. */
  delayMs(): number
  spentCalls(): SpentCalls
  recallSpent(spent: SpentCalls): void
  /** Once: what an unclear end means is decided by those who look. */
  write(
    path: string,
    body: string,
    guard: WriteGuard,
    query?: Readonly<Record<string, string>>,
  ): Promise<Written | NotAnswered>
  /** The same, of bytes. */
  upload(path: string, content: Content, guard: WriteGuard): Promise<Written | NotAnswered>
}

interface Content {
  body: string | Buffer
  contentType: string
}

interface Limiters {
  calls: Limiter
  batches: Limiter
}

const readTimeoutMs = 60_000

export function createClient(config: QuickBooksConfig): QuickBooksClient {
  const limiters = limitersOf(config)
  async function writing(
    path: string,
    query: Readonly<Record<string, string>>,
    content: Content,
    guard: WriteGuard,
  ) {
    const ready = await headersOf(config).then(headers => ({ headers }), tokenMissing)
    if ('kind' in ready) return ready
    const place = await placeForWrite(config, path === 'batch' ? limiters : { calls: limiters.calls }, guard)
    if ('kind' in place) return place
    // In the address, not in the body: there it would be an unknown field and guard nothing (knowledge: DotNET-SDK#352).
    const url = companyAddress(config, path, { ...query, requestid: requestId(guard.key) })
    return writeOnce(config, place, { url, content, headers: ready.headers }, guard)
  }
  return {
    delayMs: () => Math.max(limiters.calls.delayMs(), limiters.batches.delayMs()),
    spentCalls: () => ({ calls: limiters.calls.agesMs(), batches: limiters.batches.agesMs() }),
    recallSpent: ({ calls, batches }) => {
      limiters.calls.recall(calls ?? [])
      limiters.batches.recall(batches ?? [])
    },
    read: async (path, query, schema) => {
      const url = companyAddress(config, path, query)
      return patiently(config, async () =>
        readAs(schema, (await readOnce(config, limiters.calls, url)).text, path),
      )
    },
    write: (path, body, guard, query = {}) =>
      writing(path, query, { body, contentType: 'application/json' }, guard),
    upload: (path, content, guard) => writing(path, {}, content, guard),
  }
}

function limitersOf(config: QuickBooksConfig): Limiters {
  const { apiUrl, organisationId, clock } = config
  const open = (name: string, rules: typeof callRules) =>
    limiterOf({ origin: `${apiUrl} ${name}`, organisationId }, clock, () => createAllowance(config, rules))
  return { calls: open('calls', callRules), batches: open('batches', batchRules) }
}

/** At most 36 characters together with a batch; ours are longer. */
function requestId(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32)
}

async function readOnce(config: QuickBooksConfig, limiter: Limiter, url: URL): Promise<VendorAnswer> {
  const headers = await headersOf(config)
  const place = await placeForRead('quickbooks', limiter, config.signal)
  const sent = await inPlaces([place], () =>
    exchange('quickbooks', config, { method: 'GET', url, headers, timeoutMs: readTimeoutMs }),
  )
  if (sent.kind !== 'response') throw unavailable(sent.message)
  // A fault may come with 200.
  if (sent.status === 200 && !faultOf(sent.text)) return sent
  const error = errorOf(sent, config.timeFactor)
  if (error.kind === 'unauthorized') await config.tokenRefused()
  throw error
}

/** A write waits no longer for its places than it would for its answer: its claim runs meanwhile. */
async function placeForWrite(
  { signal }: QuickBooksConfig,
  limiters: Partial<Limiters>,
  guard: WriteGuard,
): Promise<Place[] | NotAnswered> {
  const places: Place[] = []
  try {
    for (const limiter of [limiters.batches, limiters.calls]) {
      if (limiter) places.push(await limiter.place({ waitMs: guard.timeoutMs, signal }))
    }
    return places
  } catch (error) {
    for (const place of places) place.done(null)
    if (error instanceof LimitReached) return notExecuted('limited', error.message, nothingSent, error)
    if (signal?.aborted) return notExecuted('not-sent', 'Stopped before sending.', nothingSent)
    throw error
  }
}

async function writeOnce(
  config: QuickBooksConfig,
  places: Place[],
  { url, headers, content }: { url: URL; headers: Headers; content: Content },
  guard: WriteGuard,
): Promise<Written | NotAnswered> {
  const call = {
    method: 'POST' as const,
    url,
    headers: { ...headers, 'content-type': content.contentType },
    body: content.body,
    timeoutMs: guard.timeoutMs,
  }
  // A batch waited for its turn among all calls, and for a connection: the windows count it from when its body leaves.
  const leaving = {
    ...guard,
    beforeBody: () => {
      guard.beforeBody()
      for (const place of places) place.leaves()
    },
  }
  const startedMs = config.clock.monotonicMs()
  const sent = await inPlaces(places, () => exchange('quickbooks', config, call, leaving))
  const ms = config.clock.monotonicMs() - startedMs
  if (sent.kind === 'not-sent') return notExecuted('not-sent', sent.message, { ...nothingSent, ms })
  if (sent.kind === 'unknown') return unknown(sent.message, { ...nothingSent, ms })
  const facts = { status: sent.status, correlationId: correlationOf(sent.headers), ms }
  if (refusedAs(sent) === 'unauthorized') await config.tokenRefused()
  return decided(sent, facts, config.timeFactor)
}

/** Why the whole call was refused; null when it was taken in. */
function refusedAs(answer: VendorAnswer): ReturnType<typeof kindOf> | null {
  return answer.status === 200 && !faultOf(answer.text) ? null : kindOf(answer)
}

/** What status and code say of a write, before anything else of its body is believed. */
function decided(answer: VendorAnswer, call: CallFacts, timeFactor: number): Written | NotAnswered {
  const kind = refusedAs(answer)
  if (kind === 'limited') {
    const waitMs = limitMs(answer.headers, timeFactor)
    return notExecuted('limited', 'QuickBooks’ limit was met.', call, { retryAfterMs: waitMs, day: false })
  }
  if (kind === 'unauthorized' || kind === 'forbidden') {
    return notExecuted(kind, errorOf(answer, timeFactor).message, call)
  }
  const refused = answer.status >= 400 && answer.status < 500 && answer.status !== 408
  // Nothing is known to stick to a request id after a 5xx; no identical call is repeated either (`repeats` in index.ts).
  const clear = answer.status === 200 || (refused && faultOf(answer.text) !== null)
  return clear ? { kind: 'written', answer, call } : unknown(`QuickBooks answered ${answer.status}.`, call)
}

type Headers = Record<string, string | Secret>

async function headersOf(config: QuickBooksConfig): Promise<Headers> {
  return { authorization: bearer(await config.token()), accept: 'application/json' }
}
