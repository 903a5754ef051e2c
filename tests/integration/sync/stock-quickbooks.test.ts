import { quickBooksWorld } from '../../support/quickbooks-world.ts'
import { stockInQuickBooks } from '../../support/stock.ts'
import { describeStock } from './stock.suite.ts'

describeStock('QuickBooks', async () => {
  const world = await quickBooksWorld()
  return { ...world, ledger: stockInQuickBooks(world) }
})
