import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Env, parseEnv } from '../lib/env.ts'
import { buildIfChanged } from './build.ts'
import { type Child, Children } from './children.ts'
import { type Local, local } from './local.ts'
import { migrateDatabase } from './migrate.ts'
import { type EmbeddedPostgres, startPostgres } from './postgres.ts'
import { freePort, isFree } from './processes.ts'
import { startSandbox } from './sandbox.ts'
import { seedDemo } from './seed.ts'

const workerGraceMs = 40_000

const directory = path.resolve(process.env.EVENBOOK_DATA ?? '.data')
const children = new Children(path.join(directory, 'processes.json'))
let database: EmbeddedPostgres | undefined
let stopping: Promise<void> | undefined
let ready = false
const revivals: number[] = []

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
try {
  await main(process.argv.includes('--fresh'))
} catch (error) {
  if (!stopping) console.error(error instanceof Error ? error.message : error)
  await stop(1)
}

async function main(fresh: boolean): Promise<void> {
  const since = performance.now()
  await children.takeOver()
  if (fresh) emptyDirectory()
  const here = local()
  const { real, place, port } = here
  await refuseBusyPorts(real ? [port] : [port, ...place.ports])
  const source = { ...here.source, DATABASE_URL: process.env.DATABASE_URL || (await ownDatabase(here)) }
  const env = parseEnv(source)

  // The build needs two thirds of the time and neither database nor vendors.
  const built = buildIfChanged()
  built.catch(() => undefined)
  await migrateDatabase(env)
  if (!real) {
    await keep('sandbox', () =>
      startSandbox(children, place, path.join(directory, 'sandbox'), env.EVENBOOK_URL),
    )
    Object.assign(process.env, source)
    await seedDemo(place, directory)
  }
  await built
  await serve(env, source)
  ready = true
  console.log(`Ready after ${((performance.now() - since) / 1000).toFixed(1)} s.`)
  console.log(`Evenbook is ready: ${real ? env.EVENBOOK_URL : place.manage}`)
}

async function ownDatabase(here: Local): Promise<string> {
  const options = { ...here.database, port: await freePort() }
  const { url } = await keep('database', async () => {
    database = await startPostgres(options)
    children.note('postgres', database.pid)
    return database
  })
  return url
}

async function serve(env: Env, source: NodeJS.ProcessEnv): Promise<void> {
  const next = ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(env.PORT)]
  const web = await keep('web', async () => children.start('web', next, source))
  const worker = await keep('worker', async () =>
    children.start('worker', ['--enable-source-maps', '.build/worker.js'], source),
  )
  await Promise.all([untilAnswering(web, `http://127.0.0.1:${env.PORT}/api/health`), untilReady(worker)])
}

/** What ends by itself is started again, as an operator's supervisor would. */
async function keep<T extends { ended: Promise<void> }>(name: string, launch: () => Promise<T>): Promise<T> {
  const running = await launch()
  void running.ended.then(() => revive(name, launch))
  return running
}

/** Five times a minute is no accident. A launch may fail too: a killed Postgres leaves its memory to sessions that still end. */
async function revive<T extends { ended: Promise<void> }>(
  name: string,
  launch: () => Promise<T>,
): Promise<void> {
  while (ready && !stopping) {
    const now = performance.now()
    revivals.push(now)
    if (revivals.filter(time => now - time < 60_000).length > 5) {
      console.error(`The ${name} process ends again and again; everything is stopped. Nothing is lost.`)
      return stop(1)
    }
    console.error(`The ${name} process ended by itself and is started again.`)
    const failure = await keep(name, launch).then(
      () => null,
      (error: unknown) => error,
    )
    if (failure === null) return
    console.error(failure instanceof Error ? failure.message : failure)
    await wait(500)
  }
}

async function untilAnswering(child: Child, url: string): Promise<void> {
  let last = 'no answer'
  for (const end = performance.now() + 60_000; performance.now() < end; await wait(50)) {
    if (child.process.exitCode !== null) throw new Error(`The ${child.name} process ended at once.`)
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    if (answer) last = `status ${answer.status}`
  }
  throw new Error(`The ${child.name} process does not become healthy: ${last} at ${url}.`)
}

/** The worker says so itself, over the channel to its parent, when it listens for jobs. */
async function untilReady(child: Child): Promise<void> {
  const said = new Promise<'ready'>(resolve => {
    child.process.on('message', message => message === 'ready' && resolve('ready'))
  })
  if ((await Promise.race([said, child.ended])) !== 'ready')
    throw new Error(`The ${child.name} process ended at once.`)
}

/** Web and worker first (the worker finishes what it sends), then the vendors, the database last. */
function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    await children.stopAll(workerGraceMs)
    await database?.stop()
    process.exit(code)
  })()
  return stopping
}

async function refuseBusyPorts(ports: readonly number[]): Promise<void> {
  const free = await Promise.all(ports.map(isFree))
  const busy = ports.filter((_, place) => !free[place])
  if (busy.length === 0) return
  const which = busy.length === 1 ? `Port ${busy[0]} is` : `The ports ${busy.join(', ')} are`
  throw new Error(
    `${which} taken by another program: stop it, or choose others with PORT (the app) and SANDBOX_PORT (six in a row for the simulated vendors).`,
  )
}

function emptyDirectory(): void {
  mkdirSync(directory, { recursive: true })
  for (const name of readdirSync(directory)) {
    if (name !== 'processes.json') rmSync(path.join(directory, name), { recursive: true, force: true })
  }
  if (process.env.DATABASE_URL) console.log('DATABASE_URL is set: that database is left as it is.')
}
