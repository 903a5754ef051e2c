import { z } from 'zod'
import { readExpenseId } from '../accounting/expense-id.ts'
import type { RecordExport } from '../accounting/export.ts'
import { recordSources, sourceOf, vendorIdOf } from '../accounting/record-id.ts'
import { assert } from '../std/assert.ts'

const identifier = z.string().min(1).max(50)

/** What POST /finance/accounting/batches needs: a unique identifier of ours and the record's GL entries. */
const zMark = z.object({
  identifier,
  // Marks of before purchases have none.
  source: z.enum(recordSources).default('invoice'),
  glEntryIds: z.array(z.string().regex(/^\d+$/)).min(1),
})

export type Mark = z.infer<typeof zMark>

export function parseMark(payload: unknown): Mark {
  return zMark.parse(payload)
}

/** A mark whose name is known and whose entries are not yet. */
const zNamed = z.object({ identifier })

interface Named {
  id: string
  revision: number
  payload: unknown
}

/** What the batch of a mark is called, whether it is made or deleted. */
export function markIdentifier(posting: { payload: unknown }): string {
  return zNamed.parse(posting.payload).identifier
}

/** The name a mark was given when it was asked for, else one of its posting's own. */
export function markNameOf(posting: Named, recordId: string): string {
  const given = zNamed.safeParse(posting.payload)
  return given.success ? given.data.identifier : markName(recordId, posting)
}

/**
 * Deterministic for a record and its revision, so that a look after an unknown outcome finds it; only characters that a
 * ConnectWise batch takes (an apostrophe or a bar breaks it, knowledge/connectwise.md §7).
 */
export function markName(recordId: string, document: { id: string; revision: number }): string {
  return `EB-${nameIn(recordId)}-${document.id.replaceAll('-', '').slice(-10)}-${document.revision}`
}

/**
 * A packing slip by its purchase order, an adjustment or a transfer by itself: with that number its id begins, and what is behind
 * it may be called anything. A week of expenses by its member, Monday and what becomes of it.
 */
function nameIn(recordId: string): string {
  const source = sourceOf(recordId)
  if (source === 'invoice') return recordId
  if (source === 'expense') return nameOfExpense(recordId)
  const vendorId = vendorIdOf(recordId)
  const letter = source === 'purchase' ? 'P' : vendorId.endsWith('-transfer') ? 'T' : 'A'
  return `${letter}${/^\d{1,15}(?=-)/.exec(vendorId)?.[0] ?? ''}`
}

function nameOfExpense(recordId: string): string {
  const id = readExpenseId(recordId)
  if (id.kind === 'entry') return `E${id.detailId}`
  const where = id.locationId === '' ? '' : `L${id.locationId}`
  return `E${id.memberId}-${id.monday.replaceAll('-', '')}${id.outcome.charAt(0)}${where}`
}

export function markNamed(name: string, record: Pick<RecordExport, 'recordId' | 'glEntryIds'>): Mark {
  assert(name.length <= 50, 'a batch identifier has at most 50 characters')
  return { identifier: name, source: sourceOf(record.recordId), glEntryIds: record.glEntryIds }
}

export function markOf(
  document: { id: string; revision: number },
  record: Pick<RecordExport, 'recordId' | 'glEntryIds'>,
): Mark {
  return markNamed(markName(record.recordId, document), record)
}
