import { expect, test } from 'vitest'
import { Desk, type Side } from '../../../lib/accounting/desk.ts'
import { findItem, itemOfAccount } from '../../../lib/accounting/items.ts'
import { byId, mappings, planInput, planReference } from '../../support/planning.ts'

const services = { id: 'acc-1', code: '200', name: 'Services' }
const wanted = { key: '99', name: 'LAP14', fromDefault: false }

function desk(
  itemAccounts: boolean,
  items: { id: string; accountId: string | null }[],
  mapped = '',
  side: Side = 'sale',
) {
  const { organisation } = planReference()
  const reference = planReference({
    organisation: { ...organisation, rules: { ...organisation.rules, itemAccounts } },
    items: byId(items.map(item => ({ ...item, code: '', name: item.id }))),
  })
  const and: [['item', string, string]] = [['item', '99', mapped]]
  return new Desk(planInput({ reference, ...(mapped && { mappings: mappings({ and }) }) }), side)
}

test('where the line itself names the account, an item may be left out', () => {
  const at = desk(false, [{ id: 'one', accountId: null }])
  expect(findItem(null, services, {}, at)).toBeNull()
  expect(findItem(wanted, services, {}, at)).toBeNull()
  expect(at.problems()).toEqual([])
})

test('where the item says the account, the only one that is posted there is taken', () => {
  const at = desk(true, [
    { id: 'one', accountId: 'acc-1' },
    { id: 'other', accountId: 'acc-2' },
  ])
  expect(itemOfAccount(services, {}, at)).toEqual({ id: 'one', code: '', name: 'one' })
  expect(findItem(null, services, {}, at)?.id).toBe('one')
  expect(at.problems()).toEqual([])
})

test('among several, and where there is none, a person chooses', () => {
  const twins = ['one', 'two'].map(id => ({ id, accountId: 'acc-1' }))
  for (const items of [twins, []]) {
    const at = desk(true, items)
    expect(itemOfAccount(services, {}, at)).toBeNull()
    expect(at.problems()).toEqual([{ code: 'item-missing', account: '200 Services', count: items.length }])
  }
})

test('a mapped item counts before all others, if it is posted to the account of the line', () => {
  const twins = ['one', 'two'].map(id => ({ id, accountId: 'acc-1' }))
  expect(findItem(wanted, services, {}, desk(true, twins, 'two'))?.id).toBe('two')
  const at = desk(true, [{ id: 'two', accountId: 'acc-2' }], 'two')
  expect(findItem(wanted, services, {}, at)).toBeNull()
  expect(at.problems()).toMatchObject([{ code: 'item-other-account', item: 'LAP14' }])
})

test('a bought line names its own account, and so no item where items say theirs', () => {
  const items = [{ id: 'two', accountId: 'acc-2' }]
  const bought = desk(true, items, 'two', 'purchase')
  expect([findItem(wanted, services, {}, bought), bought.problems(), bought.mappingKeys()]).toEqual([
    null,
    [],
    [],
  ])
  expect(findItem(wanted, services, {}, desk(false, items, 'two', 'purchase'))?.id).toBe('two')
})
