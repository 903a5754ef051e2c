import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, test } from 'vitest'
import { closedInvoice, type PostingWorld, postingWorld } from '../../support/world.ts'
let world: PostingWorld
beforeAll(async () => { world = await postingWorld({ environment: {} }) })
afterAll(() => world.close())
test('x', async () => {
  const stat = async () => {
    await new Promise(r => setTimeout(r, 1500))
    const [row] = await world.database.owner.execute(sql`select xact_commit::int as x, tup_returned::int as r, tup_fetched::int as f, blks_hit::int as b from pg_stat_database where datname = current_database()`)
    return row as any
  }
  for (let i = 0; i < 3; i++) {
    const one = await closedInvoice(world)
    const a = await stat()
    await world.ask([one])
    const t = performance.now()
    await world.work()
    const ms = performance.now() - t
    const b = await stat()
    console.log('click', b.x - a.x, 'transactions', b.r - a.r, b.f - a.f, b.b - a.b, ms.toFixed(0) + 'ms')
  }
  const a = await stat()
  await world.work()
  const b = await stat()
  console.log('idle work', b.x - a.x, 'transactions')
})
