import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { env } from '../lib/env.ts'

env()
const bundle = path.resolve('.build/worker.js')
if (existsSync(bundle)) {
  await import(pathToFileURL(bundle).href)
} else {
  console.error('The worker is not built: run "npm run build" first.')
  process.exitCode = 1
}
