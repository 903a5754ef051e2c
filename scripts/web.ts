import { spawn } from 'node:child_process'
import { env } from '../lib/env.ts'

// Read before Next starts: a wrong configuration is one clear message, not a failing page.
const { PORT } = env()
const next = ['node_modules/next/dist/bin/next', 'start', '-p', String(PORT)]
const child = spawn(process.execPath, next, {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production' },
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', code => process.exit(code ?? 1))
