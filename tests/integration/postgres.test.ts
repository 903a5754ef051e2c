import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { randomKey } from '../../lib/std/id.ts'
import { startPostgres } from '../../scripts/postgres.ts'
import { isRunning } from '../../scripts/processes.ts'

let base: string
let directory: string
const password = randomKey(128)

beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'evenbook-postgres-'))
  directory = path.join(base, 'postgres')
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

/** Another process that holds the cluster and inserts; `untilAcknowledged` gives the last number it has said. */
function holder() {
  const child = spawn(process.execPath, ['tests/support/hold-postgres.ts', directory, password], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: string[] = []
  const lines = createInterface(child.stdout)
  lines.on('line', line => said.push(line))
  const untilAcknowledged = async (count: number) => {
    while (!said.includes(String(count))) await once(lines, 'line')
  }
  return { child, said, untilAcknowledged }
}

test('what was acknowledged survives kill -9 of the process that started Postgres', async () => {
  const { child, said, untilAcknowledged } = holder()
  await untilAcknowledged(50)
  child.kill('SIGKILL')
  await once(child, 'close')
  const acknowledged = Number(said.at(-1))
  const orphan = Number(said[0]?.slice('pid '.length))

  const server = await startPostgres({ directory, password })
  expect(isRunning(orphan, 'postgres')).toBe(false)
  const sql = postgres(server.url, { max: 1 })
  const rows = await sql`select n from held`
  await sql.end()
  await server.stop()
  expect(acknowledged).toBeGreaterThanOrEqual(50)
  expect(rows.length).toBeGreaterThanOrEqual(acknowledged)
  expect(isRunning(server.pid, 'postgres')).toBe(false)
})

test('a second start beside a living one is refused, and takes nothing from it', async () => {
  const { child, untilAcknowledged } = holder()
  await untilAcknowledged(1)
  await expect(startPostgres({ directory, password })).rejects.toThrow(`process ${child.pid} uses`)
  await untilAcknowledged(5)
  child.kill('SIGKILL')
  await once(child, 'close')
  await (await startPostgres({ directory, password })).stop()
})

test('the password is asked for', async () => {
  const server = await startPostgres({ directory, password, fast: true })
  const url = new URL(server.url)
  url.password = 'wrong'
  const sql = postgres(url.href, { max: 1 })
  await expect(sql`select 1`).rejects.toThrow('password authentication failed')
  await sql.end()
  await server.stop()
})
