import { spawn } from 'node:child_process'
import { once } from 'node:events'

// The rigs are tests and may know everything; a script may not. One after the other: each wants the machine for itself.
for (const bench of ['main', 'quickbooks']) {
  const child = spawn(process.execPath, [`tests/bench/${bench}.ts`, ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pass)
  const [code] = await once(child, 'exit')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, pass)
  if (code === null) process.exit(1)
  process.exitCode = process.exitCode || code
}
