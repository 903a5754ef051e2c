import { createConcurrency, createWindows } from '../kit/limits.ts'
import type { SimResponse } from '../kit/message.ts'
import { gatewayAnswer } from './problem.ts'
import type { World } from './world.ts'

const SECOND = 1_000
const MINUTE = 60_000

/** Calls in flight, by second and by minute for each company; batches by minute. */
export function createLimiter(world: World) {
  const { clock, parameters } = world
  const windows = createWindows(clock)
  const concurrency = createConcurrency()

  return {
    enter: (realm: string) => concurrency.enter(realm, parameters.current.concurrentLimit),
    /** Counts the call in all its windows, or says how long one of them stays full. */
    take(realm: string, batched: number | undefined): number | undefined {
      const { secondLimit, minuteLimit, batchMinuteLimit, batchItemsCount } = parameters.current
      const all = [
        { key: `${realm}|second`, limit: secondLimit, span: SECOND, count: 1 },
        {
          key: `${realm}|minute`,
          limit: minuteLimit,
          span: MINUTE,
          count: (batchItemsCount && batched) || 1,
        },
        ...(batched === undefined
          ? []
          : [{ key: `${realm}|batch`, limit: batchMinuteLimit, span: MINUTE, count: 1 }]),
      ]
      const full = all.find(({ key, limit, span, count }) => windows.peek(key, limit, span) < count)
      if (full) return windows.take(full.key, 0, full.span).retryAfterSeconds
      for (const { key, limit, span, count } of all) {
        for (let one = 0; one < count; one += 1) windows.take(key, limit, span)
      }
      return undefined
    },
    /** Seconds are QuickBooks' own: a caller under a clock of scale n waits a n-th of them. */
    refusal(retryAfterSeconds: number): SimResponse {
      const { gatewayLowerCase, retryAfterHeader } = parameters.current
      const problem = {
        status: 429,
        message: 'ThrottleExceeded',
        code: '3001',
        detail: 'The request limit was reached.  Try again later',
        type: 'SERVICE',
      }
      const answer = gatewayAnswer(gatewayLowerCase, problem, clock.now())
      if (!retryAfterHeader) return answer
      return { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfterSeconds) } }
    },
  }
}
