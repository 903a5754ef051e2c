import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { connect, disconnect } from '../../drizzle/client.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { present } from '../../lib/std/assert.ts'
import { startRun } from '../../lib/sync/run.ts'
import { readConnectWise, readXero } from '../faults/books.ts'
import { judge } from '../faults/checker.ts'
import type { Line } from '../faults/report.ts'
import { type Bulk, openWorld } from '../faults/world.ts'
import { type Member, openCrowd } from './crowd.ts'
import {
  conclude,
  latencies,
  limits,
  numberOf,
  percentile,
  round,
  untilFreshWindows,
  windowsSeconds,
  withWorkers,
} from './run.ts'

/**
 * Twenty MSPs on one installation, with one worker, two and four on one Postgres. `share`: everybody sends at once, with
 * ConnectWise's limit lowered until it is the vendor that all wait for and not this machine; how near they come to it.
 * `others`: nineteen people click now and then, first by themselves and then while the twentieth MSP sends fifty times as
 * much; of the clicks that were made beside it, how long until the record is confirmed.
 */
const companies = numberOf('--companies', 20)
const clicks = numberOf('--clicks', 10)
const spreadSeconds = numberOf('--seconds', 30)
const workerCounts = process.argv.includes('--workers') ? [numberOf('--workers', 1)] : [1, 2, 4]
const large = 50 * clicks
/** Records of each company in `share`, at a limit of so many calls a minute: the second window has the last of them. */
const shared = { records: 40, minuteCalls: 25 }
const deadlineSeconds = 300

/** Of each company, for each number of workers: clicks alone, clicks beside the large one, the share. */
const handfuls = (at: number) =>
  workerCounts.flatMap(() => (at === 0 ? [0, large, shared.records] : [clicks, clicks, shared.records]))

const crowds: Member[][] = []
const world = await openWorld({ factor: 1, ...latencies, settings: {}, seed: async () => {} })
const lookout = connect(world.rig.databaseUrl, { max: 1, name: 'lookout' })
try {
  crowds.push(await openCrowd(world.rig, companies, handfuls))
  const members = present(crowds[0], 'the crowd')
  const lines: Line[] = []
  for (const [at, count] of workerCounts.entries())
    lines.push(...(await withWorkers(world, count, () => measure(members, at, count))))
  await judgeBooks(members)
  lines.push({ name: 'companies.count', value: companies, unit: 'companies' })
  conclude(
    lines,
    workerCounts.flatMap(count => [
      { name: `companies.others_p95_growth.w${count}`, most: 2 },
      { name: `companies.time_per_floor.w${count}`, most: 1.2 },
    ]),
  )
} finally {
  await disconnect(lookout)
  await world.close()
}

async function measure(members: readonly Member[], turn: number, workers: number): Promise<Line[]> {
  const [big, ...others] = members
  const handful = (member: Member, phase: number) => present(member.handfuls[3 * turn + phase], 'a handful')
  // The first click of all also opens connections and compiles.
  const alone = await clickAll(others, member => handful(member, 0))
  const { asked: askedAt, confirmed: bigRun } = await send(present(big, 'the large one'), 1 + 3 * turn)
  const beside = await clickAll(others, member => handful(member, 1))
  const bigEnd = Math.max(...(await bigRun()))
  const during = beside.filter(({ asked }) => asked < bigEnd)
  const p95 = (list: readonly Click[]) =>
    percentile(
      list.map(one => one.confirmed - one.asked),
      0.95,
    )
  const name = (what: string) => `companies.${what}.w${workers}`
  const share = await sendTogether(members, 2 + 3 * turn)
  return [
    { name: name('time_per_floor'), value: round(share.seconds / share.floorSeconds), unit: 'time/floor' },
    { name: name('records_per_s'), value: round(share.records / share.seconds), unit: 'records/s' },
    { name: name('others_p95_growth'), value: round(p95(during) / p95(alone)), unit: 'beside/alone' },
    { name: name('others_p95_alone_s'), value: round(p95(alone) / 1_000), unit: 's' },
    { name: name('others_p95_beside_s'), value: round(p95(during) / 1_000), unit: 's' },
    { name: name('others_beside'), value: during.length, unit: 'clicks' },
    { name: name('large_s'), value: round((bigEnd - askedAt) / 1_000), unit: 's' },
  ]
}

