import { spawn } from 'node:child_process'
import { endWithUs } from '../faults/rig.ts'
import { type Mixed, zMixed } from './mixed-figures.ts'
import { conclude, numberOf, round } from './run.ts'

/**
 * A Sync All of 10,000 records of all kinds, half of them into Xero and half into QuickBooks, side by side in one account: how near it comes to what the slowest of the three vendors allows, and how much more memory it takes than one of 1,000.
 */
const factor = numberOf('--factor', 2)
const records = numberOf('--records', 10_000)

const few = await run(Math.ceil(records / 10))
const many = await run(records)
conclude(
  [
    { name: 'mixed_10k.time_per_floor', value: round(many.seconds / many.floorSeconds), unit: 'time/floor' },
    { name: 'mixed_10k.seconds', value: round(many.seconds), unit: 's' },
    { name: 'mixed_10k.floor_seconds', value: round(many.floorSeconds), unit: 's' },
    { name: 'mixed_10k.limited_xero', value: many.limited.xero, unit: 'calls' },
    { name: 'mixed_10k.limited_quickbooks', value: many.limited.quickbooks, unit: 'calls' },
    { name: 'mixed_10k.limited_connectwise', value: many.limited.connectwise, unit: 'calls' },
    { name: 'mixed_10k.rss_growth', value: round(many.rssMb / few.rssMb), unit: '10k/1k' },
    { name: 'mixed_10k.rss_mb', value: many.rssMb, unit: 'MB' },
    { name: 'mixed_10k.records', value: records, unit: 'records' },
    { name: 'mixed_10k.factor', value: factor, unit: '' },
  ],
  [
    { name: 'mixed_10k.time_per_floor', most: 1.2 },
    { name: 'mixed_10k.rss_growth', most: 1.15 },
  ],
)

/** Each in a process of its own, over books and workers of its own. */
function run(count: number): Promise<Mixed> {
  const child = spawn(
    process.execPath,
    ['tests/bench/mixed-run.ts', '--factor', String(factor), '--records', String(count)],
    { stdio: ['ignore', process.stderr, process.stderr, 'ipc'] },
  )
  endWithUs(child)
  return new Promise((resolve, reject) => {
    child.once('message', message => resolve(zMixed.parse(message)))
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`The run of ${count} ended with ${code} and no result.`)))
  })
}
