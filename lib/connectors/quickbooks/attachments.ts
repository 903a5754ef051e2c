import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { LedgerDocument } from '../../accounting/document.ts'
import { writeJson, zId } from '../../std/json.ts'
import type { AttachedFile, AttachOutcome } from '../attachment-facts.ts'
import { unknown } from '../calls.ts'
import { ConnectorError } from '../ports.ts'
import type { WriteGuard } from '../write-facts.ts'
import type { QuickBooksClient } from './client.ts'
import { wire } from './documents.ts'
import { faultOf, malformed, readAs } from './errors.ts'
import { zMaybeText } from './fields.ts'
import { queryAll, quoted } from './query.ts'
import { type Fault, zFault } from './refusal.ts'

type Kind = LedgerDocument['kind']

/** Intuit takes 100 MB; ours is what a worker holds in memory for each of its companies. */
export const attachmentLimits = { files: null, bytes: 10_000_000, pauseMs: 250 }

const zAttachable = z.object({ Id: zId, FileName: zMaybeText })

/** A note without a file is an attachable too. */
export async function attachments(
  client: QuickBooksClient,
  kind: Kind,
  documentId: string,
): Promise<string[]> {
  const ref = 'AttachableRef.EntityRef'
  const where = `${ref}.Type = ${quoted(wire[kind].entity)} and ${ref}.value = ${quoted(documentId)}`
  const rows = await queryAll(client, 'Attachable', where, zAttachable)
  return rows.map(({ FileName }) => FileName).filter(name => name !== '')
}

const zUploaded = z.object({
  AttachableResponse: z.array(z.object({ Attachable: zAttachable.optional(), Fault: zFault.optional() })),
})

/** https://developer.intuit.com/app/developer/qbo/docs/workflows/attach-images-and-notes: the file with what it hangs on. */
export async function attach(
  client: QuickBooksClient,
  { kind, documentId, file }: { kind: Kind; documentId: string; file: AttachedFile },
  guard: WriteGuard,
): Promise<AttachOutcome> {
  const written = await client.upload('upload', uploadOf(wire[kind].entity, documentId, file), guard)
  if (written.kind !== 'written') return written
  const { answer, call } = written
  try {
    const fault = faultOf(answer.text)
    if (fault) return { kind: 'rejected', message: wordsOf(fault), call }
    const [first, ...more] = readAs(zUploaded, answer.text, 'upload').AttachableResponse
    if (!first || more.length > 0) throw malformed('upload', 'one file was sent')
    if (first.Fault) return { kind: 'rejected', message: wordsOf(first.Fault), call }
    if (!first.Attachable) throw malformed('upload', 'neither an Attachable nor a Fault is in it')
    return { kind: 'attached', call }
  } catch (error) {
    if (error instanceof ConnectorError) return unknown(error.message, call)
    throw error
  }
}

/** A fault of the service is no word on the file: it may hang there. */
function wordsOf(fault: Fault): string {
  const [first] = fault.errors
  if (!first || /^(system|service)/i.test(fault.type) || first.code === '10000')
    throw malformed('fault', `${fault.type} ${first?.code ?? ''}`)
  return fault.errors.map(({ code, message }) => message || `code ${code}`).join(' ')
}

/** RFC 7578, in the order and with the names that Intuit's own example has. */
function uploadOf(entity: string, documentId: string, file: AttachedFile) {
  // In no file that has this hash; the identical call is the identical body.
  const boundary = `evenbook-${createHash('sha256').update(file.bytes).digest('hex').slice(0, 40)}`
  const metadata = writeJson({
    AttachableRef: [{ EntityRef: { type: entity, value: documentId } }],
    FileName: file.name,
    ContentType: file.contentType,
  })
  const head = (name: string, fileName: string, contentType: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: ${contentType}\r\n\r\n`
  const body = Buffer.concat([
    Buffer.from(`${head('file_metadata_01', 'metadata.json', 'application/json')}${metadata}\r\n`),
    Buffer.from(head('file_content_01', file.name, file.contentType)),
    file.bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return { body, contentType: `multipart/form-data; boundary=${boundary}` }
}
