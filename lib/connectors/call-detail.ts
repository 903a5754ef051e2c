import { maskHeaders, maskPath, secretsOf, shownBody } from '../std/mask.ts'
import { Secret } from '../std/secret.ts'
import { recordsOf } from './records-of.ts'
import type { CallRecord } from './transport.ts'

/** What the API log keeps of a call: every secret is masked here, where the call is made, and nowhere later. */
export interface CallDetail {
  at: Date
  /** path and query */
  path: string
  /** `invoice:1042`, or `number:10456` where only the number is known */
  records: string[]
  correlationId: string
  requestHeaders: Record<string, string>
  requestBody: string
  responseHeaders: Record<string, string>
  responseBody: string
  /** of both bodies, before they were shortened */
  bytes: number
}

interface Exchanged {
  system: CallRecord['system']
  at: Date
  url: URL
  request: { headers: Readonly<Record<string, string | Secret>>; body: string | Buffer | undefined }
  /** null: no answer, and why */
  response: { headers: Record<string, string>; text: string | Buffer; size: number } | null
  trouble: string
}

export function callDetail({ system, at, url, request, response, trouble }: Exchanged): CallDetail {
  const secrets = Object.values(request.headers).flatMap(value =>
    value instanceof Secret ? secretsOf(value.reveal()) : [],
  )
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      value instanceof Secret ? '[secret]' : value,
    ]),
  )
  const body = contentOf(request.body ?? '')
  const bodySize = Buffer.byteLength(request.body ?? '')
  const answered = response?.headers ?? {}
  return {
    at,
    path: maskPath(url, secrets).slice(0, 4_000),
    records: recordsOf(system, url, body),
    correlationId: correlationOf(answered),
    requestHeaders: maskHeaders(headers, secrets),
    requestBody: shownBody(body, bodySize, secrets),
    responseHeaders: maskHeaders(answered, secrets),
    responseBody: response
      ? shownBody(contentOf(response.text), response.size, secrets)
      : shownBody(trouble, 0, secrets),
    bytes: bodySize + (response?.size ?? 0),
  }
}

/** Bytes are a customer's file, which is kept nowhere. */
function contentOf(body: string | Buffer): string {
  return typeof body === 'string' ? body : `[file: ${body.length} bytes]`
}

/** The vendor's own name for the call, to quote to its support. */
function correlationOf(headers: Record<string, string>): string {
  const names = ['xero-correlation-id', 'intuit_tid', 'x-request-id', 'cf-ray']
  return names.map(name => headers[name]).find(value => value !== undefined && value.length <= 200) ?? ''
}
