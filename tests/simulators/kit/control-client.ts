import type { FaultScript, RandomFaults } from './faults.ts'
import type { Call, CallFilter } from './record.ts'

export type Control = ReturnType<typeof createControl>

/** Typed access to the /_sim routes of a running simulator, from tests and scripts. */
export function createControl(url: string) {
  async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${url}/_sim/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} /_sim/${path}: ${text}`)
    return JSON.parse(text)
  }

  return {
    call,
    health: () => call<{ name: string; scale: number; now: number }>('GET', 'health'),
    snapshot: async () => (await call<{ id: string }>('POST', 'snapshot')).id,
    restore: (id: string) => call<object>('POST', 'restore', { id }),
    parameters: <Values>() => call<Values>('GET', 'parameters'),
    setParameters: (values: object) => call<object>('PATCH', 'parameters', values),
    fault: (script: FaultScript) => call<object>('POST', 'faults', script),
    randomFaults: (random: RandomFaults) => call<object>('POST', 'faults/random', random),
    clearFaults: () => call<object>('DELETE', 'faults'),
    calls(filter: CallFilter = {}) {
      const query = new URLSearchParams()
      for (const [name, value] of Object.entries(filter)) query.set(name, String(value))
      return call<Call[]>('GET', `calls?${query}`)
    },
    clearCalls: () => call<object>('DELETE', 'calls'),
    unknown: () => call<Call[]>('GET', 'unknown'),
    seed: <Made>(input: object) => call<Made>('POST', 'seed', input),
    truth: <Books>() => call<Books>('GET', 'truth'),
    advance: (advanceMs: number) => call<{ now: number }>('POST', 'clock', { advanceMs }),
  }
}
