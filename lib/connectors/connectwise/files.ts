import { z } from 'zod'
import { zInteger } from '../../std/json.ts'
import type { PsaFile } from '../attachment-facts.ts'
import type { Client } from './client.ts'
import { type Described, fieldsOf, isNumericId, zFlag, zMaybeText, zNumericId } from './fields.ts'
import { numeric } from './invoices.ts'
import { all } from './paging.ts'

const zFile = z.object({
  id: zNumericId,
  title: zMaybeText,
  fileName: zMaybeText,
  linkFlag: zFlag,
  urlFlag: zFlag,
  size: zInteger.nullish(),
} satisfies Described<'DocumentInfo'>)

const fields = fieldsOf(zFile)

/** The right that it needs is Companies › Manage Attachments. */
export async function filesOfExpense(client: Client, entryId: string): Promise<PsaFile[]> {
  if (!isNumericId(entryId)) return []
  const record = { recordType: 'Expense' as const, recordId: entryId }
  const rows = await all(client, 'documents', zFile, (api, { query, header }) =>
    api.GET('/system/documents', { params: { query: { ...query, ...record, fields }, header } }),
  )
  return rows
    .filter(({ linkFlag, urlFlag }) => !linkFlag && !urlFlag)
    .map(({ id, fileName, title, size }) => ({ id, fileName, title, size: size ?? null }))
}

export function downloadFile(client: Client, id: string, bytesMost: number): Promise<Buffer | null> {
  return client.file(
    api => api.GET('/system/documents/{id}/download', { params: { path: { id: numeric(id) } } }),
    bytesMost,
  )
}
