import { z } from 'zod'
import { assert } from '../std/assert.ts'

/** What POST /finance/accounting/batches needs: a unique identifier of ours and the record's GL entries. */
const zMark = z.object({
  identifier: z.string().min(1).max(50),
  glEntryIds: z.array(z.string().regex(/^\d+$/)).min(1),
})

export type Mark = z.infer<typeof zMark>

export function parseMark(payload: unknown): Mark {
  return zMark.parse(payload)
}

/**
 * Deterministic for a record and its revision, so that a look after an unknown outcome finds it; only characters that a
 * ConnectWise batch takes (an apostrophe or a bar breaks it, knowledge/connectwise.md §7).
 */
export function markOf(
  recordId: string,
  document: { id: string; revision: number },
  glEntryIds: string[],
): Mark {
  const identifier = `EB-${recordId}-${document.id.replaceAll('-', '').slice(-10)}-${document.revision}`
  assert(identifier.length <= 50, 'a batch identifier has at most 50 characters')
  return { identifier, glEntryIds }
}
