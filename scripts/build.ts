import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import path from 'node:path'
import { build as bundle } from 'esbuild'

const stamp = '.next/evenbook-sources'
const sources = [
  '{app,lib,drizzle,public}/**/*.*',
  '{proxy.ts,next.config.js,postcss.config.mjs,tsconfig.json,package-lock.json,scripts/build.ts}',
]

/** The pages into .next, the worker into .build/worker.js. Nothing is done when the sources are those of the last build. */
export async function buildIfChanged(): Promise<void> {
  const hash = await hashOfSources()
  if (existsSync(stamp) && existsSync('.build/worker.js') && readFileSync(stamp, 'utf8') === hash) return
  await Promise.all([buildPages(), bundleWorker()])
  writeFileSync(stamp, hash)
}

async function hashOfSources(): Promise<string> {
  const entries = await Array.fromAsync(glob(sources, { withFileTypes: true }))
  const files = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name))
  const hash = createHash('sha256')
  for (const file of files.sort()) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function buildPages(): Promise<void> {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => (code === 0 ? resolve() : reject(new Error('The pages could not be built.'))))
  })
}

// The parent of a worker, if it has one, learns when it listens.
const workerEntry = `
  import { runWorker } from './lib/worker/worker.ts'
  await runWorker()
  process.send?.('ready')
`

// One file: unbundled, Node reads drizzle-orm in hundreds of modules and the worker starts with 335 MB instead of 48.
export async function bundleWorker(contents = workerEntry, outfile = '.build/worker.js'): Promise<void> {
  await bundle({
    stdin: { contents, resolveDir: '.', sourcefile: 'worker-entry.ts', loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    sourcemap: true,
    external: ['pg-native', '@node-rs/argon2'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  })
}

if (import.meta.main) await buildIfChanged()
