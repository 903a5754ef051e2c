import type { Clock } from '../std/clock.ts'
import type { VendorAnswer } from './answer.ts'
import { type Limiter, LimitReached, type Place } from './limiter.ts'
import { ConnectorError, type Ledger } from './ports.ts'
import type { SendResult } from './transport.ts'
import type { CallFacts, WriteOutcome } from './write-facts.ts'

export type NotAnswered = Exclude<WriteOutcome, { kind: 'answered' }>

/** A write that the vendor took in and decided; what it says is the caller's to read. */
export interface Written {
  kind: 'written'
  answer: VendorAnswer
  call: CallFacts
}

interface Patience {
  clock: Clock
  timeFactor: number
  signal?: AbortSignal
}

const pausesMs = [500, 2_000] as const

/** A read that meets a limit or a failure of the vendor's is tried twice more. */
export async function patiently<T>(
  { clock, timeFactor, signal }: Patience,
  read: () => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await read()
    } catch (error) {
      const pauseMs = pausesMs[attempt]
      if (pauseMs === undefined || !mayPass(error)) throw error
      await clock.wait(pauseMs / timeFactor, signal)
    }
  }
}

/** Worth another try: the limiter already makes the next call wait as long as a 429 said. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof ConnectorError)) return false
  return error.kind === 'unavailable' || (error.kind === 'limited' && error.status === 429)
}

/** A read holds no claim: it waits for as many windows as it takes. */
export async function placeForRead(
  system: Ledger['system'],
  limiter: Limiter,
  signal: AbortSignal | undefined,
): Promise<Place> {
  try {
    return await limiter.place({ waitMs: Number.POSITIVE_INFINITY, signal })
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error
    const { message, retryAfterMs } = error
    throw new ConnectorError({ system, kind: 'limited', message, retryAfterMs })
  }
}

/** Gives the places back with what came of the call. */
export async function inPlaces(places: Place[], work: () => Promise<SendResult>): Promise<SendResult> {
  let answer: VendorAnswer | null = null
  try {
    const sent = await work()
    if (sent.kind === 'response') answer = sent
    return sent
  } finally {
    for (const place of places) place.done(answer)
  }
}

export const nothingSent: CallFacts = { status: null, correlationId: '', ms: 0 }

export function notExecuted(
  reason: Extract<NotAnswered, { kind: 'not-executed' }>['reason'],
  message: string,
  call: CallFacts,
  limit: { retryAfterMs: number | null; day: boolean } = { retryAfterMs: null, day: false },
): NotAnswered {
  const { retryAfterMs, day } = limit
  return { kind: 'not-executed', reason, retryAfterMs, day, message, call }
}

/** `keyBurnt`: from now on the vendor answers this failure to the same key. */
export function unknown(message: string, call: CallFacts, keyBurnt = false): NotAnswered {
  return { kind: 'unknown', keyBurnt, message, call }
}

/** The grant is dead, or its tokens could not be refreshed now: nothing was sent. */
export function tokenMissing(error: unknown): NotAnswered {
  if (!(error instanceof ConnectorError)) throw error
  const reason = error.kind === 'unauthorized' || error.kind === 'forbidden' ? error.kind : 'not-sent'
  return notExecuted(reason, error.message, nothingSent)
}