interface Click {
  asked: number
  confirmed: number
}

/** Each clicks now and then, all over the same time; answers once the last record is confirmed. */
async function clickAll(
  members: readonly Member[],
  of: (member: Member) => Bulk['invoices'],
): Promise<Click[]> {
  const made = await Promise.all(
    members.map(async (member, at) => {
      const pauseMs = (spreadSeconds * 1_000) / clicks
      await wait((pauseMs * at) / members.length)
      const asked: { member: Member; id: number; at: number }[] = []
      for (const invoice of of(member)) {
        const begun = performance.now()
        asked.push({ member, id: invoice.id, at: Date.now() })
        await ask(member, [invoice])
        await wait(Math.max(0, pauseMs - (performance.now() - begun)))
      }
      return asked
    }),
  )
  return Promise.all(
    made.flat().map(async ({ member, id, at }) => {
      const [confirmed] = await untilConfirmed(member, [id])
      return { asked: at, confirmed: present(confirmed, 'the end of a click') }
    }),
  )
}

async function send(member: Member, phase: number) {
  const invoices = present(member.handfuls[phase], 'a handful')
  const asked = Date.now()
  await ask(member, invoices)
  const ids = invoices.map(({ id }) => id)
  return { asked, confirmed: () => untilConfirmed(member, ids) }
}

/** All at once, at the lowered limit, for which the least time is known. */
async function sendTogether(members: readonly Member[], phase: number) {
  const { connectwise } = world.rig
  const { records, minuteCalls } = shared
  await connectwise.setParameters({ limitPerMinute: minuteCalls })
  await untilFreshWindows(connectwise, world.rig.factor)
  const since = Date.now()
  const runs = await Promise.all(members.map(member => send(member, phase)))
  const ends = await Promise.all(runs.map(({ confirmed }) => confirmed()))
  await connectwise.setParameters({ limitPerMinute: limits.connectwise.minuteCalls })
  const calls = records + Math.ceil(records / limits.connectwise.export)
  return {
    seconds: (Math.max(...ends.flat()) - since) / 1_000,
    floorSeconds: windowsSeconds(calls, minuteCalls),
    records: records * members.length,
  }
}

function ask({ accountId, companyId, actor }: Member, invoices: Bulk['invoices']): Promise<unknown> {
  return inAccount(accountId, tx =>
    startRun(
      { tx, accountId, companyId, actor },
      'selected',
      invoices.map(({ id, number }) => ({ recordId: String(id), number, previewHash: null })),
    ),
  )
}

/** When each was, by the clock of the database, which is this machine's. */
async function untilConfirmed({ accountId }: Member, ids: readonly number[]): Promise<number[]> {
  for (const end = performance.now() + deadlineSeconds * 1_000; performance.now() < end; await wait(500)) {
    const rows = await lookout.execute(sql`
      select (extract(epoch from p.confirmed_at) * 1000)::text as at
      from postings p join posting_sources s on s.account_id = p.account_id and s.posting_id = p.id
      where p.account_id = ${accountId} and s.part = 'document' and p.state = 'confirmed'
        and s.source_id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`)
    if (rows.length >= ids.length) return rows.map(({ at }) => Number(at))
  }
  throw new Error('What was asked for was not confirmed in time.')
}

/** Whoever was asked for stands once in the books of its own MSP, to the cent, and in one batch. */
async function judgeBooks(members: readonly Member[]): Promise<void> {
  const xero = await world.rig.xero.truth()
  const connectwise = await world.rig.connectwise.truth()
  for (const { tenant, organisation, handfuls: own } of members) {
    const expected = new Set(own.flat().map(({ id }) => String(id)))
    const { duplicates, lost, centsOff } = judge(
      [{ books: readXero(xero, organisation), expected }],
      readConnectWise(connectwise, tenant),
    )
    if (duplicates + lost + centsOff > 0)
      throw new Error(`${tenant}: ${duplicates} stand twice, ${lost} are lost, ${centsOff} cents are off.`)
  }
}
