import { present } from '../../lib/std/assert.ts'
import type { Demand, Line } from '../faults/report.ts'
import { type Bulk, openWorld } from '../faults/world.ts'
import { planLines } from './planner.ts'
import { podLines } from './pod.ts'
import { conclude, latencies } from './run.ts'
import { settingsLines } from './settings.ts'
import { mapContacts, seedForXero } from './warm.ts'
import { build } from './web.ts'
import { xeroLines } from './xero.ts'

/**
 * The figures of a Sync All of 1,000 warm invoices (contacts mapped, lists cached) into Xero, counted from the simulators' own
 * records on the real clock, and of the parts that can be weighed alone: those that `--only` names, or all.
 */
const factor = 1
const invoices = 1_000

const demands: Record<string, Demand[]> = {
  plan: [
    { name: 'plan.us_per_line_growth', most: 1.2 },
    { name: 'plan.us_per_line_growth_document', most: 1.2 },
  ],
  pod: [{ name: 'pod.js_gz_kb', most: 150 }],
  xero: [
    { name: 'xero.calls_per_floor', most: 1.1 },
    { name: 'xero.batch_largest', most: 50 },
    { name: 'xero.time_per_floor', most: 1.15 },
    { name: 'connectwise.calls_per_record', most: 1.1 },
  ],
  settings: [{ name: 'settings.save_p95_ms', most: 250 }],
}

const at = process.argv.indexOf('--only')
const parts = at < 0 ? Object.keys(demands) : [process.argv[at + 1] ?? '']
const asked = (part: string) => parts.includes(part)

if (asked('pod')) await build()
const seeds: Bulk[] = []
const world = await openWorld({
  factor,
  ...latencies,
  settings: {},
  seed: async rig => void seeds.push(await seedForXero(rig, { invoices })),
})
try {
  const seeded = present(seeds[0], 'Nothing was seeded.')
  const first = present(seeded.invoices[0], 'There is no invoice.')
  await mapContacts(world, seeded)
  const lines: Line[] = [
    ...(asked('plan') ? await planLines(world) : []),
    ...(asked('pod') ? await podLines(world, first.id) : []),
    ...(asked('xero') ? await xeroLines(world, seeded, factor) : []),
    ...(asked('settings') ? await settingsLines(world) : []),
    { name: 'bench.factor', value: factor, unit: '' },
  ]
  conclude(
    lines,
    parts.flatMap(part => demands[part] ?? []),
  )
} finally {
  await world.close()
}
