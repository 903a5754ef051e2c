import type { LedgerDocument } from '../../accounting/document.ts'
import { present } from '../../std/assert.ts'
import { unknown } from '../calls.ts'
import type { DocumentEnd } from '../ledger-facts.ts'
import type { EndOutcome, WriteGuard } from '../write-facts.ts'
import type { XeroClient } from './client.ts'
import { type Books, wire, zDocument } from './documents.ts'
import { elementsOf } from './elements.ts'

type Kind = LedgerDocument['kind']

const statuses = { void: 'VOIDED', delete: 'DELETED' } as const

/**
 * Id and status alone: lines that are named without their ids would be made anew. A journal's narration is required with whatever is
 * sent of it (xero_accounting.yaml, ManualJournal).
 */
export function endBody(kind: Kind, { id, number, how }: DocumentEnd): string {
  const { list, id: idName } = wire[kind]
  const narration = kind === 'journal' && { Narration: number }
  return JSON.stringify({ [list]: [{ [idName]: id, ...narration, Status: statuses[how] }] })
}

/** POST by id in the path, so that no number can be meant; without summarizeErrors a refusal is a 400 with its words. */
export async function endDocument(
  client: XeroClient,
  books: Books,
  { kind, end, body, guard }: { kind: Kind; end: DocumentEnd; body: string; guard: WriteGuard },
): Promise<EndOutcome> {
  const { list, id, query } = wire[kind]
  const path = `${list}/${encodeURIComponent(end.id)}`
  const written = await client.write(path, query, body, guard, 'POST')
  if (written.kind !== 'written') return written
  const read = elementsOf(written, body, 1, { list, name: id, schema: zDocument(kind, books) })
  if (read.kind !== 'answered') return read
  const element = present(read.elements[0], 'an answer to one element has one')
  if (element.kind === 'rejected') return { ...element, call: read.call }
  const { status } = element.remote
  if (status === 'voided' || status === 'deleted') return { kind: 'ended', call: read.call }
  return unknown(`Xero says that it is ${status}.`, read.call)
}
