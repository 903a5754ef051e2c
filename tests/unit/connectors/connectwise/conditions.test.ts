import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inLists, quoted } from '../../../../lib/connectors/connectwise/conditions.ts'

test('every value is named once, and no address is longer than ConnectWise takes', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 9_999_999 }), { maxLength: 1_000 })
  fc.assert(
    fc.property(ids, numbers => {
      const lists = inLists('id', numbers.map(String), 'id,identifier,name')
      const named = lists.flatMap(list => list.replace(/^id in \(|\)$/g, '').split(','))
      expect(named.map(Number)).toEqual(numbers)
      const address =
        'https://api-na.myconnectwise.net/v4_6_release/apis/3.0/finance/accounting/unpostedinvoices'
      for (const list of lists) {
        const query = `?conditions=${encodeURIComponent(list)}&pageSize=1000&fields=${encodeURIComponent('id,identifier,name')}`
        expect(address.length + query.length).toBeLessThanOrEqual(2_000)
      }
    }),
  )
})

test('nothing to name is nothing to ask', () => {
  expect(inLists('id', [])).toEqual([])
  expect(inLists('id', ['5', '5'])).toEqual(['id in (5)'])
})

test('a quote in a value ends no literal', () => {
  expect(quoted('INV-1')).toBe('"INV-1"')
  expect(quoted('x" or id>0 or "')).toBe('"x\\" or id>0 or \\""')
  expect(quoted('back\\')).toBe('"back\\\\"')
})
