import { setFlagsFromString } from 'node:v8'
import { closeAppDatabase } from '../accounts/database.ts'
import { type Env, env } from '../env.ts'
import { startQueue } from '../queue/queue.ts'
import { createLogger } from '../std/log.ts'
import type { Recover } from '../sync/context.ts'
import { createEngine } from './engine.ts'
import { jobHandlers } from './jobs.ts'
import { Lanes } from './lanes.ts'
import { schedules } from './schedule.ts'

const log = createLogger('worker')

export interface Worker {
  /** Takes nothing new, lets what is in flight come to its end, gives the lanes back. */
  drain(): Promise<void>
}

/** Any number of these share one Postgres: lanes are leases there, and the queue only wakes. */
export async function startWorker(settings: Env = env(), recover?: Recover): Promise<Worker> {
  const engine = createEngine(settings, recover)
  const lanes = new Lanes(engine)
  const queue = await startQueue(settings.DATABASE_QUEUE_URL.reveal(), jobHandlers(engine, lanes), schedules)
  lanes.watch()
  log.info({}, 'The worker is ready')
  return {
    drain: async () => {
      await Promise.all([lanes.drain(), queue.stop()])
      await closeAppDatabase()
    },
  }
}

/**
 * So much may a heap grow over what lives in it before it is collected. By itself V8 waits for three times as much, and a month-end's
 * garbage stays in memory as if it were needed (nodejs.org/api/v8.html#v8setflagsfromstringflags).
 */
const heapGrowth = '--heap-growing-percent=40'

/** The worker's process: SIGTERM drains; a second one ends it at once. */
export async function runWorker(): Promise<void> {
  setFlagsFromString(heapGrowth)
  const worker = await startWorker()
  let draining = false
  const stop = () => {
    if (draining) process.exit(1)
    draining = true
    worker.drain().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
