import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createEgress, EgressError, type EgressOptions, type EgressRequest } from '../../../lib/std/http.ts'
import { Secret } from '../../../lib/std/secret.ts'
import { listen } from '../../support/listen.ts'

function openEgress(options: EgressOptions) {
  const egress = createEgress(options)
  onTestFinished(() => egress.close())
  return egress
}

async function startHttp(answer: (request: IncomingMessage, response: ServerResponse, body: string) => void) {
  const seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = []
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    const body = Buffer.concat(pieces).toString()
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
    answer(request, response, body)
  })
  const origin = `http://127.0.0.1:${await listen(server)}`
  return { origin, seen, egress: openEgress({ allowed: [origin] }) }
}

/** A server that shows the very bytes that arrive, and does with the socket what the test says. */
async function startTcp(react: (socket: Socket, received: string) => void) {
  const connections: string[] = []
  const sockets = new Set<Socket>()
  const server = createTcpServer(socket => {
    const place = connections.push('') - 1
    sockets.add(socket)
    socket.on('error', () => sockets.delete(socket))
    socket.on('data', data => {
      connections[place] += data.toString()
      react(socket, connections[place] ?? '')
    })
  })
  const origin = `http://127.0.0.1:${await listen(server)}`
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
  })
  return { origin, connections, egress: openEgress({ allowed: [origin] }) }
}

function countPosts(received: string): number {
  return received.split('POST ').length - 1
}

async function failureOf(promise: Promise<unknown>): Promise<EgressError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof EgressError)) throw new Error(`Expected an EgressError, got ${String(error)}`)
  return error
}

const post = { method: 'POST', body: '{"total":19.90}', timeoutMs: 5_000 } satisfies EgressRequest

describe('an exchange', () => {
  test('carries method, path, headers and body, and brings back status, headers and bytes', async () => {
    const { origin, seen, egress } = await startHttp((_request, response) => {
      response.writeHead(201, { 'x-correlation': 'c1', 'set-cookie': ['a=1', 'b=2'] }).end('{"ok":true}')
    })
    const answer = await egress.fetch(`${origin}/api/invoices?page=2`, {
      ...post,
      headers: { authorization: Secret.of('Bearer hush'), 'content-type': 'application/json' },
    })
    expect(answer).toMatchObject({
      status: 201,
      headers: { 'x-correlation': 'c1', 'set-cookie': 'a=1, b=2' },
    })
    expect(answer.text()).toBe('{"ok":true}')
    expect(seen).toMatchObject([{ method: 'POST', url: '/api/invoices?page=2', body: post.body }])
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer hush', 'content-length': '15' })
    expect(seen[0]?.headers['transfer-encoding']).toBeUndefined()
  })

  test.each(['GET', 'DELETE', 'POST', 'PUT', 'PATCH', 'HEAD'] as const)('%s without a body', async method => {
    const { origin, seen, egress } = await startHttp((_request, response) => response.end('x'))
    const beforeBody = vi.fn()
    await egress.fetch(`${origin}/`, { method, timeoutMs: 5_000, beforeBody })
    expect(seen).toMatchObject([{ method, body: '' }])
    expect(seen[0]?.headers['transfer-encoding']).toBeUndefined()
    expect(beforeBody).toHaveBeenCalledOnce()
  })

  test('a connection is used again', async () => {
    const ports = new Set<number | undefined>()
    const { origin, egress } = await startHttp((request, response) => {
      ports.add(request.socket.remotePort)
      response.end()
    })
    for (let turn = 0; turn < 20; turn++) await egress.fetch(origin, post)
    // Two, not one: the pool frees a socket one turn of the event loop after its answer.
    expect(ports.size).toBeLessThanOrEqual(2)
  })

  test('a redirect is returned, not followed', async () => {
    const { origin, seen, egress } = await startHttp((_request, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end()
    })
    const answer = await egress.fetch(`${origin}/start`, { method: 'GET', timeoutMs: 5_000 })
    expect(answer).toMatchObject({
      status: 302,
      headers: { location: 'http://169.254.169.254/latest/meta-data' },
    })
    expect(seen).toHaveLength(1)
  })

  test('a proxy in the environment is not used', async () => {
    const proxy = await startHttp((_request, response) => response.end('proxied'))
    for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'])
      vi.stubEnv(name, proxy.origin)
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    const { origin, egress } = await startHttp((_request, response) => response.end('direct'))
    expect((await egress.fetch(origin, post)).text()).toBe('direct')
    expect(proxy.seen).toEqual([])
  })

  test('an answer over the cap is cut off', async () => {
    const { origin, egress } = await startHttp((_request, response) => response.end('x'.repeat(100_001)))
    expect((await egress.fetch(origin, { ...post, maxBytes: 100_001 })).body).toHaveLength(100_001)
    const error = await failureOf(egress.fetch(origin, { ...post, maxBytes: 100_000 }))
    expect(error).toMatchObject({
      kind: 'unknown',
      message: `POST ${origin}/: the answer is larger than 100000 bytes.`,
    })
  })
})

