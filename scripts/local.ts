import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sandboxEnv, sandboxPlace } from './sandbox.ts'
import { localSecrets } from './secrets.ts'

/** Where and with what `npm start` runs on this machine; other commands find the same things here. */
export interface Local {
  directory: string
  /** the database of our own: its files and the owner's password */
  database: { directory: string; password: string }
  port: number
  place: ReturnType<typeof sandboxPlace>
  /** real keys are set: no simulated vendors */
  real: boolean
  /** the given environment over local defaults; the database's address is still missing */
  source: NodeJS.ProcessEnv
}

export function local(): Local {
  const directory = localDirectory()
  const port = portFrom('PORT', 3000)
  const place = sandboxPlace(portFrom('SANDBOX_PORT', 4010))
  const real = Boolean(process.env.XERO_CLIENT_ID)
  const { databasePassword, ...secrets } = localSecrets(directory)
  const source = {
    ...secrets,
    EVENBOOK_URL: `http://localhost:${port}`,
    ...(real ? {} : sandboxEnv(place)),
    ...process.env,
    PORT: String(port),
    NODE_ENV: 'production' as const,
  }
  const database = { directory: path.join(directory, 'postgres'), password: databasePassword }
  return { directory, database, port, place, real, source }
}

/**
 * The environment of the `npm start` that runs beside this command: its database is found by Postgres' own pid file.
 * Without one (a server is configured by its environment) the process's own environment is all there is.
 */
export function besideRunning(): NodeJS.ProcessEnv {
  if (process.env.DATABASE_URL || process.env.DATABASE_APP_URL) return process.env
  const pidFile = path.join(localDirectory(), 'postgres', 'postmaster.pid')
  if (!existsSync(pidFile)) return process.env
  const { database, source } = local()
  const port = readFileSync(pidFile, 'utf8').split('\n')[3]
  const password = encodeURIComponent(database.password)
  return { ...source, DATABASE_URL: `postgres://postgres:${password}@127.0.0.1:${port}/postgres` }
}

function localDirectory(): string {
  return path.resolve(process.env.EVENBOOK_DATA ?? '.data')
}

function portFrom(name: string, fallback: number): number {
  const text = process.env[name] || String(fallback)
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1024 || port > 65_000)
    throw new Error(`${name} must be a port from 1024 to 65000.`)
  return port
}
