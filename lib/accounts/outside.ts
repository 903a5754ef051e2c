import type { Call } from '../activity/calls/log.ts'
import { egressOrigins, env } from '../env.ts'
import { type Clock, systemClock } from '../std/clock.ts'
import { createEgress, type Egress } from '../std/http.ts'
import { createLogger, type Logger } from '../std/log.ts'
import { type CallOwner, tookCall } from './calls.ts'

// Of this module, never of the process: Next loads pages and route handlers as separate programs, and to one of them the
// other's errors, secrets and amounts are of an unknown class.
let opened: Egress | undefined

/** The one gate to the outside: what configuration names, nothing else. */
export function egress(): Egress {
  opened ??= createEgress({ allowed: egressOrigins(env()) })
  return opened
}

const onPremise = new Map<string, Egress>()

/**
 * To one proven on-premise host and nowhere else: what one account has proven is no way out for another. `resolve` is for
 * whoever has to see what a hostile name does.
 */
export function onPremiseEgress(
  host: string,
  resolve?: (host: string) => Promise<readonly string[]>,
): Egress {
  const known = onPremise.get(host)
  if (known) return known
  const made = createEgress({
    allowed: [],
    provenHosts: asked => asked === host,
    ...(resolve && { resolve }),
  })
  onPremise.set(host, made)
  return made
}

export async function closeEgress(): Promise<void> {
  const open = [...onPremise.values(), ...(opened ? [opened] : [])]
  opened = undefined
  onPremise.clear()
  await Promise.all(open.map(egress => egress.close()))
}

/** What every connector is opened with; `owner` is whose API log its calls stand in, null while there is no account yet. */
export function place(
  name: string,
  owner: CallOwner | null,
): { egress: Egress; clock: Clock; timeFactor: number; log: Logger; onCall?: (call: Call) => void } {
  const { TIME_FACTOR } = env()
  return {
    egress: egress(),
    clock: systemClock(TIME_FACTOR),
    timeFactor: TIME_FACTOR,
    log: createLogger(name),
    ...(owner && { onCall: call => tookCall(owner, call) }),
  }
}
