import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csvResponse, mapped } from '../../../app/_ui/csv.ts'
import { jsonResponse } from '../../../app/_ui/json-file.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { list } from '../../../lib/activity/activity.ts'
import {
  type CallFilter,
  calls,
  callsKept,
  callsMeant,
  clearCalls,
  exportLines,
  exportWhole,
} from '../../../lib/activity/calls/calls.ts'
import { present } from '../../../lib/std/assert.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let account: BareAccount

beforeAll(async () => {
  database = await appEnvironment()
})
afterAll(() => database.close())

const all: CallFilter = {
  ...{ system: '', method: '', status: '', record: '', path: '', from: '', to: '', zone: 'UTC' },
}

/** One call a minute, the newest a minute ago. */
async function fill(count: number, bodyLength = 100): Promise<void> {
  await database.owner.$client.unsafe(`
    insert into api_calls (account_id, at, system, method, path, status, ms, request_headers, request_body, response_headers, response_body, bytes)
    select '${account.accountId}', now() - n * interval '1 minute', case n % 2 when 0 then 'xero' else 'connectwise' end,
      'GET', '/path/' || n, 200, n % 300, '{"accept":"application/json"}', repeat('q', ${bodyLength}), '{}', repeat(md5(n::text), ${Math.ceil(bodyLength / 32)}), ${2 * bodyLength}
    from generate_series(${count}, 1, -1) n`)
}

const ask = <T>(work: Parameters<typeof inAccount<T>>[1]) => inAccount(account.accountId, work)
const actor = () => ({ id: account.userId, name: 'Jane Ng' })

test('Clear Logging Data: what was counted goes in batches, what came later stays, and one line tells of it', async () => {
  account = await bareAccount()
  await fill(12_000)
  const other = await bareAccount('Other')
  const kept = await ask(callsKept)
  expect(kept.count).toBe(12_000)
  expect(kept.bytes).toBeGreaterThan(12_000 * 200)

  const before = new Date(Date.now() - 60 * 60_000)
  const older = await ask(tx => callsMeant(tx, before))
  expect(older.count).toBeGreaterThan(11_930)
  const { accountId } = account
  const first = { accountId, actor: actor(), before, lastId: older.lastId }
  expect(await clearCalls(ask, first)).toBe(older.count)
  expect((await ask(callsKept)).count).toBe(12_000 - older.count)

  const rest = await ask(tx => callsMeant(tx, null))
  await fill(3)
  const second = { accountId, actor: actor(), before: null, lastId: rest.lastId }
  expect(await clearCalls(ask, second)).toBe(rest.count)
  expect((await ask(callsKept)).count).toBe(3)

  const lines = await ask(tx => list(tx, { subject: 'logging', limit: 10 }))
  expect(lines).toHaveLength(2)
  expect(lines[1]).toMatchObject({ verb: 'logging.cleared', actorName: 'Jane Ng' })
  expect(String(JSON.stringify(lines[1]?.detail))).toContain(`"calls":${older.count}`)
  expect(await inAccount(other.accountId, tx => list(tx, { limit: 10 }))).toEqual([])
})

test('pages follow each other by key, whatever comes meanwhile', async () => {
  account = await bareAccount()
  await fill(120)
  const seen: number[] = []
  let before: number | null = null
  do {
    const { rows, next } = await ask(tx => calls(tx, all, before))
    seen.push(...rows.map(row => row.id))
    before = next
    await fill(1)
  } while (before !== null)
  expect(seen).toHaveLength(120)
  expect(new Set(seen).size).toBe(120)
  expect(seen).toEqual(seen.toSorted((a, b) => b - a))
})

test('an export of many calls takes little memory', async () => {
  account = await bareAccount()
  const rows = Number(process.env.EXPORT_ROWS || 2_000)
  await fill(rows, Number(process.env.EXPORT_BODY || 20_000))
  await database.owner.$client.unsafe('analyze api_calls')
  const lines = exportLines(ask, all)
  const csv = await drained(
    csvResponse(
      'calls',
      ['Id', 'Path'],
      mapped(lines, row => [String(row.id), row.path]),
    ),
  )
  const json = await drained(jsonResponse('calls', exportWhole(ask, all)))
  expect([csv.lines, json.lines]).toEqual([rows + 1, rows + 2])
  console.info(
    `export of ${rows} calls: CSV +${csv.grown} MB, ${csv.ms} ms; JSON of ${json.megabytes} MB +${json.grown} MB, ${json.ms} ms`,
  )
  expect(json.megabytes).toBeGreaterThan(64)
  expect(Math.max(csv.grown, json.grown)).toBeLessThan(64)
}, 600_000)

/** Reads an answer to its end without keeping it, and how much of the memory was held meanwhile, garbage apart. */
async function drained(response: Response) {
  const held = () => {
    collectGarbage()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const [start, startedMs] = [held(), performance.now()]
  let [most, lines, bytes, pieces] = [0, 0, 0, 0]
  const reader = present(response.body, 'an export has a body').getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const piece = next.value
    bytes += piece.length
    lines += Buffer.from(piece).toString('latin1').split('\n').length - 1
    pieces += 1
    if (pieces % 10 === 0) most = Math.max(most, held() - start)
  }
  const megabytes = (size: number) => Math.round(size / 1_048_576)
  const ms = Math.round(performance.now() - startedMs)
  return { lines, megabytes: megabytes(bytes), grown: megabytes(most), ms }
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}
