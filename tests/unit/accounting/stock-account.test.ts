import { expect, test } from 'vitest'
import { Desk } from '../../../lib/accounting/desk.ts'
import type { PlanOptions } from '../../../lib/accounting/options.ts'
import { assetAccount, findChosen, placeAccount } from '../../../lib/accounting/stock-account.ts'
import { planOptions } from '../../support/planning.ts'
import { stockMappings, stockReference } from '../../support/stocking.ts'

const deskOf = (options: Partial<PlanOptions> = {}) =>
  new Desk({ options: planOptions(options), reference: stockReference(), mappings: stockMappings() })
const kept = { inventoryAccount: ' 1300 ', warehouseAccount: 'W-SYD', dropShipped: false }

test('by the source that the company goes by, and never by the other', () => {
  expect(assetAccount(kept, {}, deskOf())).toEqual({ account: '1300', chosen: null })
  const byWarehouse = { stockAccountSource: 'warehouse' } as const
  expect(assetAccount(kept, {}, deskOf(byWarehouse))).toEqual({ account: 'W-SYD', chosen: null })
  for (const [options, given] of [
    [{}, { inventoryAccount: '' }],
    [byWarehouse, { warehouseAccount: ' ' }],
  ] as const) {
    const desk = deskOf(options)
    expect(assetAccount({ ...kept, ...given }, { line: 'Laptop' }, desk)).toBeNull()
    expect(desk.problems()).toMatchObject([{ code: 'asset-account-missing', line: 'Laptop' }])
  }
})

test('what never was in a warehouse goes to the company’s account for it, else to the mapping’s', () => {
  const dropped = { ...kept, dropShipped: true }
  expect(assetAccount(dropped, {}, deskOf({ dropShipAccountId: 'acc-632' }))).toEqual({
    account: '',
    chosen: { ledgerId: 'acc-632', setting: 'drop-ship-account' },
  })
  expect(assetAccount(dropped, {}, deskOf({ stockAccountSource: 'warehouse' }))?.account).toBe('1300')
  expect(assetAccount(kept, {}, deskOf({ dropShipAccountId: 'acc-632' }))?.account).toBe('1300')
})

test('the place of a movement has its account the same way', () => {
  const place = { account: '1300', warehouseAccount: 'W-SYD' }
  expect(placeAccount(place, {}, deskOf())?.account).toBe('1300')
  expect(placeAccount(place, {}, deskOf({ stockAccountSource: 'warehouse' }))?.account).toBe('W-SYD')
})

test('an account that was chosen and is gone is told with its setting', () => {
  const desk = deskOf()
  const setting = 'stock-adjustment-account'
  expect(findChosen({ ledgerId: 'acc-315', setting }, {}, desk)?.code).toBe('315')
  expect(findChosen({ ledgerId: 'acc-299', setting }, {}, desk)).toBeNull()
  expect(findChosen({ ledgerId: 'gone', setting }, {}, desk)).toBeNull()
  expect(desk.problems().map(problem => 'ledgerName' in problem && problem.ledgerName)).toEqual([
    'Old sales',
    '',
  ])
})
