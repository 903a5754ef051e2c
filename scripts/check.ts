import { spawn } from 'node:child_process'

export interface Step {
  readonly name: string
  readonly ok: boolean
  readonly seconds: number
}

const bin = (name: string) => `node_modules/.bin/${name}`

/** Next writes the types of the routes first: what a page exports is checked too. */
export const types = async () => {
  const routes = await runStep('route types', bin('next'), ['typegen'])
  return routes.ok ? runStep('types', bin('tsc'), ['--noEmit', '-p', '.']) : routes
}
export const lint = () => runStep('lint and format', bin('biome'), ['ci', '--error-on-warnings', '.'])
export const deadCode = () => runStep('dead code', bin('knip'), [])
const unitTests = () => runStep('unit and architecture tests', bin('vitest'), ['run', '--project', 'unit'])

/** What one waits for before a commit: under a minute. Two at a time, as the machine has two cores. */
if (import.meta.main) {
  const steps = [...(await Promise.all([types(), inTurn(lint, deadCode)])).flat(), await unitTests()]
  process.exitCode = report(steps) ? 0 : 1
}

export async function inTurn(...steps: readonly (() => Promise<Step>)[]): Promise<Step[]> {
  const done: Step[] = []
  for (const step of steps) done.push(await step())
  return done
}

/** What a step says is shown whole when it is over, so that two at a time do not mix. */
export async function runStep(name: string, command: string, args: readonly string[]): Promise<Step> {
  const since = performance.now()
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0' },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', text => {
      output += text
    })
  }
  const ok = await new Promise<boolean>(resolve => {
    child.once('error', error => {
      output += error.message
      resolve(false)
    })
    child.once('close', code => resolve(code === 0))
  })
  if (!ok) console.log(`── ${name} ──\n${output.trimEnd()}\n`)
  return { name, ok, seconds: (performance.now() - since) / 1000 }
}

export function report(steps: readonly Step[]): boolean {
  for (const { name, ok, seconds } of steps)
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`)
  return steps.every(({ ok }) => ok)
}
