import { spawn } from 'node:child_process'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { saveMapping } from '../../lib/mappings/mappings.ts'
import { present } from '../../lib/std/assert.ts'
import { readXero } from '../faults/checker.ts'
import { broken, type Demand, type Line, print } from '../faults/report.ts'
import { endWithUs, type Rig } from '../faults/rig.ts'
import { type Bulk, openWorld, seedInvoices, type World } from '../faults/world.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'
import { planLines } from './planner.ts'
import { podLines } from './pod.ts'
import { settingsLines } from './settings.ts'
import { syncAllLines } from './sync-all.ts'

/**
 * npm run bench -- [--json]: the figures of a Sync All of 1,000 warm invoices (contacts mapped, lists cached), counted from
 * the simulators' own records on the real clock, and of the parts that can be weighed alone.
 */
const factor = 1
const invoices = 1_000
const customers = 50

const demands: Demand[] = [
  { name: 'xero.calls_per_floor', most: 1.1 },
  { name: 'xero.batch_largest', most: 50 },
  { name: 'xero.time_per_floor', most: 1.15 },
  { name: 'connectwise.calls_per_record', most: 1.1 },
  { name: 'plan.us_per_line_growth', most: 1.2 },
  { name: 'pod.js_gz_kb', most: 150 },
  { name: 'settings.save_p95_ms', most: 250 },
]

await build()
const seeds: Bulk[] = []
const world = await openWorld({
  factor,
  xero: { latency: { readMs: 100, writeBaseMs: 100, writePerDocumentMs: 100 } },
  connectwise: { latency: { readMs: 100, writeMs: 100 } },
  settings: {},
  seed: async rig => void seeds.push(await seedWarm(rig)),
})
try {
  const seeded = present(seeds[0], 'Nothing was seeded.')
  await mapContacts(world, seeded)
  const lines: Line[] = [
    ...(await planLines(world)),
    ...(await podLines(world, present(seeded.invoices[0], 'There is no invoice.').id)),
    ...(await syncAllLines(world, seeded, factor)),
    ...(await settingsLines(world)),
    { name: 'bench.factor', value: factor, unit: '' },
  ]
  print(lines, process.argv.includes('--json'))
  for (const sentence of broken(lines, demands)) {
    console.error(sentence)
    process.exitCode = 1
  }
} finally {
  await world.close()
}

/** Its words go to stderr: stdout has the figures and nothing else. */
function build(): Promise<void> {
  const child = spawn(process.execPath, ['scripts/build.ts'], {
    stdio: ['ignore', process.stderr, process.stderr],
  })
  endWithUs(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => (code === 0 ? resolve() : reject(new Error('The pages could not be built.'))))
  })
}

async function seedWarm(rig: Rig): Promise<Bulk> {
  const made = await seedInvoices(rig, { invoices, customers, linesPerInvoice: 3, status: 'closed' })
  const firstNumber = present(made.companies[0], 'There is no customer.').id
  await rig.xero.seed({ kind: 'bulk', contacts: customers, firstNumber })
  return made
}

/** The customers' contacts by their numbers, which the MSP's Xero has from ConnectWise. */
async function mapContacts({ rig, accountId, companyId, actor }: World, { companies }: Bulk): Promise<void> {
  const contacts = await contactsOf(rig)
  await inAccount(accountId, async tx => {
    for (const { id, name } of companies) {
      const ledger = present(contacts.get(String(id)), `Customer ${id} has no contact.`)
      const decision = { companyId, kind: 'customer' as const, psaKey: String(id), psaName: name, ledger }
      await saveMapping(tx, { ...decision, actor: { id: actor.id ?? '', name: actor.name } })
    }
  })
}

async function contactsOf(rig: Rig): Promise<Map<string, { id: string; name: string }>> {
  const { contacts } = readXero(await rig.xero.truth(), DEMO_AU)
  return new Map(contacts.map(({ id, name, contactNumber }) => [contactNumber, { id, name }]))
}
