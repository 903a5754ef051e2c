import { randomUUID } from 'node:crypto'
import type { SimResponse } from '../kit/message.ts'

export type Fault = {
  Error: { Message: string; Detail: string; code: string; element: string }[]
  type: string
}

/** What a business rule says no with; whatever the work had changed is taken back. */
export class Refused extends Error {
  readonly fault: Fault

  constructor(code: string, detail: string, element = '') {
    super(detail)
    this.fault = {
      Error: [{ Message: MESSAGES[code] ?? detail, Detail: detail, code, element }],
      type: typeOf(code),
    }
  }
}

const MESSAGES: Record<string, string> = {
  '610': 'Object Not Found',
  '2010': 'Request has invalid or unsupported property',
  '2020': 'Required param missing, need to supply the required value for the API',
  '2030': 'Invalid ID',
  '2050': 'Invalid String. The string is either too short or too long',
  '2170': 'Invalid Enumeration',
  '2300': 'The debits and the credits of a journal entry must be equal',
  '2500': 'Invalid Reference Id',
  '4000': 'Error parsing query',
  '4001': 'Invalid query',
  '5010': 'Stale Object Error',
  '6000': 'A business validation error has occurred while processing your request',
  '6070': 'Amount calculation incorrect in the request.',
  '6140': 'Duplicate Document Number Error',
  '6210': 'Account Period Closed, Cannot Update Through Services API',
  '6240': 'Duplicate Name Exists Error',
}

function typeOf(code: string): string {
  return code === '4000' || code === '4001' ? 'QueryParserError' : 'ValidationFault'
}

/** Business rules that have no code of their own. */
export function businessRule(detail: string): Refused {
  return new Refused('6000', `Business Validation Error: ${detail}`)
}

export function missing(parameter: string): Refused {
  return new Refused('2020', `Required parameter ${parameter} is missing in the request`, parameter)
}

export function notFound(): Refused {
  return new Refused(
    '610',
    "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.",
  )
}

export function faultAnswer(fault: Fault, time: string, status: 200 | 400): SimResponse {
  return { status, body: { Fault: fault, time } }
}

/** Of an answer that is text already. */
export function isFault({ body }: SimResponse): boolean {
  return typeof body === 'string' && body.startsWith('{"Fault":')
}

type GatewayFault = { status: number; message: string; code: string; detail: string; type: string }

/** The gateway stands before the accounting, and its bodies look different. */
export function gatewayAnswer(lowerCase: boolean, problem: GatewayFault, now: number): SimResponse {
  const { status, code, detail, type } = problem
  const message = `message=${problem.message}; errorCode=${code.padStart(6, '0')}; statusCode=${status}`
  const headers: Record<string, string> =
    status === 401 ? { 'www-authenticate': 'Bearer realm="Intuit", error="invalid_token"' } : {}
  if (!lowerCase) {
    const fault = { Error: [{ Message: message, Detail: detail, code }], type }
    return {
      status,
      headers: { ...headers, ...tid() },
      body: { Fault: fault, time: new Date(now).toISOString() },
    }
  }
  const fault = { error: [{ message, detail, code, element: null }], type }
  const rest = { report: null, queryResponse: null, batchItemResponse: [], attachableResponse: [] }
  const end = { syncErrorResponse: null, requestId: null, time: now, status: null, cdcresponse: [] }
  return {
    status,
    headers: { ...headers, ...tid() },
    body: { warnings: null, intuitObject: null, fault, ...rest, ...end },
  }
}

/** The id by which Intuit finds a call in its own log. */
export function tid(): Record<string, string> {
  return { intuit_tid: `1-${randomUUID()}` }
}