describe('unknown: it may have been carried out', () => {
  test('a socket closed after reading: exactly one request arrived', async () => {
    const { origin, connections, egress } = await startTcp((socket, received) => {
      if (received.endsWith(post.body)) socket.destroy()
    })
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      expect(await failureOf(egress.fetch(origin, { ...post, method }))).toMatchObject({ kind: 'unknown' })
    }
    expect(connections.map(text => text.split(' ')[0])).toEqual(['POST', 'PUT', 'PATCH', 'DELETE'])
  })

  test('a kept socket that dies under a later write: that write is not sent again', async () => {
    const { origin, connections, egress } = await startTcp((socket, received) => {
      if (!received.endsWith(post.body)) return
      if (countPosts(received) === 1) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
      else socket.destroy()
    })
    let answered = 0
    const error = await failureOf(
      (async () => {
        for (; answered < 5; answered++) await egress.fetch(origin, post)
      })(),
    )
    expect(error.kind).toBe('unknown')
    expect(connections.map(countPosts).reduce((a, b) => a + b)).toBe(answered + 1)
    expect(connections.map(countPosts)).toContain(2)
  })

  test('no answer in time, half an answer, and no HTTP at all', async () => {
    const answers = ['', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf', 'SSH-2.0-OpenSSH\r\n\r\n']
    for (const answer of answers) {
      const { origin, egress } = await startTcp((socket, received) => {
        if (received.endsWith(post.body)) socket.write(answer)
      })
      const error = await failureOf(egress.fetch(origin, { ...post, timeoutMs: 300 }))
      expect(error.kind, answer).toBe('unknown')
    }
  })

  test('the caller’s own end counts like a timeout', async () => {
    const end = new AbortController()
    const { origin, egress } = await startTcp((_socket, received) => {
      if (received.endsWith(post.body)) end.abort()
    })
    expect(await failureOf(egress.fetch(origin, { ...post, signal: end.signal }))).toMatchObject({
      kind: 'unknown',
    })
  })
})

describe('not sent: no byte has left', () => {
  test('a check that throws on the connected socket stops it there', async () => {
    const connected = Promise.withResolvers<void>()
    const bytes: string[] = []
    const server = createTcpServer(socket => {
      socket.on('error', () => undefined)
      socket.on('data', data => bytes.push(data.toString()))
      socket.on('close', () => connected.resolve())
    })
    const origin = `http://127.0.0.1:${await listen(server)}`
    const egress = openEgress({ allowed: [origin] })
    const lost = new Error('the lease ran out')
    const error = await failureOf(
      egress.fetch(origin, {
        ...post,
        beforeBody: () => {
          throw lost
        },
      }),
    )
    expect(error).toMatchObject({ kind: 'not-sent', cause: lost })
    await connected.promise // the socket was opened and is closed again
    expect(bytes).toEqual([])
  })

  test('the check runs on the connected socket, before the server hears a byte, each time', async () => {
    const order: string[] = []
    const server = createServer((_request, response) => {
      order.push('heard')
      response.end()
    })
    const origin = `http://127.0.0.1:${await listen(server)}`
    const egress = openEgress({ allowed: [origin] })
    for (let turn = 0; turn < 5; turn++) {
      await egress.fetch(origin, { ...post, beforeBody: () => void order.push('checked') })
    }
    expect(order).toEqual(Array.from({ length: 5 }, () => ['checked', 'heard']).flat())
    const unreachable = openEgress({ allowed: ['http://127.0.0.1:1'] })
    const beforeBody = vi.fn()
    expect(await failureOf(unreachable.fetch('http://127.0.0.1:1/', { ...post, beforeBody }))).toMatchObject({
      kind: 'not-sent',
    })
    expect(beforeBody).not.toHaveBeenCalled()
  })

  test('a refused connection, and a time that ran out before connecting', async () => {
    const server = createTcpServer()
    const port = await listen(server)
    await new Promise(resolve => server.close(resolve))
    const egress = openEgress({ allowed: [`http://127.0.0.1:${port}`] })
    expect(await failureOf(egress.fetch(`http://127.0.0.1:${port}/`, post))).toMatchObject({
      kind: 'not-sent',
      code: 'ECONNREFUSED',
    })
    const aborted = await failureOf(
      egress.fetch(`http://127.0.0.1:${port}/`, { ...post, signal: AbortSignal.abort() }),
    )
    expect(aborted.kind).toBe('not-sent')
  })

  test('a TLS handshake that fails', async () => {
    const { origin, connections } = await startTcp(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const secure = origin.replace('http:', 'https:')
    const error = await failureOf(openEgress({ allowed: [secure] }).fetch(secure, post))
    expect(error.kind).toBe('not-sent')
    expect(connections.join()).not.toContain('total')
  })

  test('a name that does not resolve', async () => {
    const egress = openEgress({
      allowed: [],
      provenHosts: () => true,
      resolve: () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })),
    })
    expect(await failureOf(egress.fetch('https://cw.acme.com/', post))).toMatchObject({
      kind: 'not-sent',
      code: 'ENOTFOUND',
    })
  })
})

