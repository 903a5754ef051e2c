import type { ActionResult, Caller } from '@/app/_session/result.ts'
import type { TestEvent } from '@/lib/accounts/details/connection-test.ts'
import type { DetailsInput } from '@/lib/accounts/details/wanted.ts'

export interface TestRun {
  values: DetailsInput
  signal: AbortSignal
  onEvent(event: TestEvent): void
}

/** As an action is called, so that `useAct()` renews a session and asks for a code; the answer comes line by line. */
export async function runTest(caller: Caller, run: TestRun): Promise<ActionResult<null>> {
  const response = await fetch(`/${caller.install}/api/connection-test`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ caller, input: run.values }),
    signal: run.signal,
  })
  if (!response.ok || !response.body) return response.json()
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const lines = (rest + next.value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) run.onEvent(JSON.parse(line))
  }
  return { ok: true, value: null }
}
