import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import { explain } from '../../../lib/sync/views/explain.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import { holdBench, reason } from '../../support/holds.ts'
import { closedInvoice, line, type PostingWorld, postingWorld } from '../../support/world.ts'

/** "Why is this record not here?": ConnectWise is asked for the number, and the one reason that applies is named. */

let world: PostingWorld
let before: Awaited<ReturnType<PostingWorld['books']['allInXero']>>
beforeAll(async () => {
  world = await postingWorld()
  before = await world.books.allInXero()
})
afterAll(() => world.close())

async function why(number: string): Promise<string> {
  const { accountId, companyId, engine } = world
  const ask = { accountId, companyId, psa: await engine.psaOf(accountId), inAccount }
  return (await explain(ask, number, 'Xero')).map(one => one.why).join(' ')
}

test('E29: nobody has looked at the list yet: each answer comes from ConnectWise', async () => {
  const open = await closedInvoice(world, { status: 'New' })
  const ready = await closedInvoice(world)
  expect(await why(open.number)).toMatch(
    /^It is not closed in ConnectWise yet \(status: .+\), so it has no entries to send\.$/,
  )
  expect(await why(` ${ready.number} `)).toBe('It is on the list and ready to send.')
  expect(await why('No such number')).toContain('ConnectWise has no invoice or credit memo with this number')
  expect(await why('" or id > 0 or invoiceNumber="')).toContain('ConnectWise has no invoice or credit memo')
})

test('E29: no entries, not closed, no account: each has its own reason, and nothing was sent', async () => {
  const { invoices } = await world.books.manage()
  // In the demo: of a GL type that has no row in its accounts (simulators/connectwise/seed-demo.ts).
  const without = invoices.find(({ number }) => number === '10470')
  expect(without).toMatchObject({ closed: true, entries: [] })
  expect(await why('10470')).toMatch(
    /^No entries in ConnectWise\. The invoice is closed but ConnectWise wrote/,
  )
  const open = await closedInvoice(world, { status: 'New', company: 'IronbarkEng' })
  expect(await why(open.number)).toMatch(/^It is not closed in ConnectWise yet/)
  const account = (accountNumber: string) =>
    world.connectwise.control.call('PATCH', 'companies', {
      ...{ tenant: DEMO.company, company: 'IronbarkEng', accountNumber },
    })
  await account('')
  expect(await why(open.number)).toBe(
    'It is not closed yet, and ConnectWise will not let it be closed: Ironbark Engineering Pty Ltd has no Account on its Company Finance screen.',
  )
  await expect(world.books.change(open.id, { status: 'Closed' })).rejects.toThrow()
  await account('C00009')
  await world.books.change(open.id, { status: 'Closed' })
  expect(await why(open.number)).toBe('It is on the list and ready to send.')
  expect(await world.books.allInXero()).toEqual(before)
})

test('E29: a rule of the company, a finding, a hold, a batch, the ledger', async () => {
  const [early, held, sent] = [
    await closedInvoice(world),
    await closedInvoice(world),
    await closedInvoice(world),
  ]
  const item = { id: 720, identifier: 'CM-BACKUP' }
  const product = { ...line('48.00'), kind: 'product', item, category: 'Marketplace' }
  const unmapped = await closedInvoice(world, { department: 3, lines: [product] })
  expect(await why(unmapped.number)).toContain('no Xero account yet')
  await refreshUnposted(world.engine, world.accountId, world.companyId)
  await holdBench(world).hold([held])
  expect(await why(held.number)).toBe(`It is held by Jane Ng: ${reason}`)
  await world.ask([sent])
  await world.work()
  expect(await why(sent.number)).toBe('It is in Xero already.')
  await world.set('record-kinds', ['credit-memos'])
  expect(await why(early.number)).toContain('invoices')
  await world.set('record-kinds', ['invoices', 'credit-memos'])
  await world.set('cut-off-date', '2099-07-01')
  expect(await why(early.number)).toContain('before 1 Jul 2099')
  await world.set('cut-off-date', null)
  const psa = await world.engine.psaOf(world.accountId)
  const entries = (await world.books.inManage(early.id)).entries.map(({ id }) => String(id))
  const guard = { key: '', timeoutMs: 5_000, beforeBody: () => undefined }
  expect((await psa.createBatch('invoice', 'BY-HAND', entries, guard)).kind).toBe('done')
  expect(await why(early.number)).toBe(
    'It is in a ConnectWise batch that was not made here, so it counts as exported.',
  )
})

test('E29: a location that no company takes', async () => {
  const one = await closedInvoice(world)
  await world.set('locations', ['999'])
  expect(await why(one.number)).toContain('which no company takes')
  await world.set('locations', [])
})
