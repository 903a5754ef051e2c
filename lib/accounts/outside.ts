import { egressOrigins, env } from '../env.ts'
import { type Clock, systemClock } from '../std/clock.ts'
import { createEgress, type Egress } from '../std/http.ts'
import { createLogger, type Logger } from '../std/log.ts'

declare global {
  var evenbookEgress: Egress | undefined
}

/** The process's one gate to the outside: what configuration names, nothing else. */
export function egress(): Egress {
  globalThis.evenbookEgress ??= createEgress({ allowed: egressOrigins(env()) })
  return globalThis.evenbookEgress
}

export async function closeEgress(): Promise<void> {
  const open = globalThis.evenbookEgress
  globalThis.evenbookEgress = undefined
  await open?.close()
}

/** What every connector is opened with. */
export function place(name: string): { egress: Egress; clock: Clock; timeFactor: number; log: Logger } {
  const { TIME_FACTOR } = env()
  return {
    egress: egress(),
    clock: systemClock(TIME_FACTOR),
    timeFactor: TIME_FACTOR,
    log: createLogger(name),
  }
}
