import { z } from 'zod'
import { zId } from '../../std/json.ts'
import type { LedgerTrackingFact } from '../ledger-facts.ts'
import type { QuickBooksClient } from './client.ts'
import { zMaybeText } from './fields.ts'
import { everyState } from './lists.ts'
import { preferencesOf } from './preferences.ts'
import { queryAll } from './query.ts'

/** QuickBooks has no categories of its own making, only these two; the id says where the option stands in a document. */
export const categoryIds = {
  lineClass: 'class',
  documentClass: 'document-class',
  department: 'department',
} as const

const zOption = z
  .object({ Id: zId, Name: z.string(), FullyQualifiedName: zMaybeText, Active: z.boolean().nullish() })
  .transform(row => ({
    id: row.Id,
    name: row.FullyQualifiedName || row.Name,
    active: row.Active ?? true,
  }))

/** Only what the company has switched on: QuickBooks refuses the other. */
export async function tracking(client: QuickBooksClient): Promise<LedgerTrackingFact[]> {
  const { classes, departments } = await preferencesOf(client)
  const facts: LedgerTrackingFact[] = []
  if (classes !== null) {
    const perDocument = classes === 'document'
    facts.push({
      id: perDocument ? categoryIds.documentClass : categoryIds.lineClass,
      name: 'Class',
      active: true,
      perDocument,
      options: await queryAll(client, 'Class', everyState, zOption),
    })
  }
  if (departments) {
    facts.push({
      id: categoryIds.department,
      name: 'Location',
      active: true,
      perDocument: true,
      options: await queryAll(client, 'Department', everyState, zOption),
    })
  }
  return facts
}
