import { expect, test } from 'vitest'
import type { Effect } from '../../simulators/kit/faults.ts'
import { numberOf, openStock, stockInXero } from '../../support/stock.ts'
import { postingWorld } from '../../support/world.ts'
import { describeStock } from './stock.suite.ts'

const inXero = describeStock('Xero', async () => {
  const world = await postingWorld()
  return { ...world, ledger: stockInXero(world) }
})

test.each<Effect>(['drop-after-commit', '500-after-commit', 'commit-late', 'drop-before', 'limit'])(
  'a journal stands once whatever happens to its write: %s',
  async effect => {
    const world = inXero()
    const found = await openStock(world).adjust()
    await world.xero.control.fault({
      match: { method: 'PUT', path: '/ManualJournals' },
      effect,
      ...(effect === 'commit-late' && { delayMs: 10_000 }),
    })
    await world.ask([found])
    await world.work()
    expect(await world.history.states(found.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await world.ledger.journals(numberOf(found))).toEqual(['480.20'])
  },
)
