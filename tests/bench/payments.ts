import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { askForPayments } from '../../lib/sync/payments/ask.ts'
import { startSyncAll } from '../../lib/sync/run.ts'
import { readXero } from '../faults/books.ts'
import { payPaths, writePaths } from '../faults/figures.ts'
import type { Line } from '../faults/report.ts'
import { type Bulk, openWorld, tenant, type World } from '../faults/world.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'
import { conclude, latencies, numberOf, round, withWorkers } from './run.ts'
import { mapContacts, seedForXero } from './warm.ts'

/**
 * Every invoice of a warm company is paid in Xero at one time: the calls that bring the payments back, counted from the
 * simulators' own records. ConnectWise takes one payment a call, so that the floor is a write for each and the ledger's pages.
 */
const factor = numberOf('--factor', 4)
const invoices = numberOf('--records', 1_000)
const pageSize = 1_000
const paidTogether = 50
const deadlineSeconds = 600

const zGrant = z.object({ access_token: z.string() })
const zPaid = z.object({
  tenants: z.record(
    z.string(),
    z.object({
      invoices: z.array(z.object({ id: z.int(), total: z.string(), closed: z.boolean() })),
      payments: z.array(z.object({ invoiceId: z.int(), amount: z.string() })),
    }),
  ),
})

const seeded: Bulk[] = []
const world = await openWorld({
  factor,
  ...latencies,
  settings: {},
  seed: async rig => void seeded.push(await seedForXero(rig, { invoices })),
})
try {
  for (const bulk of seeded) await mapContacts(world, bulk)
  await withWorkers(world, 1, () => post(world))
  await payAll(world)
  conclude(await withWorkers(world, 1, () => bringBack(world)), [
    { name: 'payments.calls_per_floor', most: 1.05 },
  ])
} finally {
  await world.close()
}

async function post(opened: World): Promise<void> {
  await inAccount(opened.accountId, tx => startSyncAll({ ...opened, tx }))
  const marks = async () => (await opened.rig.connectwise.calls(writePaths.connectwise)).length
  await until('Not all of the invoices were posted.', async () => (await marks()) >= invoices)
}

/** As somebody who keeps the books does it in Xero itself. */
async function payAll({ rig }: World): Promise<void> {
  await rig.xero.setParameters({ minuteLimit: 10_000 })
  const { documents } = readXero(await rig.xero.truth(), DEMO_AU)
  for (let from = 0; from < documents.length; from += paidTogether) {
    const { access_token } = zGrant.parse(await rig.xero.call('POST', 'grant', { organisations: [DEMO_AU] }))
    const Payments = documents.slice(from, from + paidTogether).map(({ id, total }) => ({
      Invoice: { InvoiceID: id },
      Account: { Code: '090' },
      Amount: Number(total),
      Date: '2026-11-20',
    }))
    const response = await fetch(`${rig.env['XERO_API_URL']}/api.xro/2.0/Payments`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${access_token}`,
        'xero-tenant-id': DEMO_AU,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ Payments }),
    })
    if (!response.ok) throw new Error(`Xero took no payments: ${response.status} ${await response.text()}`)
  }
}

async function bringBack(opened: World): Promise<Line[]> {
  const { rig } = opened
  const since = Date.now()
  await inAccount(opened.accountId, tx => askForPayments({ ...opened, tx }))
  const written = async () => (await rig.connectwise.calls(payPaths.add)).length
  await until('Not all of the payments came back.', async () => (await written()) >= invoices)
  const seconds = ((Date.now() - since) / 1_000) * factor
  await judge(opened)
  const xero = (await rig.xero.calls()).filter(({ path }) => path.includes('/api.xro/'))
  const connectwise = await rig.connectwise.calls()
  const perThousand = (calls: number) => round((calls / invoices) * 1_000)
  const floor = invoices + Math.floor(invoices / pageSize) + 1
  return [
    { name: 'payments.calls_per_1000', value: perThousand(xero.length + connectwise.length), unit: 'calls' },
    { name: 'payments.ledger_calls_per_1000', value: perThousand(xero.length), unit: 'calls' },
    { name: 'payments.connectwise_calls_per_1000', value: perThousand(connectwise.length), unit: 'calls' },
    {
      name: 'payments.connectwise_reads_per_1000',
      value: perThousand(connectwise.filter(({ method }) => method === 'GET').length),
      unit: 'calls',
    },
    {
      name: 'payments.calls_per_floor',
      value: round((xero.length + connectwise.length) / floor),
      unit: 'calls/floor',
    },
    { name: 'payments.seconds', value: round(seconds), unit: 's' },
    { name: 'payments.factor', value: factor, unit: '' },
  ]
}

/** Each invoice of the run is paid once and wholly. */
async function judge({ rig }: World): Promise<void> {
  const books = zPaid.parse(await rig.connectwise.truth()).tenants[tenant]
  const paid = Map.groupBy(books?.payments ?? [], ({ invoiceId }) => invoiceId)
  const wrong = (books?.invoices ?? []).filter(({ id, total, closed }) => {
    const own = paid.get(id) ?? []
    return closed && !(own.length === 1 && own[0]?.amount === total)
  })
  if (wrong.length > 0)
    throw new Error(`${wrong.length} invoices of the bench are not paid once, to the cent.`)
}

async function until(trouble: string, done: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + deadlineSeconds * 1_000; performance.now() < end; await wait(500))
    if (await done()) return
  throw new Error(trouble)
}
