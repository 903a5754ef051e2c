import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  enqueue,
  type Handlers,
  installQueue,
  type Job,
  type Schedule,
  startQueue,
} from '../../lib/queue/queue.ts'
import { newId } from '../../lib/std/id.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const wake = (): Job => ({ name: 'wake-company', accountId: newId(), companyId: newId() })
const waiting = async () =>
  (await database.app.execute(sql`select 1 from pgboss.job where state = 'created'`)).length

/** Records what ran; each job ends when the test lets it. */
function recorder(react: (job: Job) => Promise<void> = async () => undefined) {
  const ran: Job[] = []
  const heard: (() => void)[] = []
  const handle = async (job: Job) => {
    ran.push(job)
    for (const tell of heard.splice(0)) tell()
    await react(job)
  }
  const handlers: Handlers = {
    'wake-company': handle,
    'refresh-reference': handle,
    'read-unposted': handle,
    'start-unposted': handle,
    'handle-webhook': handle,
    'ensure-callbacks': handle,
    'chain-activity': handle,
    sweep: handle,
    'watch-alerts': handle,
    'trim-calls': handle,
    'trim-ended': handle,
  }
  const until = async (count: number) => {
    while (ran.length < count) await new Promise<void>(resolve => heard.push(resolve))
  }
  return { ran, handlers, until }
}

test('a job is rolled back with the transaction that asked for it', async () => {
  const refused = database.app.transaction(async tx => {
    await enqueue(tx, wake())
    throw new Error('no')
  })
  await expect(refused).rejects.toThrow('no')
  expect(await waiting()).toBe(0)
  await database.app.transaction(tx => enqueue(tx, wake()))
  expect(await waiting()).toBe(1)
})

test('jobs of one key that wait are one job', async () => {
  const job = wake()
  const before = await waiting()
  for (let time = 0; time < 3; time++) await database.app.transaction(tx => enqueue(tx, job))
  await database.app.transaction(tx => enqueue(tx, wake()))
  expect((await waiting()) - before).toBe(2)
})

test('a malformed job is refused where it is asked for', async () => {
  const job = { ...wake(), accountId: 'x' }
  await expect(database.app.transaction(tx => enqueue(tx, job))).rejects.toThrow('accountId')
})

test('installing again keeps what waits', async () => {
  const before = await waiting()
  await installQueue(database.queueUrl)
  expect(before).toBeGreaterThan(0)
  expect(await waiting()).toBe(before)
})

test('every kind of job reaches its handler, what waited before the start too', async () => {
  const waited = await waiting()
  const { ran, handlers, until } = recorder()
  const queue = await startQueue(database.queueUrl, handlers)
  const accountId = newId()
  const jobs: Job[] = [
    { name: 'refresh-reference', accountId, companyId: null },
    { name: 'read-unposted', accountId, companyId: newId() },
    { name: 'handle-webhook', inboxId: 12 },
    { name: 'ensure-callbacks', accountId },
    { name: 'chain-activity', accountId },
    { name: 'sweep' },
    { name: 'watch-alerts' },
    { name: 'trim-calls' },
    { name: 'trim-ended' },
  ]
  await database.app.transaction(async tx => {
    for (const job of jobs) await enqueue(tx, job)
  })
  await until(waited + jobs.length)
  await queue.stop()
  expect(ran).toEqual(expect.arrayContaining(jobs))
  expect(await waiting()).toBe(0)
})

test('while a job of a key runs, the next one waits for it', async () => {
  let release = () => {}
  const gate = new Promise<void>(resolve => {
    release = resolve
  })
  let running = 0
  let most = 0
  const { handlers, until } = recorder(async () => {
    most = Math.max(most, ++running)
    await gate
    running--
  })
  const queue = await startQueue(database.queueUrl, handlers)
  const job = wake()
  await database.app.transaction(tx => enqueue(tx, job))
  await until(1)
  await database.app.transaction(tx => enqueue(tx, job))
  await database.app.transaction(tx => enqueue(tx, wake())) // another key is not held up
  await until(2)
  release()
  await until(3)
  await queue.stop()
  expect(most).toBe(2)
})

test('a failed job is tried again, and stopping waits for what runs', async () => {
  let fails = 1
  let finished = false
  let entered = () => {}
  const inside = new Promise<void>(resolve => {
    entered = resolve
  })
  let release = () => {}
  const gate = new Promise<void>(resolve => {
    release = resolve
  })
  const { handlers, ran } = recorder(async () => {
    if (fails-- > 0) throw new Error('first time')
    entered()
    await gate
    finished = true
  })
  const queue = await startQueue(database.queueUrl, handlers)
  await database.app.transaction(tx => enqueue(tx, wake()))
  await inside
  const stopped = queue.stop()
  release()
  await stopped
  expect(finished).toBe(true)
  expect(ran).toHaveLength(2)
})

test('schedules are stored once, however many processes declare them', async () => {
  const schedules: Schedule[] = [{ cron: '* * * * *', job: { name: 'sweep' } }]
  const { handlers } = recorder()
  const first = await startQueue(database.queueUrl, handlers, schedules)
  const second = await startQueue(database.queueUrl, handlers, schedules)
  const rows = await database.owner.execute(sql`select name, cron from pgboss.schedule`)
  await Promise.all([first.stop(), second.stop()])
  expect([...rows]).toEqual([{ name: 'sweep', cron: '* * * * *' }])
})
