import { setTimeout as delay } from 'node:timers/promises'

export interface Look {
  version: string
  /** nothing more happens by itself */
  settled: boolean
  data: unknown
}

export interface Watched {
  /** what stands now; null: it is not there, or not for this member any more */
  look(): Promise<Look | null>
  /** the version the page has already (Last-Event-ID) */
  lastSeen: string | null
  signal: AbortSignal
}

export interface Pace {
  lookMs: number
  heartbeatMs: number
  wait(ms: number, signal: AbortSignal): Promise<void>
}

const usual: Pace = {
  lookMs: 250,
  heartbeatMs: 15_000,
  wait: async (ms, signal) => {
    await delay(ms, undefined, { signal })
  },
}

/**
 * Server-sent events of one posting or run: each version once, by its id; a heartbeat keeps the line open; at the end a
 * `settled` event and the close. The page then closes its side, or it would ask again.
 */
export async function* progressEvents(watched: Watched, pace: Pace = usual): AsyncGenerator<string> {
  let seen = watched.lastSeen
  let quietMs = 0
  // Sent at once, so that whatever stands between lets the answer through.
  yield 'retry: 1000\n\n'
  while (!watched.signal.aborted) {
    const look = await watched.look()
    if (look === null) {
      yield 'event: gone\ndata: {}\n\n'
      return
    }
    const text = `id: ${look.version}\ndata: ${JSON.stringify(look.data)}\n\n`
    if (look.settled) {
      yield `event: settled\n${text}`
      return
    }
    if (look.version !== seen) {
      seen = look.version
      quietMs = 0
      yield text
    } else if (quietMs >= pace.heartbeatMs) {
      quietMs = 0
      yield ': still here\n\n'
    }
    quietMs += pace.lookMs
    await pace.wait(pace.lookMs, watched.signal).catch(() => undefined)
  }
}

/** As bytes, made when the reader wants them; a reader that goes away ends the looking. */
export function eventStream(events: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const next = await events.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    async cancel() {
      await events.return(undefined)
    },
  })
}
