import type { SendResult } from '../transport.ts'
import type { CallFacts, WriteOutcome } from '../write-facts.ts'
import { isFine } from './client.ts'
import { correlationOf, isReadable, kindOfStatus, refusalOf, retryAfterMs } from './errors.ts'

export type NotDone = Exclude<WriteOutcome, { kind: 'answered' }>

export type Written =
  | { kind: 'done'; text: string; call: CallFacts }
  | { kind: 'rejected'; code: string; message: string; call: CallFacts }
  | NotDone

/** What a status says of a write. ConnectWise knows no key for repeats: all that is not clear stays unknown. */
export function writtenOf(sent: SendResult & { moved: boolean }, timeFactor: number): Written {
  if (sent.kind === 'not-sent') return notExecuted('not-sent', sent.message, nothingAnswered)
  if (sent.kind === 'unknown') return unknown(sent.message, nothingAnswered)
  const { status, headers, text, ms } = sent
  const call = { status, correlationId: correlationOf(headers), ms }
  if (isFine(status)) {
    const whole = status === 204 || isReadable(text)
    return whole ? { kind: 'done', text, call } : unknown('ConnectWise’s answer broke off.', call)
  }
  const { code, message } = refusalOf(text)
  const said = `ConnectWise answered ${status}${message ? `: ${message}` : ''}`
  const kind = kindOfStatus(status)
  if (kind === 'limited') return notExecuted('limited', said, call, retryAfterMs(headers, timeFactor))
  if (kind === 'unauthorized' || kind === 'forbidden') return notExecuted(kind, said, call)
  if (kind === 'unavailable' || kind === 'malformed') return unknown(said, call)
  if (sent.moved) return notExecuted('not-sent', 'ConnectWise was upgraded and has a new address.', call)
  return { kind: 'rejected', code, message: said, call }
}

const nothingAnswered: CallFacts = { status: null, correlationId: '', ms: 0 }

export function notExecuted(
  reason: Extract<NotDone, { kind: 'not-executed' }>['reason'],
  message: string,
  call: CallFacts,
  retryAfter: number | null = null,
): NotDone {
  return { kind: 'not-executed', reason, retryAfterMs: retryAfter, day: false, message, call }
}

export function unknown(message: string, call: CallFacts): NotDone {
  return { kind: 'unknown', keyBurnt: false, message, call }
}
