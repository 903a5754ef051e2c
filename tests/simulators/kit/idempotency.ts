import { createHash } from 'node:crypto'
import type { Clock } from './clock.ts'
import { type SimResponse, serialise } from './message.ts'
import type { Store } from './store.ts'

type Kept = { id: string; born: number; fingerprint: string; response?: SimResponse }
export type Keyed = { outcome: 'first' | 'replayed'; response: SimResponse } | { outcome: 'conflict' }

/** Dead keys are dropped now and then, or a long-lived sandbox would keep them all. */
const SWEEP_EVERY = 500

/**
 * Keys a vendor remembers: the same request under a key gets the first answer (waiting for it when it is
 * still being made), another request under it is refused. Life counts from the first call. An answer that `keep`
 * declines is forgotten: the key is free again.
 */
export function createKeys(
  clock: Clock,
  store: Store,
  lifeMs: () => number,
  keep: (response: SimResponse) => boolean = () => true,
) {
  const kept = store.collection<Kept>('idempotency', {}, { quiet: true })
  let calls = 0
  const flights = new Map<string, Promise<SimResponse>>()

  function alive(key: string): Kept | undefined {
    const entry = kept.get(key)
    return entry && clock.now() - entry.born < clock.span(lifeMs()) ? entry : undefined
  }

  function sweep() {
    for (const { id } of kept.all()) if (!alive(id)) kept.delete(id)
  }

  async function first(key: string, fingerprint: string, execute: () => Promise<SimResponse>) {
    const born = clock.now()
    if (++calls % SWEEP_EVERY === 0) sweep()
    kept.put({ id: key, born, fingerprint })
    const flight = execute().then(serialise)
    flights.set(key, flight)
    try {
      const response = await flight
      if (kept.get(key)?.born !== born) return response
      if (keep(response)) kept.put({ id: key, born, fingerprint, response })
      else kept.delete(key)
      return response
    } finally {
      if (flights.get(key) === flight) flights.delete(key)
    }
  }

  return {
    async run(key: string, fingerprint: string, execute: () => Promise<SimResponse>): Promise<Keyed> {
      const entry = alive(key)
      if (!entry) return { outcome: 'first', response: await first(key, fingerprint, execute) }
      if (entry.fingerprint !== fingerprint) return { outcome: 'conflict' }
      const response = entry.response ?? (await flights.get(key))
      // The process died while it worked on the first call: the books decide, as with any lost answer.
      if (!response) return { outcome: 'first', response: await first(key, fingerprint, execute) }
      return { outcome: 'replayed', response }
    },
  }
}

/** URL, method and body: what makes two requests the same. */
export function fingerprint(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex')
}
