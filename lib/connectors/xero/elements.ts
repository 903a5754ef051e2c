import { z } from 'zod'
import { parseJson } from '../../std/json.ts'
import { type NotAnswered, unknown, type Written } from '../calls.ts'
import { ConnectorError } from '../ports.ts'
import type { CallFacts, RejectionCode } from '../write-facts.ts'
import { malformed, readAs, refusalOf } from './errors.ts'
import { zVerdict } from './fields.ts'
import { zSummarised } from './refusal.ts'
import { isKeyConflict, rejectionCode } from './rejections.ts'

interface Rejected {
  kind: 'rejected'
  code: RejectionCode
  messages: string[]
}

/** Where the elements stand in a body, by which field one is known again, and how it is read. */
export interface Shape<T> {
  list: string
  name: string
  schema: z.ZodType<T>
}

export type Elements<T> =
  | {
      kind: 'answered'
      elements: ({ kind: 'posted'; remote: T; warnings: string[] } | Rejected)[]
      call: CallFacts
    }
  | NotAnswered

/**
 * Reads the answer to a batch with summarizeErrors=false, element by element: 200 says nothing. Whatever leaves one
 * element open leaves the whole unknown, and a look decides.
 */
export function elementsOf<T>(written: Written, body: string, count: number, shape: Shape<T>): Elements<T> {
  const { answer, call } = written
  if (answer.status !== 200) return refusedWhole(written, count)
  try {
    const sent = rowsOf(parseJson(body), shape.list, 'body')
    const rows = rowsOf(readAs(z.unknown(), answer.text, shape.list), shape.list, 'answer')
    const elements = sent.map((row, index) => element(rowFor(row, index, sent, rows, shape), shape))
    return { kind: 'answered', elements, call }
  } catch (error) {
    if (error instanceof ConnectorError) return unknown(error.message, call)
    throw error
  }
}

/**
 * Xero took none of it or, in a summarised refusal of several, does not say which. Its answer stands under the key
 * from now on, so the key is of no more use.
 */
function refusedWhole({ answer, call }: Written, count: number): Elements<never> {
  const refusal = refusalOf(answer.text)
  const message = refusal.message || `Xero answered ${answer.status}.`
  const named = summarised(answer.text)
  if (isKeyConflict(refusal.message) || (named.length > 0 && count > 1)) return unknown(message, call, true)
  const messages = named[0]?.length ? named[0] : [message]
  const rejected: Rejected = { kind: 'rejected', code: rejectionCode(messages), messages }
  return { kind: 'answered', elements: Array.from({ length: count }, () => rejected), call }
}

function summarised(text: string): string[][] {
  try {
    return readAs(zSummarised, text, 'refusal').Elements.map(({ ValidationErrors }) => ValidationErrors)
  } catch (error) {
    if (error instanceof ConnectorError) return []
    throw error
  }
}

type Row = Record<string, unknown>

function rowsOf(json: unknown, list: string, what: string): Row[] {
  const parsed = z.object({ [list]: z.array(z.record(z.string(), z.unknown())) }).safeParse(json)
  const rows = parsed.success ? parsed.data[list] : undefined
  if (!rows) throw malformed(list, `no list of them in the ${what}`)
  return rows
}

/**
 * By its name, and of several bills of one number by the vendor; by its place where the answer leaves the name out. The order is
 * kept in practice, but not promised.
 */
function rowFor(sent: Row, index: number, all: Row[], rows: Row[], { list, name }: Shape<unknown>): Row {
  const named = rows.filter(row => row[name] === sent[name])
  const [only] = named
  const twins = all.filter(other => other[name] === sent[name])
  if (only && named.length === 1 && twins.length === 1) return only
  const ofContact = (list: Row[]) => list.filter(row => contactOf(row) === contactOf(sent))
  const [own] = ofContact(named)
  if (own && ofContact(named).length === 1 && ofContact(twins).length === 1) return own
  const placed = rows.length === all.length ? rows[index] : undefined
  if (placed && (placed[name] === sent[name] || !placed[name])) return placed
  throw malformed(list, `element ${index + 1} of ${all.length} is not in it`)
}

const zOfContact = z.object({ Contact: z.object({ ContactID: z.string() }) })

function contactOf(row: Row): string | undefined {
  return zOfContact.safeParse(row).data?.Contact.ContactID
}

function element<T>(row: Row, { list, schema }: Shape<T>) {
  const verdict = zVerdict.safeParse(row)
  if (!verdict.success) throw malformed(list, 'an element that does not say what became of it')
  const { StatusAttributeString, HasErrors, HasValidationErrors, ValidationErrors, Warnings } = verdict.data
  if (StatusAttributeString === 'ERROR' || HasErrors || HasValidationErrors || ValidationErrors.length > 0) {
    const messages = ValidationErrors.length > 0 ? ValidationErrors : ['Xero refused it without saying why.']
    return { kind: 'rejected' as const, code: rejectionCode(messages), messages }
  }
  const remote = schema.safeParse(row)
  if (!remote.success) throw malformed(list, remote.error.issues[0]?.path.join('.') ?? 'an element')
  return { kind: 'posted' as const, remote: remote.data, warnings: Warnings.length > 0 ? Warnings : [] }
}
