import type { Clock } from './clock.ts'
import type { Fault } from './faults.ts'
import type { SimResponse, Write } from './message.ts'
import type { Call } from './record.ts'
import type { Store } from './store.ts'

/** How the connection ends: answered, cut before the answer, or cut inside it. */
export type Ending = { how: 'answer' | 'destroy' | 'truncate'; applied: boolean }

export type WriteContext = {
  clock: Clock
  store: Store
  call: Call
  fault: Fault | undefined
  ending: Ending
  failed(status: number): SimResponse
}

/**
 * One write with its fault around the commit. What it answers is what the vendor believes it answered (an
 * idempotency store keeps it); whether the caller gets it is `ending`.
 */
export async function runWrite<Result>(context: WriteContext, steps: Write<Result>): Promise<SimResponse> {
  const { clock, call, fault, ending } = context
  const effect = fault?.effect
  const documents = steps.documents ?? 1
  call.documents = documents
  ending.applied = true
  await clock.wait(steps.latencyMs ?? 0)
  if (effect === '500-before') return context.failed(fault?.status ?? 500)
  if (effect === 'commit-late') {
    ending.how = 'destroy'
    await clock.wait(fault?.delayMs ?? 0)
  }
  const partial = effect === 'partial-batch'
  const result = steps.commit(partial ? (fault?.element ?? Math.floor(documents / 2)) : documents)
  call.committed = context.store.flush() > 0
  steps.after?.(result)
  if (partial || effect === 'drop-after-commit') ending.how = 'destroy'
  if (effect === 'bad-json') ending.how = 'truncate'
  // A batch that died half way is an internal error to the vendor's own key store.
  if (partial || effect === '500-after-commit') return context.failed(fault?.status ?? 500)
  return steps.format(result)
}

/** The effects that stand around a commit, on a call that had none (a read, a replay, a refusal). */
export function withoutCommit(context: WriteContext, response: SimResponse): SimResponse {
  const { fault, ending } = context
  if (!fault || ending.applied) return response
  if (fault.effect === '500-before' || fault.effect === '500-after-commit')
    return context.failed(fault.status)
  if (fault.effect === 'bad-json') ending.how = 'truncate'
  if (['drop-after-commit', 'commit-late', 'partial-batch'].includes(fault.effect)) ending.how = 'destroy'
  return response
}