describe('the gate', () => {
  const global = '8.8.8.8'

  test.each([
    'http://127.0.0.1:1/',
    'http://localhost/',
    'https://evil.example.com/',
    'https://api.xero.com.evil.tld/',
    'https://api.xero.com:8443/',
    'http://api.xero.com/',
    'https://api.xero.com@evil.tld/',
    'https://user:hush@api.xero.com/',
    'ftp://api.xero.com/',
    'file:///etc/passwd',
    'https://apixero.com/',
    'nonsense',
    '',
  ])('%s is no configured origin', async url => {
    const resolve = vi.fn()
    const error = await failureOf(openEgress({ allowed: ['https://api.xero.com'], resolve }).fetch(url, post))
    expect(error.kind).toBe('refused-by-gate')
    expect(error.message).not.toContain('hush')
    expect(resolve).not.toHaveBeenCalled()
  })

  test.each([
    'http://cw.acme.com/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:7f00:1]/',
    'https://localhost/',
    'https://x.localhost/',
    'https://localhost./',
    'https://①②⑦.0.0.1/',
    'https://acme/',
    'https://cw.acme.com./',
    'https://8.8.8.8/',
  ])('%s is never proven, whoever says so', async url => {
    const resolve = vi.fn(() => Promise.resolve([global]))
    const error = await failureOf(
      openEgress({ allowed: [], provenHosts: () => true, resolve }).fetch(url, post),
    )
    expect(error.kind).toBe('refused-by-gate')
    expect(resolve).not.toHaveBeenCalled()
  })

  test.each([
    [['127.0.0.1']],
    [['10.0.0.8']],
    [['169.254.169.254']],
    [['::1']],
    [['::7f00:1']],
    [['fd00::1']],
    [[global, '192.168.0.1']],
    [[]],
  ])('a proven host that resolves to %j is refused', async addresses => {
    const egress = openEgress({
      allowed: [],
      provenHosts: () => true,
      resolve: () => Promise.resolve(addresses),
    })
    const error = await failureOf(egress.fetch('https://cw.acme.com/', post))
    expect(error).toMatchObject({
      kind: 'refused-by-gate',
      message: 'https://cw.acme.com does not resolve to public addresses only.',
    })
  })

  test('a host that nobody has proven is refused, and the port belongs to the proof', async () => {
    const asked: string[] = []
    const egress = openEgress({
      allowed: [],
      provenHosts: host => {
        asked.push(host)
        return Promise.resolve(false)
      },
    })
    expect(await failureOf(egress.fetch('https://cw.acme.com/', post))).toMatchObject({
      kind: 'refused-by-gate',
    })
    expect(await failureOf(egress.fetch('https://cw.acme.com:8443/', post))).toMatchObject({
      kind: 'refused-by-gate',
    })
    expect(asked).toEqual(['cw.acme.com', 'cw.acme.com:8443'])
  })

  test('a name that changes its mind is asked once: the connection goes to the checked address', async () => {
    // Public, routed nowhere: nothing answers there.
    const answers = [['2a0f:ffff:ffff::1'], ['127.0.0.1']]
    const resolve = vi.fn(() => Promise.resolve(answers.shift() ?? []))
    const { origin, connections } = await startTcp(() => undefined)
    const egress = openEgress({ allowed: [], provenHosts: () => true, resolve })
    const error = await failureOf(
      egress.fetch(`https://cw.acme.com:${new URL(origin).port}/`, { ...post, timeoutMs: 300 }),
    )
    expect(error.kind).toBe('not-sent')
    expect(resolve).toHaveBeenCalledOnce()
    expect(connections).toEqual([])
  })
})

test('an error holds no body, no query string, no header', async () => {
  const { origin, egress } = await startTcp((socket, received) => {
    if (received.endsWith('canary-body'))
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\ncanary-answer')
  })
  const error = await failureOf(
    egress.fetch(`${origin}/path?token=canary-query`, {
      ...post,
      headers: { authorization: Secret.of('canary-header') },
      body: 'canary-body',
    }),
  )
  expect(error.message).toMatch(/^POST http:\/\/127\.0\.0\.1:\d+\/path: the connection failed/)
  expect(JSON.stringify(error) + error.message + String(error.cause)).not.toContain('canary')
})
