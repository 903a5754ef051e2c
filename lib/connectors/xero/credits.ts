import { z } from 'zod'
import { present } from '../../std/assert.ts'
import { writeJson, zDecimal } from '../../std/json.ts'
import { unknown } from '../calls.ts'
import type {
  ApplicationOutcome,
  LedgerApplication,
  LedgerCreditNote,
  NewApplication,
} from '../credit-facts.ts'
import { ConnectorError } from '../ports.ts'
import type { WriteGuard } from '../write-facts.ts'
import type { XeroClient } from './client.ts'
import { elementsOf } from './elements.ts'
import { checkedAs, readAs } from './errors.ts'
import { zDay, zGuid, zMaybeText, zMoment } from './fields.ts'

/** https://github.com/XeroAPI/Xero-OpenAPI, xero_accounting.yaml: Allocation. Its id is not in every answer. */
const zAllocation = z
  .object({
    AllocationID: zMaybeText,
    Amount: zDecimal,
    Date: zDay.nullish(),
    Invoice: z.object({ InvoiceID: zGuid }),
  })
  .transform(
    (row): LedgerApplication => ({
      id: row.AllocationID,
      invoiceId: row.Invoice.InvoiceID,
      amount: row.Amount,
      date: row.Date ?? null,
      version: '',
      alone: row.AllocationID !== '',
    }),
  )

const zNote = z
  .object({
    CreditNoteID: zGuid,
    Type: z.string(),
    UpdatedDateUTC: zMoment,
    Allocations: z
      .array(zAllocation)
      .nullish()
      .transform(list => list ?? []),
  })
  .transform(row => ({
    note: { id: row.CreditNoteID, applications: row.Allocations, unclear: false } satisfies LedgerCreditNote,
    updatedAt: new Date(row.UpdatedDateUTC),
  }))

/** Only those to customers are read to their end. */
const zNotes = z.object({ CreditNotes: z.array(z.looseObject({ Type: z.string() })) })

function ownOf(answer: z.output<typeof zNotes> | null) {
  const rows = answer?.CreditNotes ?? []
  const own = rows.filter(({ Type }) => Type === 'ACCRECCREDIT')
  return { count: rows.length, own: checkedAs(z.array(zNote), own, 'CreditNotes') }
}

/** One call each: credit notes have no filter by ids. */
export async function creditNotes(client: XeroClient, ids: readonly string[]): Promise<LedgerCreditNote[]> {
  const found = await Promise.all([...new Set(ids)].map(id => creditNote(client, id)))
  return found.flat()
}

async function creditNote(client: XeroClient, id: string): Promise<LedgerCreditNote[]> {
  try {
    const answer = await client.read(`CreditNotes/${encodeURIComponent(id)}`, {}, zNotes)
    return ownOf(answer).own.map(({ note }) => note)
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'not-found') return []
    throw error
  }
}

const pageSize = 100

/** Whole seconds, rounded down, as for payments. */
export async function* creditNotesChanged(client: XeroClient, since: Date) {
  const from = since.toISOString().slice(0, 19)
  for (let page = 1; ; page += 1) {
    const query = { page: String(page), pageSize: String(pageSize) }
    const { count, own } = ownOf(await client.read('CreditNotes', query, zNotes, from))
    if (own.length > 0) yield own
    if (count < pageSize) return
  }
}

export function applyBody({ invoiceId, amount, date }: NewApplication): string {
  return writeJson({ Allocations: [{ Invoice: { InvoiceID: invoiceId }, Amount: amount, Date: date }] })
}

export async function apply(
  client: XeroClient,
  creditNoteId: string,
  body: string,
  guard: WriteGuard,
): Promise<ApplicationOutcome> {
  const path = `CreditNotes/${encodeURIComponent(creditNoteId)}/Allocations`
  const written = await client.write(path, { summarizeErrors: 'false' }, body, guard)
  if (written.kind !== 'written') return written
  // One is asked for and one is answered: it has no name of its own to be known by.
  const shape = { list: 'Allocations', name: '', schema: zAllocation }
  const read = elementsOf(written, body, 1, shape)
  if (read.kind !== 'answered') return read
  const element = present(read.elements[0], 'an answer to one element has one')
  if (element.kind === 'rejected') return { ...element, call: read.call }
  return { kind: 'done', id: element.remote.id, call: read.call }
}

const zGone = z.object({ IsDeleted: z.literal(true) })

export async function unapply(
  client: XeroClient,
  { creditNoteId, applicationId }: { creditNoteId: string; applicationId: string },
  guard: WriteGuard,
): Promise<ApplicationOutcome> {
  const path = `CreditNotes/${encodeURIComponent(creditNoteId)}/Allocations/${encodeURIComponent(applicationId)}`
  const written = await client.write(path, {}, '', guard, 'DELETE')
  if (written.kind !== 'written') return written
  const { answer, call } = written
  if (answer.status !== 200) {
    const read = elementsOf(written, '', 1, { list: 'Allocations', name: '', schema: zAllocation })
    if (read.kind !== 'answered') return read
    const element = present(read.elements[0], 'a refusal of one speaks of one')
    return element.kind === 'rejected'
      ? { ...element, call }
      : unknown(`Xero answered ${answer.status}.`, call)
  }
  try {
    readAs(zGone, answer.text, 'Allocations')
    return { kind: 'done', id: applicationId, call }
  } catch (error) {
    if (error instanceof ConnectorError) return unknown(error.message, call)
    throw error
  }
}
