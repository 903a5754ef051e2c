import { spawn } from 'node:child_process'
import { z } from 'zod'
import { zVerdict } from './checker.ts'
import type { Plan } from './plan.ts'
import { endWithUs } from './rig.ts'

const result = z.object({
  lines: z.array(z.object({ name: z.string(), value: z.number(), unit: z.string() })),
  verdict: zVerdict,
  open: z.array(z.string()),
})

export type RunResult = z.output<typeof result>

/** Each run in a process of its own. */
export function run(plan: Plan): Promise<RunResult> {
  const child = spawn(process.execPath, ['tests/faults/scenario.ts', JSON.stringify(plan)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  endWithUs(child, 'SIGTERM')
  return new Promise((resolve, reject) => {
    child.once('message', message => resolve(result.parse(message)))
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`The run ${plan.name} ended with ${code} and no result.`)))
  })
}
