import { lookup } from 'node:dns/promises'
import { Readable } from 'node:stream'
import { Pool } from 'undici'
import { isGlobalAddress, isPublicHostName, pinnedLookup } from './address.ts'
import { Secret } from './secret.ts'

export interface EgressRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Readonly<Record<string, string | Secret>>
  body?: string | Buffer
  /** For the whole exchange, from the look-up of the name to the last byte of the answer. */
  timeoutMs: number
  maxBytes?: number
  /** Called on the connected socket just before the first byte is written; what it throws stops the request. */
  beforeBody?: () => void
  /** The caller's own end (a shutdown); counts like a timeout. */
  signal?: AbortSignal
}

export interface EgressResponse {
  status: number
  /** Names in lower case; repeated ones joined by a comma. */
  headers: Record<string, string>
  body: Buffer
  text(): string
}

export interface Egress {
  fetch(url: string | URL, request: EgressRequest): Promise<EgressResponse>
  close(): Promise<void>
}

export interface EgressOptions {
  /** Exact origins from configuration: connected to as they are. */
  allowed: readonly string[]
  /** Is this host (with its port, when it is not 443) an on-premise server that an account has proven? */
  provenHosts?: (host: string) => boolean | Promise<boolean>
  resolve?: (host: string) => Promise<readonly string[]>
}

/** 'not-sent' and 'refused-by-gate': no byte of the request left this machine. 'unknown': it may have been carried out. */
export type EgressErrorKind = 'refused-by-gate' | 'not-sent' | 'unknown'

export class EgressError extends Error {
  override readonly name = 'EgressError'
  readonly kind: EgressErrorKind
  readonly code: string | undefined

  constructor(
    kind: EgressErrorKind,
    message: string,
    options: { code?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.kind = kind
    this.code = options.code
  }
}

interface Line {
  pool: Pool
  /** The checked addresses it is pinned to; empty for a configured origin. */
  pinned: string
}

/** The code of an answer of more bytes than were asked for. */
export const tooLargeCode = 'TOO_LARGE'

const defaultMaxBytes = 20_000_000
const connectTimeoutMs = 10_000

/**
 * The one way out. An origin from configuration, or a proven on-premise host that resolves to global addresses only;
 * no redirects, no proxy from the environment, no retries: whoever calls decides what an unclear end means.
 */
export function createEgress(options: EgressOptions): Egress {
  const allowed = new Set(options.allowed.map(origin => new URL(origin).origin))
  const resolve = options.resolve ?? resolveBySystem
  const lines = new Map<string, Line>()

  async function lineTo(url: URL): Promise<Pool> {
    if (allowed.has(url.origin)) return lineFor(url.origin, [])
    const proven =
      url.protocol === 'https:' && isPublicHostName(url.hostname) && (await options.provenHosts?.(url.host))
    if (!proven)
      throw new EgressError('refused-by-gate', `${url.origin} is not an address this installation may call.`)
    const addresses = await resolve(url.hostname)
    if (addresses.length === 0 || !addresses.every(isGlobalAddress)) {
      throw new EgressError('refused-by-gate', `${url.origin} does not resolve to public addresses only.`)
    }
    return lineFor(url.origin, addresses)
  }

  function lineFor(origin: string, addresses: readonly string[]): Pool {
    const pinned = addresses.toSorted().join()
    const known = lines.get(origin)
    if (known?.pinned === pinned) return known.pool
    if (known) void known.pool.close()
    const pool = new Pool(origin, {
      connections: 32,
      pipelining: 1,
      // The exchange has one timer (below); undici's own would only add a second, vaguer one.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: {
        timeout: connectTimeoutMs,
        ...(addresses.length > 0 && { lookup: pinnedLookup(addresses) }),
      },
    })
    lines.set(origin, { pool, pinned })
    return pool
  }

