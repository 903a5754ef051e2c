import type { Clock } from './clock.ts'
import { seeded } from './faults.ts'

export type Delivery = { url: string; headers: Record<string, string>; body: string }
export type Delivered = { at: number; url: string; body: string; status: number; attempt: number }
/** `lateMs` before the first try; `twice` sends each again; `shuffle` lets a delivery overtake earlier ones. */
export type WebhookMode = { lateMs: number; twice: boolean; shuffle: boolean }

/** Sends what a vendor has signed, and again after each pause until the receiver says 2xx. */
export function createWebhooks(options: {
  clock: Clock
  timeoutMs: number
  retryPausesMs: number[]
  mode(): WebhookMode
}) {
  const { clock, timeoutMs, retryPausesMs } = options
  const log: Delivered[] = []
  const random = seeded(7)
  const open = new Set<Promise<void>>()

  async function attempt(delivery: Delivery, number: number): Promise<boolean> {
    const status = await tell(delivery, timeoutMs)
    log.push({ at: clock.now(), url: delivery.url, body: delivery.body, status, attempt: number })
    return status >= 200 && status < 300
  }

  async function deliver(delivery: Delivery) {
    const { lateMs, twice, shuffle } = options.mode()
    if (!(await clock.wait(lateMs + (shuffle ? random() * 2_000 : 0)))) return
    for (let number = 1; !(await attempt(delivery, number)); number += 1) {
      const pause = retryPausesMs[number - 1]
      if (pause === undefined || !(await clock.wait(pause))) return
    }
    if (twice) await attempt(delivery, 1)
  }

  return {
    /** One try, at once, with its status. */
    async once(delivery: Delivery): Promise<number> {
      await attempt(delivery, 1)
      return log.at(-1)?.status ?? 0
    },
    send(delivery: Delivery) {
      const running = deliver(delivery).finally(() => open.delete(running))
      open.add(running)
    },
    /** Everything tried so far. */
    log: () => log,
    /** Ends when nothing is on its way any more. */
    settled: async () => {
      while (open.size > 0) await Promise.all(open)
    },
  }
}

/**
 * The receiver's status; 0 when it did not answer in time. That time is real, whatever the clock's scale: nobody answers the quicker
 * for it. No redirects: vendors do not follow them.
 */
export async function tell({ url, headers, body }: Delivery, timeoutMs: number): Promise<number> {
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}
