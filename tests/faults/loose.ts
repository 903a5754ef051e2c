import { faultKinds, ledgers, markOf, payPaths, vendors, writePaths } from './figures.ts'
import { costPrefix } from './kinds/sales.ts'
import { kindNames } from './kinds/table.ts'
import { isIdle, type Plan } from './plan.ts'
import type { Rig } from './rig.ts'

/** From here on every write to a vendor may go wrong, by seeded dice. Late commits land after every client has given up. */
export async function loose(plan: Plan, rig: Rig): Promise<void> {
  const { seed, faultShare } = plan
  const { xero, quickbooks, connectwise } = rig
  const effects = Object.fromEntries(faultKinds.map(kind => [kind, 1]))
  const shape = {
    share: faultShare,
    delayMs: [31_000, 140_000] satisfies [number, number],
    retryAfterSeconds: 2,
  }
  const inPart = { ...effects, 'partial-batch': 0.5 }
  await xero.randomFaults({ ...shape, seed, effects: inPart, match: writePaths.xero })
  await quickbooks.randomFaults({ ...shape, seed: seed + 2, effects: inPart, match: writePaths.quickbooks })
  const path = `(${writePaths.connectwise.path}|${payPaths.add.path})`
  await connectwise.randomFaults({ ...shape, seed: seed + 1, effects, match: { method: 'POST', path } })
  // Of few writes the dice may leave a kind out.
  for (const effect of faultKinds) {
    const match = { ...writePaths.quickbooks, bodyIncludes: '"DocNumber"' }
    const late = effect === 'commit-late' && { delayMs: 60_000 }
    await quickbooks.fault({ effect, match, retryAfterSeconds: 2, ...late })
  }
  for (const [vendor, mark] of marksOf(plan))
    for (const effect of faultKinds) {
      const match = { ...writePaths[vendor], bodyIncludes: mark }
      const late = effect === 'commit-late' && { delayMs: 60_000 }
      await rig[vendor].fault({ effect, match, retryAfterSeconds: 2, ...late })
    }
}

/** By which the writes of each kind are told from others', and those of the journals beside what is sold. */
function marksOf(plan: Plan): [(typeof vendors)[number], string][] {
  if (isIdle(plan.quickbooks)) return []
  return [
    ...vendors.flatMap(vendor =>
      kindNames.map((kind): [typeof vendor, string] => [vendor, markOf(kind, vendor)]),
    ),
    ...ledgers.map((vendor): [typeof vendor, string] => [vendor, `"${costPrefix}`]),
  ]
}
