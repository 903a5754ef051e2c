import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chunks } from '../../../lib/connectors/chunks.ts'

test('chunks hold every value once, as many as asked at most, and fit an address', () => {
  const limits = fc.record({ most: fc.integer({ min: 1, max: 60 }), around: fc.integer({ min: 3, max: 60 }) })
  const values = fc.array(fc.string({ minLength: 1, maxLength: 60 }), { maxLength: 200 })
  fc.assert(
    fc.property(values, limits, (list, limit) => {
      const groups = chunks(list, limit)
      expect(groups.flat()).toEqual([...new Set(list)])
      for (const group of groups) {
        expect(group.length).toBeLessThanOrEqual(limit.most)
        if (group.length > 1)
          expect(group.map(encodeURIComponent).join('%2C').length).toBeLessThanOrEqual(1_500)
      }
    }),
  )
})
