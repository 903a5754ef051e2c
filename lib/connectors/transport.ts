import { type Egress, EgressError, type EgressRequest, tooLargeCode } from '../std/http.ts'
import { type CallDetail, callDetail } from './call-detail.ts'
import type { WriteGuard } from './write-facts.ts'

/** One call to the outside, for the API log. */
export interface CallRecord {
  system: 'connectwise' | 'xero' | 'quickbooks'
  method: string
  origin: string
  path: string
  /** null: no answer */
  status: number | null
  outcome: SendResult['kind']
  ms: number
  /** bytes of the answer */
  size: number
  /** Headers and bodies, every secret masked; made only for who asks, because it costs. */
  detail(): CallDetail
}

export interface SendRequest extends Omit<EgressRequest, 'beforeBody'> {
  system: CallRecord['system']
  url: string | URL
  onCall?: ((call: CallRecord) => void) | undefined
  /** a file is asked for: what comes with 200 is bytes, and no text */
  file?: boolean
}

/**
 * What became of a call. `not-sent`: provably not a byte of it has left. `unknown`: it may have been carried out, and
 * for a write that is no failure (design §1.2). A status, whichever, is a `response`: its meaning is the vendor's.
 */
export type SendResult =
  | {
      kind: 'response'
      status: number
      headers: Record<string, string>
      /** '' of a file */
      text: string
      /** of a file that was asked for */
      bytes?: Buffer
      ms: number
    }
  | { kind: 'not-sent'; message: string }
  | { kind: 'unknown'; message: string; tooLarge?: boolean }

/** With a guard it is a write: the guard's time, and its check on the connected socket. Nothing is tried twice here. */
export async function send(
  egress: Egress,
  { system, url, onCall, file = false, ...request }: SendRequest,
  guard?: WriteGuard,
): Promise<SendResult> {
  const at = new Date()
  const startedMs = performance.now()
  const guarded = guard && { timeoutMs: guard.timeoutMs, beforeBody: () => guard.beforeBody() }
  const { result, size } = await exchange(egress, url, { ...request, ...guarded }, file)
  const ms = performance.now() - startedMs
  if (onCall) {
    const address = new URL(url)
    const { method, headers = {}, body } = request
    const answer = result.kind === 'response' ? result : null
    const trouble = result.kind === 'response' ? '' : result.message
    onCall({
      ...{ system, method, origin: address.origin, path: address.pathname, outcome: result.kind, ms, size },
      status: answer?.status ?? null,
      detail: () =>
        callDetail({
          ...{ system, at, url: address, request: { headers, body }, trouble },
          response: answer && { headers: answer.headers, text: answer.bytes ?? answer.text, size },
        }),
    })
  }
  return result.kind === 'response' ? { ...result, ms } : result
}

async function exchange(
  egress: Egress,
  url: string | URL,
  request: EgressRequest,
  file: boolean,
): Promise<{ result: SendResult; size: number }> {
  try {
    const { status, headers, body, text } = await egress.fetch(url, request)
    const content = file && status === 200 ? { text: '', bytes: body } : { text: text() }
    return { result: { kind: 'response', status, headers, ...content, ms: 0 }, size: body.length }
  } catch (error) {
    if (!(error instanceof EgressError)) throw error
    const kind = error.kind === 'unknown' ? 'unknown' : 'not-sent'
    const tooLarge = error.code === tooLargeCode
    return { result: { kind, message: error.message, ...(tooLarge && { tooLarge }) }, size: 0 }
  }
}
