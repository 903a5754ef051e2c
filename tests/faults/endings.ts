import { endPaths, faultKinds } from './figures.ts'
import type { Plan } from './plan.ts'
import type { Rig } from './rig.ts'

/** As often as of the other writes, and of each kind: the dice of the simulators roll for those. */
export async function faultsOfEndings(plan: Plan, { xero, connectwise }: Rig): Promise<void> {
  const times = Math.ceil((plan.undone * plan.faultShare) / faultKinds.length)
  for (const effect of faultKinds) {
    const shape = {
      effect,
      times,
      ...(effect === 'commit-late' && { delayMs: 60_000 }),
      retryAfterSeconds: 2,
    }
    await xero.fault({ ...shape, match: endPaths.xero })
    await connectwise.fault({ ...shape, match: endPaths.connectwise })
  }
}
