import { randomUUID } from 'node:crypto'
import { createConcurrency, createWindows } from '../kit/limits.ts'
import type { SimResponse } from '../kit/message.ts'
import { problem } from './problem.ts'
import type { World } from './world.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export type Full = { window: string; retryAfterSeconds?: number }

/** Calls in flight, by minute and by day for each organisation, and by minute for the app. */
export function createLimiter({ clock, parameters }: World) {
  const windows = createWindows(clock)
  const concurrency = createConcurrency()

  function windowsOf(tenant: string) {
    const { minuteLimit, dayLimit, appMinuteLimit } = parameters.current
    return [
      { window: 'day', header: 'X-DayLimit-Remaining', key: `${tenant}|day`, limit: dayLimit, span: DAY },
      {
        window: 'minute',
        header: 'X-MinLimit-Remaining',
        key: `${tenant}|minute`,
        limit: minuteLimit,
        span: MINUTE,
      },
      {
        window: 'appminute',
        header: 'X-AppMinLimit-Remaining',
        key: 'app',
        limit: appMinuteLimit,
        span: MINUTE,
      },
    ]
  }

  function headers(tenant: string): Record<string, string> {
    const left = windowsOf(tenant).map(({ header, key, limit, span }) => [
      header,
      windows.peek(key, limit, span),
    ])
    const counts: Record<string, number> = Object.fromEntries(left)
    const texts = Object.entries(counts).map(([header, count]) => [header, String(count)])
    return { ...Object.fromEntries(texts), 'Xero-Correlation-Id': randomUUID() }
  }

  return {
    headers,
    enter: (tenant: string) => concurrency.enter(tenant, parameters.current.concurrentLimit),
    /** Counts the call in all windows, or says which one is full. */
    take(tenant: string): Full | undefined {
      const all = windowsOf(tenant)
      const full = all.find(({ key, limit, span }) => windows.peek(key, limit, span) === 0)
      if (full) {
        const { retryAfterSeconds } = windows.take(full.key, full.limit, full.span)
        return { window: full.window, retryAfterSeconds }
      }
      for (const { key, limit, span } of all) windows.take(key, limit, span)
      return undefined
    },
    /** Seconds are Xero's: a caller under a clock of scale n waits a n-th of them. */
    refusal(tenant: string, { window, retryAfterSeconds }: Full): SimResponse {
      const base = problem(429, 'Too Many Requests', 'The rate limit of this organisation has been reached')
      const retry: Record<string, string> =
        retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
      return { ...base, headers: { ...headers(tenant), 'X-Rate-Limit-Problem': window, ...retry } }
    },
  }
}
