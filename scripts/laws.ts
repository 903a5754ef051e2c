import { spawn } from 'node:child_process'

// The rig is a test and may know everything; a script may not.
const child = spawn(process.execPath, ['tests/laws/stock.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', code => process.exit(code ?? 1))
