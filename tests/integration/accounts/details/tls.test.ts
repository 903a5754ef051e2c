import { connect, type Socket } from 'node:net'
import { createServer, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { detailsView } from '../../../../lib/accounts/details/details.ts'
import { saveDetails } from '../../../../lib/accounts/details/save.ts'
import { zDetails } from '../../../../lib/accounts/details/wanted.ts'
import { psaFacts, psaOf } from '../../../../lib/accounts/psa.ts'
import { inAccount } from '../../../../lib/accounts/transaction.ts'
import { DEMO } from '../../../simulators/connectwise/index.ts'
import { type Admin, accountsWorld, adminOf, demoInput, type World } from '../../../support/accounts-world.ts'
import { type Certified, selfSigned, testAuthority } from '../../../support/certificates.ts'
import { detailsInput } from '../../../support/details-world.ts'

/** TLS in front of one of the simulator's servers, on this machine. */
interface Front {
  origin: string
  /** connections on which the client finished the handshake, and bytes that it sent then */
  seen: { handshakes: number; bytes: number }
  close(): Promise<void>
}

const authority = testAuthority()
const stranger = testAuthority()
const certificates = {
  trusted: authority.issue('localhost'),
  'wrong-name': authority.issue('manage.msp.example'),
  'self-signed': selfSigned('localhost'),
  'unknown-authority': stranger.issue('localhost'),
} as const
type Kind = keyof typeof certificates
const kinds: readonly Kind[] = ['trusted', 'wrong-name', 'self-signed', 'unknown-authority']

let world: World
let admin: Admin
let fronts: Map<Kind, { ui: Front; api: Front }>

beforeAll(async () => {
  setDefaultCACertificates([authority.cert])
  world = await accountsWorld()
  const { ui, api } = world.connectwise.urls
  const started = kinds.map(async kind => {
    const certified = certificates[kind]
    return [kind, { ui: await startFront(certified, ui), api: await startFront(certified, api) }] as const
  })
  fronts = new Map(await Promise.all(started))
  const sites = [...fronts].map(([kind, front]) => `${kind}=${front.ui.origin}|${front.api.origin}`)
  process.env.CONNECTWISE_SITES = [`demo=${ui}|${api}`, ...sites].join()
  admin = await adminOf(demoInput({ live: false }))
})
afterAll(async () => {
  await world.close()
  await Promise.all([...fronts.values()].flatMap(({ ui, api }) => [ui.close(), api.close()]))
})

async function startFront(certified: Certified, target: string): Promise<Front> {
  const seen = { handshakes: 0, bytes: 0 }
  const open = new Set<Socket>()
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket))
  }
  const server = createServer(certified, socket => {
    seen.handshakes += 1
    const inner = connect(Number(new URL(target).port), '127.0.0.1')
    for (const one of [socket, inner]) keep(one)
    socket.on('data', data => {
      seen.bytes += data.length
    })
    socket.pipe(inner).pipe(socket)
  })
  server.on('tlsClientError', () => undefined)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.')
  return {
    origin: `https://localhost:${address.port}`,
    seen,
    close: async () => {
      const closed = new Promise(resolve => server.close(resolve))
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}

async function save(region: string) {
  const { accountId, userId } = admin
  const { revision } = await inAccount(accountId, detailsView)
  const values = zDetails.parse(detailsInput({ region, privateKey: DEMO.keys.private }))
  return saveDetails({ accountId, actor: { id: userId, name: 'Jane Ng' }, revision, values })
}

test.each(['wrong-name', 'self-signed', 'unknown-authority'] as const)(
  'a certificate that does not prove the host is refused before a byte of the call leaves: %s',
  async kind => {
    expect(await save(kind)).toMatchObject({
      kind: 'invalid',
      faults: { region: expect.stringMatching(/could not be reached.*certificate/) },
    })
    const front = fronts.get(kind)
    expect([front?.ui.seen.bytes, front?.api.seen.bytes]).toEqual([0, 0])
    expect((await psaFacts(admin.accountId)).region).toBe('demo')
  },
)

test('one of an authority that is trusted, for this very name, is saved and called over TLS', async () => {
  expect(await save('trusted')).toMatchObject({ kind: 'saved' })
  const front = fronts.get('trusted')
  expect(await psaFacts(admin.accountId)).toMatchObject({
    uiOrigin: front?.ui.origin,
    apiOrigin: front?.api.origin,
  })
  const before = front?.api.seen.bytes ?? 0
  await world.connectwise.control.clearCalls()
  await (await psaOf(admin.accountId)).probe()
  expect(front?.api.seen.bytes).toBeGreaterThan(before)
  const [call] = await world.connectwise.control.calls({ path: '/count$' })
  expect(call).toMatchObject({ status: 200 })
  expect(call?.requestHeaders.host).toBe(new URL(front?.api.origin ?? 'https://none').host)
})
