import { afterAll, beforeAll, expect, test } from 'vitest'
import { disconnect } from '../../../lib/accounts/connections.ts'
import { workCompany } from '../../../lib/sync/lane.ts'
import { connectXero } from '../../support/accounts-world.ts'
import { closedInvoice, type PostingWorld, postingWorld, scale } from '../../support/world.ts'

let world: PostingWorld

beforeAll(async () => {
  world = await postingWorld()
})

afterAll(() => world.close())

const writing = { method: 'PUT', path: 'Invoices' }

test('a token that Xero no longer takes is refreshed, and the document goes', async () => {
  const invoice = await closedInvoice(world)
  // Xero's clock alone moves on: to us the token is young.
  await world.xero.control.advance(31 * 60_000)
  await world.ask([invoice])
  await world.work()
  await confirmed(invoice)
  const posting = await world.history.last(invoice.id)
  expect((await world.history.events(posting.id)).map(({ event }) => event)).toContain('unauthorized')
})

test('E06 a grant that was revoked waits for a person, and all goes on once it is given again', async () => {
  const [first, second] = [await closedInvoice(world), await closedInvoice(world)]
  await world.xero.control.fault({ match: writing, effect: 'revoke' })
  await world.ask([first])
  await world.work()
  expect(await world.history.states(first.id)).toEqual({ document: 'ready', mark: 'ready' })
  await world.ask([second])
  await world.work()
  expect(await world.books.inXero(second.number)).toEqual([])

  expect((await connectXero(world.admin)).kind).toBe('connected')
  await world.work()
  await confirmed(first)
  await confirmed(second)
})

test('a company that was disconnected waits, and goes on with the same organisation', async () => {
  const invoice = await closedInvoice(world)
  await disconnect(world.accountId, world.companyId, world.admin.userId)
  await world.ask([invoice])
  await world.work()
  expect(await world.history.states(invoice.id)).toEqual({ document: 'planned', mark: undefined })

  expect((await connectXero(world.admin)).kind).toBe('connected')
  await world.work()
  await confirmed(invoice)
})

test('a limit of the minute pauses the company as long as Xero says', async () => {
  const [first, second] = [await closedInvoice(world), await closedInvoice(world)]
  const waitMs = 2_000
  await world.xero.control.fault({
    match: writing,
    effect: 'limit',
    retryAfterSeconds: (waitMs / 1_000) * scale,
  })
  await world.ask([first])
  const result = await workOnce()
  const pausedMs = Number(result.nextDueAt?.getTime()) - Date.now()
  expect(pausedMs).toBeGreaterThan(waitMs / 2)
  await world.ask([second])
  await workOnce()
  expect(await world.history.states(second.id)).toEqual({ document: 'ready', mark: 'ready' })
  expect(await world.books.inXero(second.number)).toEqual([])
  await world.work()
  await confirmed(first)
  await confirmed(second)
})

test.each([401, 403, 404])('ConnectWise answers a batch with %d once: it is marked later', async status => {
  const invoice = await closedInvoice(world)
  const match = { method: 'POST', path: 'accounting/batches' }
  await world.connectwise.control.fault({ match, effect: '500-before', status })
  await world.ask([invoice])
  await world.work()
  await confirmed(invoice)
  // Written down, not caught in between: how soon it is tried again is a matter of milliseconds.
  const mark = await world.history.last(invoice.id, 'mark')
  const changes = (await world.history.events(mark.id)).map(event => `${event.fromState} ${event.toState}`)
  expect(changes.filter(change => change === 'sending ready')).toHaveLength(1)
  expect(mark.attempts).toBe(2)
})

test('the limit of the day: nothing more is tried before it is over, and what stands is still marked', async () => {
  const [posted, late] = [await closedInvoice(world), await closedInvoice(world)]
  const match = { method: 'POST', path: 'accounting/batches' }
  await world.connectwise.control.fault({ match, effect: 'limit', retryAfterSeconds: 2 * scale })
  await world.ask([posted])
  await workOnce()
  expect(await world.history.states(posted.id)).toEqual({ document: 'posted', mark: 'ready' })

  const organisation = await world.books.organisation()
  await world.xero.control.setParameters({ dayLimit: 1 })
  await world.ask([late])
  const { nextDueAt } = await workOnce()
  expect((await world.lanes()).map(({ pausedReason }) => pausedReason)).toEqual(['day-limit'])
  expect(fromNow(nextDueAt)).toBeLessThan(3_000)
  const calls = (await world.xero.control.calls({ path: 'api.xro' })).length
  const later: (Date | null)[] = []
  const tryAgain = async () => {
    later.push((await workOnce()).nextDueAt)
    return world.history.states(posted.id)
  }
  await expect.poll(tryAgain, { timeout: 10_000 }).toEqual({ document: 'confirmed', mark: 'confirmed' })
  expect(fromNow(later.at(-1))).toBeGreaterThan(60_000)
  expect(await world.history.states(late.id)).toEqual({ document: 'ready', mark: 'ready' })
  expect((await world.xero.control.calls({ path: 'api.xro' })).length).toBe(calls)
  expect((await world.books.organisation()).invoices).toHaveLength(organisation.invoices.length)
})

/** Milliseconds. */
function fromNow(moment: Date | null | undefined): number {
  return Number(moment?.getTime()) - Date.now()
}

async function workOnce() {
  return workCompany(world.engine, world.accountId, world.companyId, new AbortController().signal)
}

async function confirmed(invoice: { id: number; number: string }) {
  expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  expect(await world.books.inXero(invoice.number)).toHaveLength(1)
  expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
}