  return {
    fetch: async (target, request) => exchange(checkedUrl(target), request, lineTo),
    close: async () => {
      await Promise.all([...lines.values()].map(({ pool }) => pool.destroy()))
      lines.clear()
    },
  }
}

async function exchange(
  url: URL,
  request: EgressRequest,
  lineTo: (url: URL) => Promise<Pool>,
): Promise<EgressResponse> {
  const end = new AbortController()
  const timer = setTimeout(
    () => end.abort(new TimeUp(`no complete answer within ${request.timeoutMs} ms`)),
    request.timeoutMs,
  )
  const stop = () => end.abort(new TimeUp('stopped by the caller'))
  request.signal?.addEventListener('abort', stop, { once: true })
  if (request.signal?.aborted) stop()
  const gate = { released: false }
  try {
    const pool = await orEnd(lineTo(url), end.signal)
    const answer = await pool.request({
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: wireHeaders(request),
      body: Readable.from(releasing(request, gate, end.signal)),
      signal: end.signal,
    })
    const body = await readAll(answer.body, request.maxBytes ?? defaultMaxBytes)
    return {
      status: answer.statusCode,
      headers: joined(answer.headers),
      body,
      text: () => body.toString('utf8'),
    }
  } catch (error) {
    throw egressError(error, url, request, gate.released)
  } finally {
    clearTimeout(timer)
    request.signal?.removeEventListener('abort', stop)
  }
}

class TimeUp extends Error {}
class TooLarge extends Error {
  readonly code = tooLargeCode
}
class CheckFailed extends Error {}

/**
 * The body as a generator: undici asks for it once the socket is connected, and writes the head only together with
 * the first piece (or at the end, when there is none). So this is the last moment at which nothing has left, and the
 * one place that knows whether anything did. It also means that undici cannot send the request twice.
 */
async function* releasing(
  request: EgressRequest,
  gate: { released: boolean },
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  signal.throwIfAborted()
  try {
    request.beforeBody?.()
  } catch (cause) {
    throw new CheckFailed('the check before sending refused it', { cause })
  }
  gate.released = true
  const { body } = request
  if (body !== undefined && body.length > 0) yield typeof body === 'string' ? Buffer.from(body) : body
}

function wireHeaders({ headers = {}, body, method }: EgressRequest): Record<string, string> {
  const wire: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers))
    wire[name] = value instanceof Secret ? value.reveal() : value
  const length = body === undefined ? 0 : Buffer.byteLength(body)
  if (length > 0 || (method !== 'GET' && method !== 'HEAD' && method !== 'DELETE'))
    wire['content-length'] = String(length)
  return wire
}

async function readAll(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of stream) {
    length += piece.length
    if (length > maxBytes) throw new TooLarge(`the answer is larger than ${maxBytes} bytes`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** Never with a body, a query string or a header in it: an address can carry a token, an answer a customer's data. */
function egressError(error: unknown, url: URL, request: EgressRequest, released: boolean): EgressError {
  if (error instanceof EgressError) return error
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const ours = error instanceof TimeUp || error instanceof TooLarge || error instanceof CheckFailed
  const what = ours ? error.message : `the connection failed${code ? ` (${code})` : ''}`
  return new EgressError(
    released ? 'unknown' : 'not-sent',
    `${request.method} ${url.origin}${url.pathname}: ${what}.`,
    {
      code,
      ...(error instanceof CheckFailed && { cause: error.cause }),
    },
  )
}

function checkedUrl(target: string | URL): URL {
  if (!URL.canParse(target)) throw new EgressError('refused-by-gate', 'The address to call is not a URL.')
  const url = new URL(target)
  if (url.username || url.password) {
    throw new EgressError('refused-by-gate', `The address at ${url.origin} carries a user name or password.`)
  }
  return url
}

function orEnd<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const end = () => reject(signal.reason)
  if (signal.aborted) end()
  signal.addEventListener('abort', end, { once: true })
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', end))
}

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return flat
}

async function resolveBySystem(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true })
  return found.map(({ address }) => address)
}
