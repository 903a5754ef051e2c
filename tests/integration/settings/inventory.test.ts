import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LedgerDocument } from '../../../lib/accounting/document.ts'
import { appEnvironment } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'
import { decimal as d, salesExport, salesLine } from '../../support/planning.ts'
import { purchaseExport, purchaseLine } from '../../support/purchasing.ts'
import { billAfter, journalAfter, kept, planAfter } from '../../support/settled-plan.ts'
import { stockExport, stockLine, stockMappings, stockReference } from '../../support/stocking.ts'

/** What each setting of inventory does to a plan, as planning.test.ts has it of sales. */

let database: TestDatabase

beforeAll(async () => {
  database = await appEnvironment()
})
afterAll(() => database.close())

const books = () => ({ reference: stockReference(), mappings: stockMappings() })
const accounts = (document: LedgerDocument | null) => document?.lines.map(({ account }) => account.code)
const bought = (given: Parameters<typeof purchaseLine>[0] = {}) =>
  purchaseLine({ inventoryAccount: '1300', warehouseAccount: 'W-SYD', itemType: 'Inventory Part', ...given })

describe('inventory', () => {
  test('Asset account of stock: the warehouse’s own where the company says so', async () => {
    const plan = await journalAfter({ 'stock-account-source': 'warehouse' }, books())
    expect([plan.ready, accounts(plan.document)]).toEqual([true, ['632', '315']])
    expect(accounts((await journalAfter({}, books())).document)).toEqual(['630', '315'])
  })

  test('Asset account of drop-shipped stock: a line of such an order is posted there', async () => {
    const record = purchaseExport({ dropShip: true, lines: [bought()] })
    const plan = await billAfter({ ...kept, 'drop-ship-account': 'acc-632' }, { ...books(), record })
    expect([plan.ready, accounts(plan.document)]).toEqual([true, ['632']])
    expect(accounts((await billAfter(kept, { ...books(), record })).document)).toEqual(['630'])
  })

  test('Account of adjustments without one: the journal takes it', async () => {
    const line = stockLine({ offset: { account: '', warehouseAccount: '', segments: ['SYD', '', ''] } })
    const record = stockExport({ lines: [line] })
    const plan = await journalAfter({ 'stock-adjustment-account': 'acc-310' }, { ...books(), record })
    expect([plan.ready, accounts(plan.document)]).toEqual([true, ['630', '310']])
  })

  test('What makes a product stock: the one that does not decide only warns', async () => {
    const record = purchaseExport({ lines: [bought({ itemType: 'Software' })] })
    const by = async (how: string) => {
      const plan = await billAfter({ ...kept, 'stock-compliance': how }, { ...books(), record })
      return [plan.ready, accounts(plan.document)]
    }
    expect(await by('class')).toEqual([true, ['630']])
    expect(await by('type')).toEqual([true, ['310']])
  })

  test('Prefix of cost of goods: begins the number of an invoice’s journal', async () => {
    const sold = salesLine({
      ...{ glType: 'RP', item: { id: '99', identifier: 'LAP14' }, costAccount: '5100', cost: d('600') },
      ...{ inventoryAccount: '1300', itemType: 'Inventory Part' },
    })
    const given = { ...books(), record: salesExport({ lines: [sold] }) }
    const plan = await planAfter({ company: { ...kept, 'cost-of-goods-prefix': 'COST' } }, given)
    expect(plan.companion?.number).toBe(`COST-${given.record.number}`)
  })

  test('Prefix of adjustments: begins the number of an adjustment’s journal', async () => {
    const plan = await journalAfter({ 'stock-adjustment-prefix': 'COUNT' }, books())
    expect(plan.document?.number).toBe('COUNT-12')
    await expect(journalAfter({ 'stock-adjustment-prefix': "A'B" })).rejects.toThrow('letters or digits')
  })

  test('Prefix of transfers: begins the number of a transfer’s journal', async () => {
    const line = stockLine({ offset: { account: '5110', warehouseAccount: '', segments: ['SYD', '', ''] } })
    const record = stockExport({ of: 'transfer', productId: '7-transfer', lines: [line] })
    const plan = await journalAfter({ 'stock-transfer-prefix': 'MOVE' }, { ...books(), record })
    expect(plan.document?.number).toBe('MOVE-7')
  })
})
