import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { newId } from '../../../lib/std/id.ts'
import { previewRecord } from '../../../lib/sync/preview.ts'
import { todayView } from '../../../lib/sync/views/today.ts'
import { addPerson } from '../../support/people.ts'
import { closedInvoice, line, type PostingWorld, postingWorld } from '../../support/world.ts'

/** Whose items wait: what a member sent or closed; all of their companies where none is theirs. */

let world: PostingWorld

beforeAll(async () => {
  world = await postingWorld()
})
afterAll(() => world.close())

const marketplace = () => ({
  ...line('40.00'),
  ...{ kind: 'product', item: { id: 720, identifier: 'CM-BACKUP' }, category: 'Marketplace' },
})
const today = (userId: string, companies: 'all' | string[] = 'all', open = '') =>
  inAccount(world.accountId, tx => todayView(tx, userId, open), companies)

test('what a member sent and what needs a fix is theirs; who has nothing sees all of their companies', async () => {
  const jane = world.admin.userId
  const invoice = await closedInvoice(world, { lines: [marketplace()] })
  await world.ask([invoice])
  await world.work()
  const fine = await closedInvoice(world)
  await world.ask([fine])
  await world.work()
  const mine = await today(jane)
  expect(mine.mine).toBe(true)
  expect(mine.items.map(({ recordId, standing }) => [recordId, standing])).toEqual([
    [String(invoice.id), 'fix'],
  ])
  expect(mine.items[0]?.problems[0]?.message).toMatch(/299/)
  const other = await addPerson(world.accountId, { name: 'Tom Ellis', role: 'user' })
  const all = await today(other.userId)
  expect(all.mine).toBe(false)
  expect(all.items.map(({ recordId }) => recordId)).toContain(String(invoice.id))
})

test('what they closed in Manage is theirs too, once the record was read; another member’s is not', async () => {
  const { accountId, companyId, engine } = world
  const who = { id: '152', identifier: 'TELLIS' }
  const tom = await addPerson(accountId, { name: 'Tom Closer', role: 'user', member: who })
  const invoice = await closedInvoice(world, { lines: [marketplace()] })
  const psa = await engine.psaOf(accountId)
  await previewRecord({ accountId, companyId, psa, inAccount }, String(invoice.id))
  expect((await today(tom.userId)).mine).toBe(false)
  await inAccount(accountId, tx =>
    tx.execute(sql`update records set closed_by = 'TEllis' where source_id = ${String(invoice.id)}`),
  )
  const shown = await today(tom.userId)
  expect(shown.mine).toBe(true)
  expect(shown.items.map(({ recordId, standing }) => [recordId, standing])).toEqual([
    [String(invoice.id), 'fix'],
  ])
})

test('who closed it is what ConnectWise says', async () => {
  const { accountId, companyId, engine } = world
  const invoice = await closedInvoice(world)
  const psa = await engine.psaOf(accountId)
  await previewRecord({ accountId, companyId, psa, inAccount }, String(invoice.id))
  const [row] = await inAccount(accountId, tx =>
    tx.execute<{ by: string }>(
      sql`select closed_by as by from records where source_id = ${String(invoice.id)}`,
    ),
  )
  expect(row?.by).toBe('JNg')
})

test('each company says what waits, how the last run ended and whether its ledger is reached', async () => {
  const { companies } = await today(world.admin.userId)
  expect(companies).toHaveLength(1)
  expect(companies[0]).toMatchObject({
    id: world.companyId,
    ledger: 'Xero',
    connection: { kind: 'connected' },
    alerts: null,
  })
  expect(companies[0]?.counts.fix).toBeGreaterThan(0)
  expect(companies[0]?.last?.progress.data.total).toBe(1)
})

test('what somebody looks at stays though it waits no longer, and nobody sees another company’s', async () => {
  const invoice = await closedInvoice(world)
  await world.ask([invoice])
  await world.work()
  const shown = await today(world.admin.userId, 'all', String(invoice.id))
  expect(shown.items[0]).toMatchObject({ recordId: String(invoice.id), standing: 'in-ledger' })
  const blind = await today(world.admin.userId, [newId()], String(invoice.id))
  expect(blind).toMatchObject({ items: [], companies: [] })
})
