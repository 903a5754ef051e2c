import type { IncomingHttpHeaders } from 'node:http'

export type SimResponse = {
  status: number
  headers?: Record<string, string>
  body?: string | Buffer | object
}

export type SimRequest = {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly params: Record<string, string>
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** On the simulator's clock. */
  readonly receivedAt: number
  /** The socket's end: aborted when the caller hangs up or has been answered. */
  readonly gone: AbortSignal
  header(name: string): string | undefined
  text(): string
  /** The body with numbers as NumberText; the schema is the caller's to check. */
  json<Shape>(): Shape
  note(notes: { caller?: string; documents?: number }): void
  /** Runs a write so that a scripted fault can stand before, in and after its commit. */
  write<Result>(steps: Write<Result>): Promise<SimResponse>
}

export type Write<Result> = {
  /** How many documents the write carries; 1 when left out. */
  documents?: number
  /** The vendor's own working time, before the commit. */
  latencyMs?: number
  /** Checks business rules and changes the store, in one synchronous step. Only the first `count` documents. */
  commit(count: number): Result
  format(result: Result): SimResponse
  /** What follows a commit (webhooks), even when its answer is lost. */
  after?(result: Result): void
}

export type Handler = (request: SimRequest) => SimResponse | Promise<SimResponse>
/** `secret`: bodies carry tokens and are not recorded. */
export type Route = { method: string; pattern: string; handle: Handler; secret?: boolean }

/** A route: `route('GET', '/company/:id', handler)`. */
export function route(
  method: string,
  pattern: string,
  handle: Handler,
  options: { secret?: boolean } = {},
): Route {
  return { method, pattern, handle, ...options }
}

/** The answer with its body as the text that is sent. */
export function serialise(response: SimResponse): SimResponse {
  const { body } = response
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) return response
  const headers = { 'content-type': 'application/json; charset=utf-8', ...response.headers }
  return { ...response, headers, body: JSON.stringify(body) }
}

/** What the simulator itself refuses: a test fails on it, no product may meet it. */
export function unsupported(problem: object): SimResponse {
  return { status: 501, body: problem }
}
