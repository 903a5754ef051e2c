import { longDemands } from './demands.ts'
import { longPlans } from './plan.ts'
import { broken, type Line, print } from './report.ts'
import { run } from './runs.ts'

/**
 * npm run test:faults -- [--json] [--seed n]: the storm, the same where Xero refuses duplicate numbers, and the control,
 * whose recovery does not look. Ends with 1 when a figure is not what it must be.
 */
const json = process.argv.includes('--json')
const plans = longPlans(seedFrom(process.argv))
const lines: Line[] = []
for (const plan of [plans.storm, plans.refused, plans.control]) {
  const result = await run(plan)
  print(result.lines, json)
  for (const text of result.open) console.error(text)
  lines.push(...result.lines)
}
for (const sentence of broken(lines, longDemands)) {
  console.error(sentence)
  process.exitCode = 1
}

function seedFrom(args: readonly string[]): number {
  const at = args.indexOf('--seed')
  const seed = at < 0 ? Math.floor(Date.now() / 1_000) % 1_000_000 : Number(args[at + 1])
  if (!Number.isSafeInteger(seed)) throw new Error('--seed takes a whole number.')
  return seed
}
