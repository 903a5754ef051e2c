import postgres from 'postgres'
import { startPostgres } from '../../scripts/postgres.ts'

/** A process to be killed: starts Postgres, inserts without end, says each number that was acknowledged. */
const [directory = '', password = ''] = process.argv.slice(2)
const server = await startPostgres({ directory, password })
process.stdout.write(`pid ${server.pid}\n`)
const sql = postgres(server.url, { max: 1, onnotice: () => undefined })
await sql`create table if not exists held (n int primary key)`
const [last] = await sql<{ n: number }[]>`select coalesce(max(n), 0)::int as n from held`
for (let n = (last?.n ?? 0) + 1; ; n++) {
  await sql`insert into held values (${n})`
  process.stdout.write(`${n}\n`)
}
