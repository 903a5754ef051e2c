import { createServer } from 'node:http'
import { sql } from 'drizzle-orm'
import { expect, onTestFailed, test } from 'vitest'
import { Decimal, sum } from '../../../lib/std/decimal.ts'
import { handleWebhook } from '../../../lib/webhooks/handle.ts'
import { sweep } from '../../../lib/worker/sweep.ts'
import { seeded } from '../../simulators/kit/faults.ts'
import { listen } from '../../support/listen.ts'
import { type PaidWorld, postedInvoice } from '../../support/payments.ts'

/** One payment in the ledger, as the bookkeeper left it. */
interface Kept {
  id: string
  number: string
  amount: string
  day: string
}

const steps = 30
const amounts = ['5.00', '10.00', '10.00', '12.35']
const days = ['2026-11-18', '2026-11-19', '2026-11-20']

/**
 * A bookkeeper pays, moves and takes back; the vendor's own webhooks come late, twice and out of order, some not at all and
 * some once more while nobody answered. In the end ConnectWise has what the ledger has, and nothing was written twice.
 */
export function describeHistory(at: () => PaidWorld) {
  test('webhooks late, doubled, out of order and lost: both books come to the same, and nothing is written twice', async () => {
    const seed = Number(process.env['EVENBOOK_TEST_SEED'] ?? Date.now() % 1_000_000)
    onTestFailed(() => console.log(`EVENBOOK_TEST_SEED=${seed}`))
    const random = seeded(seed)
    const { world, bookkeeper } = at()
    const invoices = []
    for (let count = 0; count < 3; count += 1) invoices.push(await postedInvoice(world))
    const inbox = openInbox(world, random)
    await bookkeeper.webhooks.begin(await receiving(bookkeeper, random))
    const written = () => writesOf(world)
    const before = await written()
    const history = openHistory(bookkeeper, random, invoices)
    for (let step = 0; step < steps; step += 1) {
      await history.next()
      if (random() < 0.3) await inbox.handleSome()
      if (random() < 0.3) await world.work()
    }
    await bookkeeper.webhooks.settled()
    await inbox.handleSome()
    expect(await inbox.heard(), 'events came').toBeGreaterThan(steps / 4)
    await world.work()
    // What no event told of is made up for by the next sweep.
    await world.database.owner.execute(sql`update payment_reads set read_at = now() - interval '16 minutes'`)
    await sweep(world.engine)
    await world.work()
    for (const { id, number } of invoices) {
      const inLedger = history.kept().filter(one => one.number === number)
      const paid = sum(inLedger.map(({ amount }) => Decimal.parse(amount))).toFixedText(2)
      expect(await bookkeeper.paidInLedger(number), 'the history is the ledger’s').toBe(paid)
      const expected = inLedger.map(({ day, amount }) => `${day} ${amount}`).toSorted()
      expect((await bookkeeper.inManage(id)).toSorted(), `seed ${seed}, invoice ${number}`).toEqual(expected)
    }
    const all = await written()
    const count = (method: string) => (all.get(method) ?? 0) - (before.get(method) ?? 0)
    const standing = (await Promise.all(invoices.map(({ id }) => bookkeeper.inManage(id)))).flat().length
    expect(count('POST') - count('DELETE')).toBe(standing)
    expect(count('POST')).toBeLessThanOrEqual(history.made())
    await world.database.owner.execute(sql`update payment_reads set read_at = now() - interval '16 minutes'`)
    await sweep(world.engine)
    await world.work()
    expect(await written()).toEqual(all)
  }, 90_000)
}

/** Writes of payments that ConnectWise has done, by method. */
async function writesOf({ connectwise }: PaidWorld['world']) {
  const calls = await connectwise.control.calls({ path: '/payments' })
  const done = calls.filter(({ committed }) => committed)
  return new Map([...Map.groupBy(done, ({ method }) => method)].map(([method, own]) => [method, own.length]))
}

type Random = () => number
const pick = <T>(random: Random, list: readonly T[]): T | undefined =>
  list[Math.floor(random() * list.length)]

/** Our address: now and then it does not take an event at first, and the vendor tries again. */
async function receiving({ webhooks }: PaidWorld['bookkeeper'], random: Random): Promise<string> {
  const refused = new Set<string>()
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const body = Buffer.concat(parts)
    const busy = random() < 0.2 && !refused.has(body.toString())
    if (busy) refused.add(body.toString())
    response.statusCode = busy ? 503 : await webhooks.receive(body, request.headers)
    response.end()
  })
  return `http://127.0.0.1:${await listen(server)}/api/webhooks`
}

/** Events as they were stored: handled in no order, a part of them never. */
function openInbox({ database }: PaidWorld['world'], random: Random) {
  return {
    heard: async () => {
      const rows = await database.owner.execute(sql`select from webhook_inbox where outcome = 'noted'`)
      return rows.length
    },
    handleSome: async () => {
      const rows = await database.owner.execute<{ id: string }>(
        sql`select id from webhook_inbox where outcome is null`,
      )
      const order = rows.map(({ id }) => ({ id: Number(id), at: random() })).toSorted((a, b) => a.at - b.at)
      for (const { id } of order) if (random() > 0.2) await handleWebhook(id)
    },
  }
}

function openHistory(
  bookkeeper: PaidWorld['bookkeeper'],
  random: Random,
  invoices: readonly { number: string }[],
) {
  let standing: Kept[] = []
  let made = 0
  const open = (number: string) =>
    Decimal.parse('110').minus(
      sum(standing.filter(one => one.number === number).map(({ amount }) => Decimal.parse(amount))),
    )
  const draw = () => ({
    number: pick(random, invoices)?.number ?? '',
    amount: pick(random, amounts) ?? '',
    day: pick(random, days) ?? '',
  })
  const pay = async () => {
    const { number, amount, day } = draw()
    if (open(number).lessThan(Decimal.parse(amount))) return
    const [id = ''] = await bookkeeper.pay([[number, amount]], day)
    made += 1
    standing.push({ id, number, amount, day })
  }
  const move = async (one: Kept) => {
    const { number, amount, day } = draw()
    standing = standing.filter(other => other !== one)
    if (open(number).lessThan(Decimal.parse(amount))) return void standing.push(one)
    const id = await bookkeeper.move(one.id, [number, amount], day)
    made += 1
    standing.push({ id, number, amount, day })
  }
  const remove = async (one: Kept) => {
    await bookkeeper.remove(one.id)
    standing = standing.filter(other => other !== one)
  }
  return {
    kept: () => standing,
    /** Payments and moves so far: nothing else asks for a new payment in ConnectWise. */
    made: () => made,
    next: async () => {
      const one = pick(random, standing)
      const what = random()
      if (!one || what < 0.5) return pay()
      return what < 0.75 ? move(one) : remove(one)
    },
  }
}
