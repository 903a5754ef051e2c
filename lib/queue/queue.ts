import { sql } from 'drizzle-orm'
import { fromDrizzle, type JobResult, PgBoss, type Job as QueueJob } from 'pg-boss'
import type { Transaction } from '../../drizzle/client.ts'
import { assert, present } from '../std/assert.ts'
import { createLogger } from '../std/log.ts'
import { type Job, type JobName, type JobOf, jobKey, jobSchema, pace } from './jobs.ts'

export type { Job, JobName, JobOf } from './jobs.ts'

export type Handlers = {
  readonly [Name in JobName]: (job: JobOf<Name>, signal: AbortSignal) => Promise<void>
}

/** `cron` has minutes as its finest grain; every process may declare the same ones. */
export interface Schedule {
  readonly cron: string
  readonly job: Job
}

export interface RunningQueue {
  /** Takes no new job and waits for those that run; after `timeoutMs` they are given back. */
  stop(timeoutMs?: number): Promise<void>
}

const log = createLogger('queue')
const names = Object.keys(pace).filter((name): name is JobName => name in pace)

/**
 * Asks for work as part of the caller's transaction: rolled back together. A job that waits already is enough.
 * Losing or doubling one changes nothing; the tables say what is due. Enqueue last and, when several, in sorted
 * order: equal keys of two open transactions wait for each other. `afterSeconds`: what is asked for meanwhile is done with it.
 */
export async function enqueue(tx: Transaction, job: Job, afterSeconds = 0): Promise<void> {
  const { name, ...data } = jobSchema.parse(job)
  const db = fromDrizzle(tx, sql)
  const boss = await producer(db)
  await boss.send(name, data, { db, singletonKey: jobKey(job), startAfter: afterSeconds })
}

/** The worker's side. `url` is the queue role's: it owns nothing but the queue's own schema. */
export async function startQueue(
  url: string,
  handlers: Handlers,
  schedules: readonly Schedule[] = [],
): Promise<RunningQueue> {
  const boss = new PgBoss({
    connectionString: url,
    createSchema: false,
    migrate: false,
    useListenNotify: true,
    max: 6,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    instanceName: 'worker',
  })
  boss.on('error', complain())
  await boss.start()
  for (const name of names) await listen(boss, name, handlers)
  for (const { cron, job } of schedules) {
    const { name, ...data } = jobSchema.parse(job)
    await boss.schedule(name, cron, data, { singletonKey: jobKey(job), key: jobKey(job), tz: 'UTC' })
  }
  return { stop: (timeoutMs = 30_000) => boss.stop({ graceful: true, timeout: timeoutMs }) }
}

/** Makes or renews the queue's own tables, and lets the app put jobs in. Run with every migration. */
export async function installQueue(url: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: url,
    createSchema: false,
    supervise: false,
    schedule: false,
    registerInstance: false,
    max: 2,
  })
  boss.on('error', complain())
  await boss.start()
  try {
    const known = new Set((await boss.getQueues()).map(queue => queue.name))
    for (const name of names) {
      const { policy, ...options } = queueOptions
      if (known.has(name)) await boss.updateQueue(name, options)
      else await boss.createQueue(name, { policy, ...options })
    }
    await boss.getDb().executeSql(grants)
  } finally {
    await boss.stop({ graceful: false })
  }
}

// stately: of one key at most one job waits and one runs. A worker that dies loses its jobs after 10 s without
// a heartbeat (the library's least), not after the job's own limit.
const queueOptions = {
  policy: 'stately',
  notify: true,
  retryLimit: 3,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 60,
  heartbeatSeconds: 10,
  expireInSeconds: 3600,
  deleteAfterSeconds: 3600,
} as const

const grants = `
  grant usage on schema pgboss to evenbook_app;
  grant select on pgboss.version, pgboss.queue to evenbook_app;
  grant select, insert on pgboss.job, pgboss.job_common to evenbook_app`

async function listen(boss: PgBoss, name: JobName, handlers: Handlers): Promise<void> {
  const { fetchers, handful } = pace[name]
  const options = {
    localConcurrency: fetchers,
    batchSize: handful,
    perJobResults: true,
    pollingIntervalSeconds: 1,
    // A notification wakes for one fetch only, and the default backstop of 30 s would hold up what comes next.
    notifyPollingIntervalSeconds: 1,
    burstWhenBatchFull: true,
    burstWhenReadyExceeds: fetchers,
  } as const
  await boss.work<object, unknown, typeof options>(name, options, jobs =>
    Promise.all(jobs.map(job => runJob(job, handlers))),
  )
}

/** One that fails is tried again; its neighbours in the handful are done. */
async function runJob(job: QueueJob<object>, handlers: Handlers): Promise<JobResult> {
  try {
    await dispatch(jobSchema.parse({ ...job.data, name: job.name }), handlers, job.signal)
    return { id: job.id, status: 'completed' }
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'
    log.error(
      { job: job.name, attempt: job.retryCount, error: reason },
      'A job failed and will be tried again',
    )
    return { id: job.id, status: 'failed' }
  }
}

function dispatch(job: Job, handlers: Handlers, signal: AbortSignal): Promise<void> {
  switch (job.name) {
    case 'wake-company':
      return handlers[job.name](job, signal)
    case 'refresh-reference':
      return handlers[job.name](job, signal)
    case 'read-unposted':
      return handlers[job.name](job, signal)
    case 'start-unposted':
      return handlers[job.name](job, signal)
    case 'handle-webhook':
      return handlers[job.name](job, signal)
    case 'ensure-callbacks':
      return handlers[job.name](job, signal)
    case 'chain-activity':
      return handlers[job.name](job, signal)
    case 'sweep':
      return handlers[job.name](job, signal)
    case 'watch-alerts':
      return handlers[job.name](job, signal)
    case 'trim-calls':
      return handlers[job.name](job, signal)
    case 'trim-ended':
      return handlers[job.name](job, signal)
  }
}

/** While the database is away every fetcher fails every second: one line in ten seconds says as much. */
function complain(): (error: Error) => void {
  let silentUntil = 0
  return error => {
    if (performance.now() < silentUntil) return
    silentUntil = performance.now() + 10_000
    log.error({ error: error.message }, 'The queue reports an error')
  }
}

type QueueDb = ReturnType<typeof fromDrizzle>

let ready: Promise<PgBoss> | undefined

/**
 * A sender without connections or timers of its own. The library needs the list of queues before it can send: it is
 * read once, by the first caller's transaction, and then the library is stopped, which ends its timers and keeps
 * the list. Queues are made by installQueue only, so the list holds for the life of the process.
 */
function producer(db: QueueDb): Promise<PgBoss> {
  ready ??= openProducer(db).catch(error => {
    ready = undefined
    throw error
  })
  return ready
}

async function openProducer(first: QueueDb): Promise<PgBoss> {
  let reader: QueueDb | undefined = first
  const boss = new PgBoss({
    db: {
      executeSql: (text, values) =>
        present(reader, 'The sender may only use the caller’s transaction.').executeSql(text, values),
    },
    supervise: false,
    schedule: false,
    migrate: false,
    createSchema: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  })
  boss.on('error', complain())
  await boss.start()
  await boss.stop({ graceful: false, close: false })
  for (const name of names)
    assert(await boss.getQueue(name), `The queue ${name} is missing: migrate the database.`)
  reader = undefined
  return boss
}
