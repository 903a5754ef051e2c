import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { rolePassword } from '../../lib/env.ts'
import { randomKey } from '../../lib/std/id.ts'
import { startPostgres } from '../../scripts/postgres.ts'
import { createControl } from '../simulators/kit/control-client.ts'
import type { QuickBooksParameters } from '../simulators/quickbooks/parameters.ts'
import type { XeroParameters } from '../simulators/xero/parameters.ts'

export interface RigOptions {
  /** Divides every time of the vendors, and ours with them. */
  factor: number
  /** Where callbacks are taken in. */
  appUrl: string
  xero: Partial<XeroParameters>
  quickbooks?: Partial<QuickBooksParameters>
  connectwise: object
}

export type Rig = Awaited<ReturnType<typeof startRig>>

const addresses = z.object({
  xero: z.object({ url: z.string(), authorizeUrl: z.string(), tokenUrl: z.string() }),
  quickbooks: z.object({
    url: z.string(),
    authorizeUrl: z.string(),
    tokenUrl: z.string(),
    revocationUrl: z.string(),
  }),
  connectwise: z.object({ ui: z.string(), api: z.string() }),
})

// They open nothing but the simulator, which is given the same ones.
const app = { clientId: 'evenbook-rig', clientSecret: 'rig-secret-of-the-simulated-ledgers' }

/**
 * A Postgres and the vendors of one run, all gone with it; `env` is what the product's processes are started with.
 * Postgres runs as it does in earnest: without its statistics every plan is a guess, and the figures are the guesses'.
 */
export async function startRig(options: RigOptions) {
  const directory = mkdtempSync(path.join(tmpdir(), 'evenbook-rig-'))
  const database = await startPostgres({
    directory: path.join(directory, 'postgres'),
    password: randomKey(128),
  })
  const stopDatabase = () => void process.kill(database.pid, 'SIGINT')
  process.once('exit', stopDatabase)
  void database.ended.then(() => process.removeListener('exit', stopDatabase))
  const vendors = startVendors(options)
  const { xero, quickbooks, connectwise } = await vendors.said
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'production',
    EVENBOOK_SANDBOX: '1',
    EVENBOOK_URL: options.appUrl,
    ...databaseEnv(database.url),
    SESSION_SECRET: randomKey(256),
    CONNECTWISE_SITES: `rig=${connectwise.ui}|${connectwise.api}`,
    CONNECTWISE_CLIENT_ID: '00000000-0000-4000-8000-000000000001',
    XERO_CLIENT_ID: app.clientId,
    XERO_CLIENT_SECRET: app.clientSecret,
    XERO_AUTHORIZE_URL: xero.authorizeUrl,
    XERO_TOKEN_URL: xero.tokenUrl,
    XERO_API_URL: xero.url,
    XERO_APP_URL: xero.url,
    ...quickBooksEnv(quickbooks),
    TIME_FACTOR: String(options.factor),
    LOG_LEVEL: 'warn',
  }
  return {
    directory,
    factor: options.factor,
    databaseUrl: database.url,
    env,
    xeroUrl: xero.url,
    xero: createControl(xero.url),
    quickbooksUrl: quickbooks.url,
    quickbooks: createControl(quickbooks.url),
    connectwise: createControl(connectwise.api),
    close: async ({ keep = false } = {}) => {
      vendors.process.kill('SIGTERM')
      await vendors.ended
      await database.stop()
      if (!keep) rmSync(directory, { recursive: true, force: true })
    },
  }
}

function quickBooksEnv(at: z.infer<typeof addresses>['quickbooks']): Record<string, string> {
  return {
    QUICKBOOKS_CLIENT_ID: app.clientId,
    QUICKBOOKS_CLIENT_SECRET: app.clientSecret,
    QUICKBOOKS_AUTHORIZE_URL: at.authorizeUrl,
    QUICKBOOKS_TOKEN_URL: at.tokenUrl,
    QUICKBOOKS_REVOKE_URL: at.revocationUrl,
    QUICKBOOKS_API_URL: at.url,
    QUICKBOOKS_APP_URL: at.url,
  }
}

function databaseEnv(url: string): Record<string, string> {
  const key = randomBytes(32)
  const as = (role: string) => {
    const address = new URL(url)
    address.username = role
    address.password = rolePassword(key, role)
    return address.href
  }
  return {
    DATABASE_URL: url,
    DATABASE_APP_URL: as('evenbook_app'),
    DATABASE_QUEUE_URL: as('evenbook_queue'),
    EVENBOOK_KEYS: `1:${key.toString('base64')}`,
  }
}

/** All in one process of their own, as the sandbox runs them. */
function startVendors({ factor, appUrl, xero, quickbooks, connectwise }: RigOptions) {
  const config = {
    xero: {
      ...app,
      scale: factor,
      redirectUris: [`${appUrl}/oauth/xero/callback`],
      parameters: xero,
    },
    quickbooks: {
      ...app,
      scale: factor,
      redirectUris: [`${appUrl}/oauth/quickbooks/callback`],
      parameters: quickbooks,
    },
    connectwise: { scale: factor, parameters: connectwise },
  }
  const child = spawn(process.execPath, ['tests/simulators/run.ts', JSON.stringify(config)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  endWithUs(child)
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const said = new Promise<z.infer<typeof addresses>>((resolve, reject) => {
    createInterface(child.stdout).once('line', line => resolve(addresses.parse(JSON.parse(line))))
    child.once('exit', () => reject(new Error('The simulators did not start.')))
  })
  return { process: child, ended, said }
}

/**
 * A run that is broken off leaves no process behind: told to end, it ends in the way that `exit` hears of. One that has processes of
 * its own is told so too, by SIGTERM.
 */
export function endWithUs(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): void {
  const kill = () => void child.kill(signal)
  process.once('exit', kill)
  child.once('exit', () => process.removeListener('exit', kill))
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
