import { endPaths, faultKinds, namesCredit, payPaths } from './figures.ts'
import { allOf, type Plan } from './plan.ts'
import type { Rig } from './rig.ts'

/** As often as of the other writes, and of each kind: the dice of the simulators roll for those. */
export async function faultsOfEndings(plan: Plan, { xero, quickbooks, connectwise }: Rig): Promise<void> {
  const timesOf = (many: number) => Math.ceil((many * plan.faultShare) / faultKinds.length)
  const undone = { xero: allOf('undone', plan.xero), quickbooks: allOf('undone', plan.quickbooks) }
  const ended = { xero: timesOf(undone.xero), quickbooks: timesOf(undone.quickbooks) }
  // To the same addresses goes what amends a document.
  const written = {
    xero: timesOf(undone.xero + allOf('amended', plan.xero)),
    quickbooks: timesOf(undone.quickbooks + allOf('amended', plan.quickbooks)),
  }
  for (const effect of faultKinds) {
    const shape = {
      effect,
      ...(effect === 'commit-late' && { delayMs: 60_000 }),
      retryAfterSeconds: 2,
    }
    await xero.fault({ ...shape, times: written.xero, match: endPaths.xero })
    // Only what ends or amends a document names its version.
    const match = { ...endPaths.quickbooks, bodyIncludes: '"SyncToken"' }
    await quickbooks.fault({ ...shape, times: written.quickbooks, match })
    await connectwise.fault({
      ...shape,
      times: ended.xero + ended.quickbooks,
      match: endPaths.connectwise,
    })
    const paid = timesOf(plan.xero.paid + plan.quickbooks.paid)
    await connectwise.fault({ ...shape, times: paid, match: { ...payPaths.change, method: 'DELETE' } })
    const credited = timesOf(plan.xero.credited + plan.quickbooks.credited)
    await connectwise.fault({
      ...shape,
      times: credited,
      match: { ...payPaths.add, bodyIncludes: namesCredit },
    })
  }
}
