import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Clock } from './clock.ts'
import { type ControlParts, controlRoutes } from './control.ts'
import type { Fault, Faults } from './faults.ts'
import { parseExact } from './json.ts'
import { type Route, type SimRequest, type SimResponse, serialise, unsupported } from './message.ts'
import type { Call, Recorder } from './record.ts'
import { createRouter, type Match } from './router.ts'
import type { Store } from './store.ts'
import { type Ending, runWrite, type WriteContext, withoutCommit } from './write.ts'

export type ServerOptions = {
  name: string
  routes: Route[]
  clock: Clock
  faults: Faults
  recorder: Recorder
  store: Store
  control: Pick<ControlParts, 'parameters' | 'seed' | 'truth' | 'routes'>
  /** The vendor's own words for what faults say. */
  limited(retryAfterSeconds: number, request: SimRequest): SimResponse
  failed(status: number): SimResponse
  /** The effect `revoke`: the caller's keys or tokens die. */
  revoke(request: SimRequest): void
  port?: number
  host?: string
}

export type RunningServer = { port: number; url: string; close(): Promise<void> }

export async function createServer(options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', port = 0, clock } = options
  const vendor = createRouter(options.routes)
  const control = createRouter(controlRoutes({ ...options, ...options.control }))
  const server = createHttpServer((incoming, outgoing) => {
    const serve = incoming.url?.startsWith('/_sim/') ? serveControl : serveVendor
    serve(options, incoming.url?.startsWith('/_sim/') ? control : vendor, incoming, outgoing).catch(error => {
      if (outgoing.destroyed || incoming.destroyed) return
      console.error(`${options.name} simulator`, error)
      send(outgoing, { status: 500, body: { _sim: 'bug', error: String(error) } })
    })
  })
  // Idle connections outlive a client's pool by far: no reset that no fault script asked for.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  return {
    port: bound,
    url: `http://${host}:${bound}`,
    async close() {
      clock.stop()
      await new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      options.store.close()
    },
  }
}

type Find = (method: string, path: string) => Match | undefined

async function serveControl(
  options: ServerOptions,
  find: Find,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  const { method, path, url } = target(incoming)
  const body = await readBody(incoming)
  const match = find(method, path)
  if (!match) return send(outgoing, { status: 404, body: { _sim: 'unknown control route', method, path } })
  const request = toRequest(
    { method, path, url, match, incoming, outgoing, body, at: options.clock.now() },
    () => {
      throw new Error('a control route writes nothing of the vendor')
    },
  )
  send(outgoing, await match.route.handle(request))
}

async function serveVendor(
  options: ServerOptions,
  find: Find,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  const { clock, faults, recorder, store } = options
  const { method, path, url } = target(incoming)
  const started = performance.now()
  const call = recorder.begin(clock.now(), method, path, url.search, incoming.headers)
  const body = await readBody(incoming)
  const match = find(method, path)
  const secret = match?.route.secret === true
  call.requestBody = recorder.body(body.toString('utf8'), secret)
  const fault = faults.draw(method, path, body.toString('utf8'))
  if (fault) call.fault = fault.effect
  const ending: Ending = { how: 'answer', applied: false }
  const context: WriteContext = {
    clock,
    store,
    call,
    fault,
    ending,
    failed: status => options.failed(status),
  }
  const request = toRequest(
    { method, path, url, match, incoming, outgoing, body, at: call.at, call },
    steps => runWrite(context, steps),
  )

  const early = await beforeHandling(options, fault, request, incoming)
  if (early === 'gone') return
  const response = serialise(early ?? (await handle(match, request, context)))
  call.committed = store.flush() > 0 || call.committed
  call.ms = performance.now() - started
  if (response.status === 501) call.unknown = true
  if (ending.how === 'destroy' || incoming.socket.destroyed) return void incoming.socket.destroy()
  call.status = response.status
  call.responseHeaders = recorder.mask(response.headers ?? {})
  call.responseBody = recorder.body(bodyText(response), secret)
  if (ending.how === 'truncate') return truncate(outgoing, response)
  send(outgoing, response)
}

/** The effects that never reach the vendor's code. */
async function beforeHandling(
  options: ServerOptions,
  fault: Fault | undefined,
  request: SimRequest,
  incoming: IncomingMessage,
): Promise<SimResponse | 'gone' | undefined> {
  if (fault?.effect === 'refuse') {
    incoming.socket.resetAndDestroy()
    return 'gone'
  }
  if (fault?.effect === 'drop-before') {
    incoming.socket.destroy()
    return 'gone'
  }
  if (fault?.effect === 'limit') return options.limited(fault.retryAfterSeconds, request)
  if (fault?.effect === 'slow') await options.clock.wait(fault.delayMs)
  if (fault?.effect === 'revoke') options.revoke(request)
  return undefined
}

async function handle(
  match: Match | undefined,
  request: SimRequest,
  context: WriteContext,
): Promise<SimResponse> {
  if (!match) return unsupported({ _sim: 'unknown route', method: request.method, path: request.path })
  const response = withoutCommit(context, await match.route.handle(request))
  if (context.fault?.effect === 'commit-late' && !context.ending.applied)
    await context.clock.wait(context.fault.delayMs)
  return response
}

type Received = {
  method: string
  path: string
  url: URL
  match: Match | undefined
  incoming: IncomingMessage
  outgoing: ServerResponse
  body: Buffer
  at: number
  call?: Call
}

function toRequest(received: Received, write: SimRequest['write']): SimRequest {
  const { incoming, outgoing, body, call } = received
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  return {
    method: received.method,
    path: received.path,
    params: received.match?.params ?? {},
    query: received.url.searchParams,
    headers: incoming.headers,
    body,
    receivedAt: received.at,
    gone: gone.signal,
    header(name) {
      const value = incoming.headers[name.toLowerCase()]
      return Array.isArray(value) ? value[0] : value
    },
    text: () => body.toString('utf8'),
    json: <Shape>() => parseExact<Shape>(body.toString('utf8')),
    note(notes) {
      if (call) Object.assign(call, notes)
    },
    write,
  }
}

function target(incoming: IncomingMessage) {
  const url = new URL(incoming.url ?? '/', 'http://simulator')
  return { method: incoming.method ?? 'GET', path: url.pathname, url }
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function send(outgoing: ServerResponse, response: SimResponse) {
  const { status, headers, body } = serialise(response)
  outgoing.writeHead(status, headers)
  outgoing.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : undefined)
}

/** Half of the promised bytes, then the end of the connection: a body that no parser can read. */
function truncate(outgoing: ServerResponse, response: SimResponse) {
  const text = bodyText(response)
  const half = text.slice(0, Math.floor(text.length / 2))
  outgoing.writeHead(response.status, response.headers)
  outgoing.end(half)
}

function bodyText({ body }: SimResponse): string {
  return typeof body === 'string' ? body : Buffer.isBuffer(body) ? `[${body.length} bytes]` : ''
}
