import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { createAccount, showAccount } from '../../../lib/accounts/accounts.ts'
import { closeAppDatabase } from '../../../lib/accounts/database.ts'
import { installInManage } from '../../../lib/accounts/manage-install.ts'
import { closeEgress } from '../../../lib/accounts/outside.ts'
import { parseEnv } from '../../../lib/env.ts'
import { present } from '../../../lib/std/assert.ts'
import { Children } from '../../../scripts/children.ts'
import { migrateDatabase } from '../../../scripts/migrate.ts'
import { startPostgres } from '../../../scripts/postgres.ts'
import { isFree } from '../../../scripts/processes.ts'
import { type SandboxPlace, sandboxEnv, sandboxPlace } from '../../../scripts/sandbox.ts'
import { localSecrets } from '../../../scripts/secrets.ts'
import { demoName, seedDemo } from '../../../scripts/seed.ts'
import { NORTHWIND } from '../../simulators/connectwise/index.ts'
import { timeFactor, vendorLatencyMs, type World } from './world.ts'

/**
 * One Evenbook for a worker's tests, as `npm start` puts it together, on free ports and without a trace afterwards: Postgres,
 * both vendors 100 ms away, two accounts, the web and the worker. It tells its parent the addresses and serves until then.
 */
const directory = mkdtempSync(path.join(tmpdir(), 'evenbook-e2e-'))
const children = new Children(path.join(directory, 'processes.json'))
const database = await startDatabase()
for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(event, () => void stop())

try {
  process.send?.(await start())
} catch (error) {
  console.error(error)
  process.exitCode = 1
  await stop()
}

async function startDatabase() {
  const { databasePassword: password } = localSecrets(directory)
  return startPostgres({ directory: path.join(directory, 'postgres'), password, fast: true })
}

async function start(): Promise<World> {
  const place = sandboxPlace(await freePorts(7))
  const port = Math.max(...place.ports) + 1
  const { databasePassword: _, ...secrets } = localSecrets(directory)
  const environment = {
    ...secrets,
    ...sandboxEnv(place),
    EVENBOOK_URL: `http://localhost:${port}`,
    TIME_FACTOR: String(timeFactor),
    DATABASE_URL: database.url,
    PORT: String(port),
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
  } as const
  const source = { ...process.env, ...environment }
  const env = parseEnv(source)
  await migrateDatabase(env)
  await startVendors(place, source)
  Object.assign(process.env, source)
  await seedDemo(place, directory)
  const { installKey: demo } = present(await showAccount({ name: demoName }), 'The demo was not seeded.')
  const north = await secondAccount()
  const next = ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)]
  const web = children.start('web', next, source)
  const worker = children.start('worker', ['--enable-source-maps', '.build/worker.js'], source)
  const ready = new Promise(resolve => worker.process.once('message', resolve))
  while (!(await fetch(`${env.EVENBOOK_URL}/api/health`).catch(() => null))?.ok) await wait(50)
  await ready
  return {
    app: env.EVENBOOK_URL,
    manage: place.manage,
    connectwise: place.api,
    xero: place.xero,
    quickbooks: place.quickbooks,
    mail: place.mail,
    installs: { demo, north },
    webPid: present(web.process.pid, 'The web process did not start.'),
    database: database.url,
    environment,
  }
}

/** Another MSP of the same cloud: real pods in its own Manage, no ledger yet. */
async function secondAccount(): Promise<string> {
  const made = await createAccount({
    name: 'Northwind MSP',
    region: 'demo',
    loginCompany: NORTHWIND.company,
    publicKey: NORTHWIND.keys.public,
    privateKey: NORTHWIND.keys.private,
    admin: { memberIdentifier: NORTHWIND.member },
    live: true,
    companyName: 'Northwind MSP Pty Ltd',
  })
  await installInManage(made.accountId, null)
  await closeEgress()
  await closeAppDatabase()
  return made.installKey
}

async function startVendors(place: SandboxPlace, source: NodeJS.ProcessEnv): Promise<void> {
  const [uiPort, apiPort, port, mailPort, smtpPort, quickBooksPort] = place.ports
  const ms = vendorLatencyMs * timeFactor
  // Kept back, so that an invoice is sent by what its test does; `realTime` lets them go.
  const callbacks = { lateMs: 0, twice: false, shuffle: false, held: true }
  const xero = { latency: { readMs: ms, writeBaseMs: ms, writePerDocumentMs: 0 } }
  const config = {
    connectwise: {
      uiPort,
      apiPort,
      scale: timeFactor,
      parameters: { latency: { readMs: ms, writeMs: ms }, callbacks },
    },
    xero: {
      port,
      scale: timeFactor,
      clientId: source.XERO_CLIENT_ID,
      clientSecret: source.XERO_CLIENT_SECRET,
      redirectUris: [`${source.EVENBOOK_URL}/oauth/xero/callback`],
      parameters: xero,
    },
    quickbooks: {
      port: quickBooksPort,
      scale: timeFactor,
      clientId: source.QUICKBOOKS_CLIENT_ID,
      clientSecret: source.QUICKBOOKS_CLIENT_SECRET,
      redirectUris: [`${source.EVENBOOK_URL}/oauth/quickbooks/callback`],
      parameters: xero,
    },
    mail: { port: mailPort, smtpPort },
  }
  const child = children.start('vendors', ['tests/simulators/run.ts', JSON.stringify(config)], source, 'pipe')
  const lines = createInterface(present(child.process.stdout, 'The vendors have no output.'))
  await Promise.race([new Promise(resolve => lines.once('line', resolve)), child.ended])
}

/** The first of as many in a row; several of these look for theirs at once, each in a range of its own. */
async function freePorts(count: number): Promise<number> {
  const range = 2_000
  const from = 20_000 + range * Number(process.argv[2] ?? '0')
  for (;;) {
    const first = from + Math.floor(Math.random() * (range - count))
    const free = await Promise.all(Array.from({ length: count }, (_, place) => isFree(first + place)))
    if (free.every(Boolean)) return first
  }
}

async function stop(): Promise<void> {
  await children.stopAll(10_000)
  await database.stop()
  rmSync(directory, { recursive: true, force: true })
  process.exit()
}
