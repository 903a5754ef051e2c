import type { z } from 'zod'
import type { ConnectorError } from '../ports.ts'
import type { SendResult } from '../transport.ts'
import type { WriteGuard } from '../write-facts.ts'
import type { ConnectWiseConfig } from './config.ts'
import type { Codebase } from './discovery.ts'
import { type ConnectWiseAnswer, errorOf, readAs, refused } from './errors.ts'
import { type Call, exchange, keys } from './exchange.ts'

export interface Client {
  /** Tried again, at most twice, when the answer was a limit, a 5xx or none at all: the call must change nothing. */
  answer(call: Call): Promise<ConnectWiseAnswer>
  read<T>(what: string, schema: z.ZodType<T>, call: Call): Promise<T>
  /** A file, tried again as any read; null: it is larger than that many bytes. */
  file(call: Call, bytesMost: number): Promise<Buffer | null>
  /** A change of the set-up: sent once, an unclear end is an error. */
  change(call: Call): Promise<ConnectWiseAnswer>
  /** An accounting write: sent once, its end is told as it is. `moved`: 404 because the codebase is another one now. */
  write(call: Call, guard: WriteGuard): Promise<SendResult & { moved: boolean }>
}

const timeoutMs = 30_000
const pausesMs = [500, 2_000] as const
/** A read does not wait longer for a limit to pass: its caller is told the time and decides. */
const longestPauseMs = 65_000

/** The API host with the account's keys. */
export function createClient(config: ConnectWiseConfig, codebase: Codebase): Client {
  const attempt = async (
    call: Call,
    { guard, ...wanted }: { guard?: WriteGuard; bytesMost?: number } = {},
  ) => {
    const used = codebase.current()
    const door = { origin: config.apiOrigin, codebase: used, credentials: keys(config), timeoutMs, ...wanted }
    const sent = await exchange(config, door, call, guard)
    const lost = sent.kind === 'response' && sent.status === 404
    return { sent, moved: lost && (await codebase.movedFrom(used)) }
  }

  async function reading(call: Call, wanted: { bytesMost?: number } = {}): Promise<Read> {
    let movedBefore = false
    for (let tries = 0; ; tries += 1) {
      const { sent, moved } = await attempt(call, wanted)
      if (sent.kind === 'response' && isFine(sent.status)) return sent
      if (sent.kind === 'unknown' && sent.tooLarge) return sent
      if (moved && !movedBefore) {
        movedBefore = true
        continue
      }
      const pauseMs = config.hurry ? null : pauseBefore(tries, sent, config.timeFactor)
      if (pauseMs === null) throw problemOf(sent, config.timeFactor)
      config.log.debug({ vendor: 'connectwise', attempt: tries + 1, ms: pauseMs }, 'a read is tried again')
      await config.clock.wait(pauseMs)
    }
  }

  async function answer(call: Call): Promise<ConnectWiseAnswer> {
    const sent = await reading(call)
    if (sent.kind === 'response') return sent
    throw problemOf(sent, config.timeFactor)
  }

  return {
    answer,
    file: async (call, bytesMost) => {
      const sent = await reading(call, { bytesMost })
      return sent.kind === 'response' ? (sent.bytes ?? Buffer.alloc(0)) : null
    },
    read: async (what, schema, call) => readAs(schema, (await answer(call)).text, what),
    change: async call => {
      const { sent } = await attempt(call)
      if (sent.kind === 'response' && isFine(sent.status)) return sent
      throw problemOf(sent, config.timeFactor)
    },
    write: async (call, guard) => {
      const { sent, moved } = await attempt(call, { guard })
      return { ...sent, moved }
    },
  }
}

/** What a read comes to: an answer that is fine, or none because it is too large. */
type Read = Extract<SendResult, { kind: 'response' | 'unknown' }>

/** null: the read is not worth another try. */
function pauseBefore(tries: number, sent: SendResult, timeFactor: number): number | null {
  const pauseMs = pausesMs[tries]
  if (pauseMs === undefined || sent.kind === 'not-sent') return null
  if (sent.kind === 'unknown') return pauseMs / timeFactor
  const { kind, retryAfterMs } = errorOf(sent, timeFactor)
  if (kind === 'unavailable') return pauseMs / timeFactor
  if (kind !== 'limited' || retryAfterMs === null) return null
  return retryAfterMs <= longestPauseMs / timeFactor ? retryAfterMs : null
}

export function problemOf(sent: SendResult, timeFactor: number): ConnectorError {
  return sent.kind === 'response' ? errorOf(sent, timeFactor) : refused('unavailable', sent.message)
}

export function isFine(status: number): boolean {
  return status >= 200 && status < 300
}
