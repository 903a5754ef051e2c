import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createAccount } from '../../../lib/accounts/accounts.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { startRun } from '../../../lib/sync/run.ts'
import { Lanes } from '../../../lib/worker/lanes.ts'
import { connectLedger } from '../../../scripts/seed-consent.ts'
import { decideMappings } from '../../../scripts/seed-decisions.ts'
import { NORTHWIND } from '../../simulators/connectwise/index.ts'
import { northwindInput } from '../../support/accounts-world.ts'
import { openHistory } from '../../support/history.ts'
import { type PostingWorld, postingWorld } from '../../support/world.ts'

/** Two MSPs in one worker process that works one company at a time: what 17 do to the sixteen places of a real one. */
let world: PostingWorld
let lanes: Lanes
const turnMs = 300

beforeAll(async () => {
  world = await postingWorld({
    xero: { latency: { readMs: 0, writeBaseMs: 2_000, writePerDocumentMs: 200 } },
  })
  await world.set('unknown-customer', 'create')
})
afterAll(async () => {
  await lanes.drain()
  await world.close()
})

const zCrowd = z.object({ user: z.string(), organisations: z.array(z.string()) })
const zBulk = z.object({ invoices: z.array(z.object({ id: z.int(), number: z.string() })) })

/** Another MSP with a Xero organisation of its own, and one closed invoice. */
async function openSmall() {
  const { accountId, companyId } = await createAccount(northwindInput())
  const { user, organisations } = zCrowd.parse(await world.xero.control.seed({ kind: 'crowd', count: 1 }))
  await connectLedger('xero', accountId, companyId, { user, organisation: organisations[0] ?? '' })
  await decideMappings(accountId, companyId)
  await inAccount(accountId, async tx => {
    const { version } = await readSettings(tx, 'company', companyId)
    const values = { 'unknown-customer': 'create' }
    await saveSettings(tx, { scope: 'company', scopeId: companyId, values, version, actor: world.actor })
  })
  const [invoice] = await addBulk(NORTHWIND.company, 1)
  if (!invoice) throw new Error('There is no invoice.')
  const ask = () =>
    inAccount(accountId, tx =>
      startRun({ tx, accountId, companyId, actor: world.actor }, 'record', [
        { recordId: String(invoice.id), number: invoice.number, previewHash: null },
      ]),
    )
  return { ask, state: async () => (await openHistory(accountId).states(invoice.id)).document }
}

async function addBulk(tenant: string, invoices: number) {
  const spec = { kind: 'bulk', tenant, invoices, customers: 3, linesPerInvoice: 1 }
  return zBulk.parse(await world.connectwise.control.seed(spec)).invoices
}

test('one company’s hundreds do not keep another’s click waiting, although there is one place only', async () => {
  const small = await openSmall()
  const many = await addBulk('evenbook_demo', 100)
  const numbers = new Set(many.map(({ number }) => number))
  const standing = async () => (await world.books.allInXero()).filter(one => numbers.has(one.number))
  const confirmed = async () => {
    const { invoices } = await world.books.manage()
    return invoices.filter(one => numbers.has(one.number) && one.glBatch !== null).length
  }
  lanes = new Lanes(world.engine, { placesMost: 1, turnMs })
  await world.syncAll()
  lanes.watch()
  while ((await standing()).length === 0) await wait(20)

  await small.ask()
  while ((await small.state()) !== 'confirmed') await wait(20)
  expect(await confirmed()).toBeLessThan(many.length)

  while ((await confirmed()) < many.length) await wait(100)
  expect((await standing()).map(({ number }) => number).toSorted()).toEqual([...numbers].toSorted())
}, 60_000)
