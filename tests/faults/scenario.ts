import { zPlan } from './plan.ts'
import { runStorm } from './storm.ts'

/** The process of one run: its configuration is its own, and whatever it leaves behind goes with it. */
const plan = zPlan.parse(JSON.parse(process.argv[2] ?? '{}'))
const result = await runStorm(plan)
process.send?.(result)
process.disconnect?.()
