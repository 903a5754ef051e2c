import { spawn } from 'node:child_process'
import { ledgers } from '../faults/figures.ts'
import type { Demand } from '../faults/report.ts'
import { endWithUs } from '../faults/rig.ts'
import { type StockPlan, type StockResult, zStockResult } from './stock-law.ts'

/** What both ledgers must come to. Of a single history there may be no journal to drop. */
export function demandsOf({ histories }: Pick<StockPlan, 'histories'>): Demand[] {
  return ledgers.flatMap(ledger => [
    { name: `stock.${ledger}.histories`, least: histories },
    { name: `stock.${ledger}.records`, least: histories },
    ...['places_off', 'cents_off', 'unposted'].map(what => ({
      ...{ name: `stock.${ledger}.${what}`, least: 0, most: 0 },
    })),
    ...(histories < 20 ? [] : [{ name: `stock.${ledger}.control.places_off`, least: 1 }]),
  ])
}

/** Each ledger in a process of its own, side by side. */
export function runBoth(plan: Omit<StockPlan, 'ledger'>): Promise<StockResult[]> {
  return Promise.all(ledgers.map(ledger => run({ ...plan, ledger })))
}

function run(plan: StockPlan): Promise<StockResult> {
  const child = spawn(process.execPath, ['tests/laws/stock-scenario.ts', JSON.stringify(plan)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  endWithUs(child, 'SIGTERM')
  return new Promise((resolve, reject) => {
    child.once('message', message => resolve(zStockResult.parse(message)))
    child.once('error', reject)
    child.once('exit', code =>
      reject(new Error(`The law of stock in ${plan.ledger} ended with ${code} and no result.`)),
    )
  })
}
