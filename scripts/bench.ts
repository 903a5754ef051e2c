import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Each runs in a process of its own, and `main` has parts that can be asked for one by one. */
const benches: Record<string, readonly string[]> = {
  main: ['plan', 'pod', 'xero', 'settings'],
  quickbooks: ['quickbooks'],
  mixed: ['mixed'],
  companies: ['companies'],
  payments: ['payments'],
  ui: ['ui'],
}
const args = process.argv.slice(2)
const at = args.indexOf('--only')
const only = at < 0 ? null : (args[at + 1] ?? '')
const asked = Object.keys(benches).filter(
  name => only === null || only === name || benches[name]?.includes(only),
)
if (asked.length === 0) {
  console.error(`--only takes one of ${[...new Set(Object.entries(benches).flat(2))].join(', ')}.`)
  process.exitCode = 1
}
// The rigs are tests and may know everything; a script may not. One after the other: each wants the machine for itself.
for (const bench of asked) {
  const own = only === bench ? args.toSpliced(at, 2) : args
  const child = spawn(process.execPath, [`tests/bench/${bench}.ts`, ...own], {
    stdio: 'inherit',
  })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pass)
  const [code] = await once(child, 'exit')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, pass)
  if (code === null) process.exit(1)
  process.exitCode = process.exitCode || code
}
