import { z } from 'zod'
import type { LedgerDocument } from '../../accounting/document.ts'
import type { AttachedFile, AttachOutcome } from '../attachment-facts.ts'
import { unknown } from '../calls.ts'
import { ConnectorError } from '../ports.ts'
import type { WriteGuard } from '../write-facts.ts'
import type { XeroClient } from './client.ts'
import { wire } from './documents.ts'
import { readAs, refusalOf } from './errors.ts'
import { isKeyConflict } from './rejections.ts'

type Kind = LedgerDocument['kind']

/**
 * Ten files a document; of their size Xero's own pages say 3, 10 and 25 MB. https://developer.xero.com/documentation/api/attachments.
 * Half of the sixty calls a minute are left to documents.
 */
export const attachmentLimits = { files: 10, bytes: 10_000_000, pauseMs: 2_000 }

const zAttachments = z
  .object({ Attachments: z.array(z.object({ FileName: z.string() })).nullish() })
  .transform(({ Attachments }) => (Attachments ?? []).map(({ FileName }) => FileName))

function placeOf(kind: Kind, documentId: string): string {
  return `${wire[kind].list}/${encodeURIComponent(documentId)}/Attachments`
}

export async function attachments(client: XeroClient, kind: Kind, documentId: string): Promise<string[]> {
  return (await client.read(placeOf(kind, documentId), {}, zAttachments)) ?? []
}

/** The bytes as they are; the name stands in the path. */
export async function attach(
  client: XeroClient,
  { kind, documentId, file }: { kind: Kind; documentId: string; file: AttachedFile },
  guard: WriteGuard,
): Promise<AttachOutcome> {
  const path = `${placeOf(kind, documentId)}/${encodeURIComponent(file.name)}`
  const written = await client.upload(path, { body: file.bytes, contentType: file.contentType }, guard)
  if (written.kind !== 'written') return written
  const { answer, call } = written
  if (answer.status !== 200) {
    const message = refusalOf(answer.text).message || `Xero answered ${answer.status}.`
    return isKeyConflict(message) ? unknown(message, call, true) : { kind: 'rejected', message, call }
  }
  try {
    const names = readAs(zAttachments, answer.text, 'attachment')
    return names.length > 0 ? { kind: 'attached', call } : unknown('Xero names no attachment.', call)
  } catch (error) {
    if (error instanceof ConnectorError) return unknown(error.message, call)
    throw error
  }
}
