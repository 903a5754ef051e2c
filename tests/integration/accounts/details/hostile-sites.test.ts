import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type Server, Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testConnection } from '../../../../lib/accounts/details/connection-test.ts'
import { type Dns, hostProof, isProven, proveHost } from '../../../../lib/accounts/details/host-proof.ts'
import { saveDetails } from '../../../../lib/accounts/details/save.ts'
import { parseHost } from '../../../../lib/accounts/details/site.ts'
import { zDetails } from '../../../../lib/accounts/details/wanted.ts'
import { onPremiseEgress } from '../../../../lib/accounts/outside.ts'
import { psaFacts } from '../../../../lib/accounts/psa.ts'
import { createConnectWise } from '../../../../lib/connectors/connectwise/index.ts'
import { systemClock } from '../../../../lib/std/clock.ts'
import { createEgress } from '../../../../lib/std/http.ts'
import { createLogger } from '../../../../lib/std/log.ts'
import { Secret } from '../../../../lib/std/secret.ts'
import { DEMO } from '../../../simulators/connectwise/index.ts'
import { type Admin, adminOf, demoInput, type World } from '../../../support/accounts-world.ts'
import { detailsInput, detailsWorld } from '../../../support/details-world.ts'
import { hostileNames, hostileSites } from '../../../support/hostile-sites.ts'
import { listen } from '../../../support/listen.ts'

let world: World
let admin: Admin
/** Where this process tried to connect to, beside its own database and simulators. */
let attempts: string[]
let ours: Set<number>
const canary: { server: Server; calls: number } = { server: createServer(), calls: 0 }

function watch(message: unknown) {
  const socket = typeof message === 'object' && message !== null && Reflect.get(message, 'socket')
  if (!(socket instanceof Socket)) return
  socket.on('connectionAttempt', (address: string, port: number) => {
    if (!ours.has(port)) attempts.push(`${address}:${port}`)
  })
}

beforeAll(async () => {
  world = await detailsWorld()
  admin = await adminOf(demoInput({ live: false }))
  const { ui, api } = world.connectwise.urls
  const places = [ui, api, world.database.appUrl, world.database.ownerUrl]
  ours = new Set(places.map(place => Number(new URL(place).port)))
  attempts = []
  subscribe('net.client.socket', watch)
  canary.server.on('connection', socket => {
    canary.calls += 1
    socket.destroy()
  })
  await new Promise<void>(resolve => canary.server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  unsubscribe('net.client.socket', watch)
  canary.server.close()
  await world.close()
})

const actor = () => ({ id: admin.userId, name: 'Jane Ng' })
const input = (host: string) =>
  zDetails.parse(detailsInput({ kind: 'on-premise', host, privateKey: DEMO.keys.private }))

const save = (host: string) =>
  saveDetails({ accountId: admin.accountId, actor: actor(), revision: 1, values: input(host) })

async function firstLine(host: string) {
  const { signal } = new AbortController()
  for await (const event of testConnection(admin.accountId, input(host), signal))
    if (event.kind === 'line') return event
  throw new Error('the test said nothing')
}

function dnsOf(host: string, answers: readonly (readonly string[])[], proof: string): Dns {
  let asked = 0
  return {
    addresses: async () => answers[Math.min(asked++, answers.length - 1)] ?? [],
    texts: async name => (name === `_evenbook.${host}` ? [proof] : []),
  }
}

test('the list is long enough to mean something', () => {
  expect(hostileSites.length).toBeGreaterThanOrEqual(150)
})

test.each(hostileSites.map(site => ({ site })))('$site is refused with a reason', async ({ site }) => {
  const parsed = parseHost(site)
  expect(parsed).toMatchObject({ ok: false, message: expect.stringMatching(/^[A-Z].{20,}\.$/) })
  const saved = await save(site)
  expect(saved).toMatchObject({ kind: 'invalid', faults: { host: expect.stringMatching(/^[A-Z].{20,}\.$/) } })
  const line = await firstLine(site)
  expect(line).toMatchObject({ id: 'reach', state: 'bad' })
})

test.each([
  'manage.example.com',
  'cw.msp.co.uk',
  'Manage.Example.COM',
  ' manage.example.com ',
  'xn--mnchen-3ya.de',
  '1and1.example.com',
])('“%s” is a good name', site => {
  expect(parseHost(site)).toEqual({ ok: true, host: site.trim().toLowerCase() })
})

describe('names of a good form that lead inside', () => {
  test.each(Object.entries(hostileNames))('%s', async (host, answers) => {
    expect(parseHost(host)).toEqual({ ok: true, host })
    // Without its proof nothing is even asked for.
    expect(await save(host)).toMatchObject({ kind: 'invalid', faults: { host: /^Prove first/ } })
    const of = { accountId: admin.accountId, actor: actor() }
    const { recordValue } = await hostProof(admin.accountId, host)
    const dns = dnsOf(host, answers, recordValue)
    const proven = await proveHost(of, host, dns)
    const leadsInside = answers.length === 1
    expect(proven.ok).toBe(!leadsInside)
    expect(await isProven(admin.accountId, host)).toBe(!leadsInside)
    if (leadsInside) return
    // It changes its mind after the proof: the gate asks again, and connects to nothing.
    onPremiseEgress(host, dns.addresses)
    expect(await save(host)).toMatchObject({
      kind: 'invalid',
      faults: { host: expect.stringMatching(/could not be reached/) },
    })
    expect(await firstLine(host)).toMatchObject({ id: 'reach', state: 'bad', text: /does not answer/ })
  })
})

test('a right record proves the host, for this account only; a wrong one says what is missing', async () => {
  const host = 'manage.msp.example'
  const of = { accountId: admin.accountId, actor: actor() }
  const good = [['93.184.215.14']]
  const wrong = await proveHost(of, host, dnsOf(host, good, 'evenbook-proof=guess'))
  expect(wrong).toMatchObject({ ok: false, message: expect.stringContaining(`_evenbook.${host}`) })
  const { recordValue } = await hostProof(admin.accountId, host)
  expect(await proveHost(of, host, dnsOf(host, good, recordValue))).toEqual({ ok: true })
  const neighbour = await adminOf(demoInput({ live: false, name: 'Neighbour' }))
  expect(await isProven(neighbour.accountId, host)).toBe(false)
  expect((await hostProof(neighbour.accountId, host)).recordValue).not.toBe(recordValue)
})

test('a site that redirects inside is not followed', async () => {
  const inside = canary.server.address()
  const port = typeof inside === 'object' && inside !== null ? inside.port : 0
  const redirecting = createHttpServer((_request, response) => {
    response.writeHead(302, { location: `http://127.0.0.1:${port}/login/companyinfo/demo` }).end()
  })
  const origin = `http://127.0.0.1:${await listen(redirecting)}`
  ours.add(Number(new URL(origin).port))
  const egress = createEgress({ allowed: [origin] })
  const psa = createConnectWise({
    uiOrigin: origin,
    apiOrigin: origin,
    loginCompany: 'demo',
    codebase: 'v4_6_release/',
    publicKey: 'a',
    privateKey: Secret.of('b'),
    clientId: Secret.of('c'),
    egress,
    clock: systemClock(),
    timeFactor: 1,
    log: createLogger('test'),
  })
  await expect(psa.companyInfo()).rejects.toMatchObject({ kind: 'malformed' })
  await egress.close()
})

test('after all of it: no inside address was called, the canary is silent, the site is what it was', async () => {
  expect(attempts).toEqual([])
  expect(canary.calls).toBe(0)
  expect((await psaFacts(admin.accountId)).region).toBe('demo')
})
