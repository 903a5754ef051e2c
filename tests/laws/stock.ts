import { parseArgs } from 'node:util'
import { broken, print } from '../faults/report.ts'
import { demandsOf, runBoth } from './stock-runs.ts'

/**
 * npm run test:laws -- [--histories n] [--seed n] [--from n] [--json]: so many random histories of stock through both ledgers, from the
 * nth that the seed draws. Ends with 1 when a figure is not what it must be.
 */
const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 1_000) % 1_000_000) },
    from: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
  },
})
const plan = { histories: whole('histories'), seed: whole('seed'), from: whole('from'), together: 40 }
const results = await runBoth(plan)
const lines = results.flatMap(result => result.lines)
print(lines, values.json)
const faults = [...results.flatMap(result => result.broken), ...broken(lines, demandsOf(plan))]
for (const sentence of faults) console.error(sentence)
if (faults.length > 0) process.exitCode = 1

function whole(name: 'histories' | 'seed' | 'from'): number {
  const value = Number(values[name])
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} takes a whole number.`)
  return value
}
