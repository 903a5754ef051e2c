import { runStockLaw, zStockPlan } from './stock-law.ts'

/** The process of one ledger: its configuration is its own, and whatever it leaves behind goes with it. */
const plan = zStockPlan.parse(JSON.parse(process.argv[2] ?? '{}'))
const result = await runStockLaw(plan)
process.send?.(result)
process.disconnect?.()
