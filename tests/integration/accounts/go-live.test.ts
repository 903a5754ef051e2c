import { afterAll, beforeAll, expect, test } from 'vitest'
import { goLive, pauseLive } from '../../../lib/accounts/go-live.ts'
import { ensureCallbacks } from '../../../lib/accounts/install.ts'
import { psaOf } from '../../../lib/accounts/psa.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { list } from '../../../lib/activity/activity.ts'
import { mayGoByItself } from '../../../lib/sync/by-itself.ts'
import { recordChanged } from '../../../lib/sync/real-time.ts'
import { DEMO_AU } from '../../simulators/xero/seed.ts'
import {
  type Admin,
  accountsWorld,
  adminOf,
  connectXero,
  demoInput,
  type World,
} from '../../support/accounts-world.ts'
import { openBooks } from '../../support/books.ts'

let world: World
let admin: Admin
const jane = { id: '00000000-0000-4000-8000-00000000000a', name: 'Jane Ng' }

beforeAll(async () => {
  world = await accountsWorld()
  admin = await adminOf(demoInput({ live: false }))
})
afterAll(() => world.close())

const callbacks = async () =>
  (await (await psaOf(admin.accountId)).callbacks()).filter(row => row.url === admin.callbackUrl)

/** ConnectWise says that a closed invoice changed: what does the account make of it? */
async function hear(): Promise<string> {
  const { accountId, companyId } = admin
  const [invoice] = await openBooks(world, DEMO_AU).add([
    { number: `G${Date.now()}`, company: 'AcmeDental', lines: [line] },
  ])
  const told = { accountId, companyId, psa: await psaOf(accountId), inAccount }
  return recordChanged({ ...told, mayStart: await mayGoByItself(accountId) }, String(invoice?.id))
}

const line = {
  kind: 'agreement',
  description: 'Managed support',
  quantity: '1',
  price: '100.00',
  amount: '100.00',
  cost: '0',
  taxable: true,
  item: null,
  category: 'Managed',
}

test('nothing goes by itself before Go live, a closed record does after it, and none once it is paused', async () => {
  const { accountId } = admin
  expect(await goLive(accountId, jane)).toEqual({ kind: 'no-ledger' })
  expect((await connectXero(admin)).kind).toBe('connected')
  expect(await mayGoByItself(accountId)).toBe(false)
  expect((await ensureCallbacks(accountId)).get('invoice')).toBe('off')
  expect(await hear()).toBe('noted')

  const clicks = await Promise.all([goLive(accountId, jane), goLive(accountId, jane)])
  expect(clicks.map(one => one.kind).toSorted()).toEqual(['already', 'changed'])
  expect(await callbacks()).toHaveLength(1)
  expect(await hear()).toBe('started')

  expect(await pauseLive(accountId, jane)).toEqual({ kind: 'changed', callback: true })
  expect(await pauseLive(accountId, jane)).toEqual({ kind: 'already' })
  expect(await callbacks()).toEqual([])
  expect(await hear()).toBe('noted')
  const said = await inAccount(accountId, tx => list(tx, { subject: `account:${accountId}`, limit: 3 }))
  expect(said.map(({ verb, actorName }) => [verb, actorName])).toEqual([
    ['account.paused', 'Jane Ng'],
    ['account.live', 'Jane Ng'],
    ['account.created', 'Evenbook'],
  ])
})

test('a ConnectWise that does not answer does not hold Go live up: the worker registers the callback later', async () => {
  const { accountId } = admin
  await world.connectwise.control.fault({ match: { path: 'callbacks' }, effect: 'drop-before', times: 50 })
  expect(await goLive(accountId, jane)).toEqual({ kind: 'changed', callback: false })
  expect(await mayGoByItself(accountId)).toBe(true)
  await world.connectwise.control.clearFaults()
  expect((await ensureCallbacks(accountId)).get('invoice')).toBe('repaired')
  expect(await callbacks()).toHaveLength(1)
})
