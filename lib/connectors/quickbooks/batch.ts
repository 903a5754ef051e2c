import { z } from 'zod'
import { assert } from '../../std/assert.ts'
import { writeJson } from '../../std/json.ts'

/** https://developer.intuit.com, batch operations: 30 items; they are independent, and their order is not kept. */
export const batchMost = 30

/** Creates side by side, each under its entity's name; an item's id is its place, at most ten characters. */
export function batchBody(items: readonly { entity: string; body: object }[]): string {
  assert(items.length <= batchMost, `A batch of ${items.length} is more than QuickBooks takes.`)
  return writeJson({
    BatchItemRequest: items.map(({ entity, body }, index) => ({
      bId: bId(index),
      operation: 'create',
      [entity]: body,
    })),
  })
}

export function bId(index: number): string {
  return String(index + 1)
}

export const zBatch = z.object({ BatchItemResponse: z.array(z.looseObject({ bId: z.string() })) })
