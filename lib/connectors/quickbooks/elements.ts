import { z } from 'zod'
import { parseJson } from '../../std/json.ts'
import { type NotAnswered, unknown, type Written } from '../calls.ts'
import { ConnectorError } from '../ports.ts'
import type { CallFacts, RejectionCode } from '../write-facts.ts'
import { bId, zBatch } from './batch.ts'
import { checkedAs, faultOf, malformed, readAs } from './errors.ts'
import { type Fault, zFault } from './refusal.ts'
import { rejectionCode } from './rejections.ts'

interface Rejected {
  kind: 'rejected'
  code: RejectionCode
  messages: string[]
}

export type Elements<T> =
  | {
      kind: 'answered'
      elements: ({ kind: 'posted'; remote: T; warnings: string[] } | Rejected)[]
      call: CallFacts
    }
  | NotAnswered

/** The entities that may be answered, as QuickBooks calls them, and how one is read. */
export type Shape<T> = Readonly<Record<string, z.ZodType<T>>>

/** One create answers for itself; a batch item by item, in any order. What leaves one open leaves the whole unknown. */
export function elementsOf<T>(written: Written, body: string, count: number, shape: Shape<T>): Elements<T> {
  const { answer, call } = written
  try {
    const fault = faultOf(answer.text)
    if (fault) {
      const refused = rejected(fault)
      return { kind: 'answered', elements: Array.from({ length: count }, () => refused), call }
    }
    if (count === 1 && !isBatch(body)) {
      return { kind: 'answered', elements: [entityIn(readAs(zAnswer, answer.text, 'write'), shape)], call }
    }
    const rows = readAs(zBatch, answer.text, 'batch').BatchItemResponse
    const elements = Array.from({ length: count }, (_, index) => {
      const [row, ...twins] = rows.filter(one => one.bId === bId(index))
      if (!row || twins.length > 0) throw malformed('batch', `element ${index + 1} of ${count} is not in it`)
      return 'Fault' in row ? rejected(checkedAs(zFault, row.Fault, 'batch')) : entityIn(row, shape)
    })
    return { kind: 'answered', elements, call }
  } catch (error) {
    if (error instanceof ConnectorError) return unknown(error.message, call)
    throw error
  }
}

const zAnswer = z.record(z.string(), z.unknown())

export function isBatch(body: string): boolean {
  return zBatchBody.safeParse(parseJson(body)).success
}

const zBatchBody = z.object({ BatchItemRequest: z.array(z.unknown()) })

function entityIn<T>(row: Record<string, unknown>, shape: Shape<T>) {
  const [entity, ...others] = Object.entries(shape).filter(([name]) => row[name] !== undefined)
  if (!entity || others.length > 0) throw malformed('write', `no ${Object.keys(shape).join(' or ')} in it`)
  const [name, schema] = entity
  return { kind: 'posted' as const, remote: checkedAs(schema, row[name], name), warnings: [] }
}

/** A fault of the service is no word on the document: it may have been made. */
function rejected(fault: Fault): Rejected {
  const [first] = fault.errors
  const service =
    /^(system|service)/i.test(fault.type) || fault.errors.some(({ code }) => notDecided.has(code))
  if (!first || service) throw malformed('fault', `${fault.type} ${first?.code ?? ''}`)
  const messages = fault.errors.map(
    ({ code, message }) => message || `QuickBooks refused it with code ${code}.`,
  )
  return { kind: 'rejected', code: rejectionCode(first), messages }
}

/** Throttled, or failed within: 10000 is "an unexpected error". */
const notDecided = new Set(['3001', '003001', '10000'])
