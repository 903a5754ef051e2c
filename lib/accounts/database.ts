import { connect, type Database, disconnect } from '../../drizzle/client.ts'
import { env } from '../env.ts'

declare global {
  var evenbookDatabase: Database | undefined
}

/** On globalThis: Next loads a module once for pages and once more for route handlers, and both must use one pool. */
export function appDatabase(): Database {
  globalThis.evenbookDatabase ??= connect(env().DATABASE_APP_URL.reveal(), { max: 10, name: 'evenbook-app' })
  return globalThis.evenbookDatabase
}

/** What a process holds back for the database; written before the pool is closed. */
const lastWrites: (() => Promise<void>)[] = []

export function beforeClose(write: () => Promise<void>): void {
  lastWrites.push(write)
}

/** At the end of a process; the next use opens a new pool. */
export async function closeAppDatabase(): Promise<void> {
  for (const write of lastWrites) await write()
  const open = globalThis.evenbookDatabase
  globalThis.evenbookDatabase = undefined
  if (open) await disconnect(open)
}
