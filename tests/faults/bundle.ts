import path from 'node:path'
import { bundleWorker } from '../../scripts/build.ts'

/** `product`: the worker as it is shipped. `blind`: the control, whose recovery does not look. */
export type WorkerKind = 'product' | 'blind'

const entries: Record<WorkerKind, string> = {
  product: `
    import { runWorker } from './lib/worker/worker.ts'
    await runWorker()
  `,
  blind: `
    import { env } from './lib/env.ts'
    import { startWorker } from './lib/worker/worker.ts'
    import { sendBlindly } from './tests/faults/blind.ts'
    await startWorker(env(), sendBlindly)
  `,
}

// The run that started it is told when it listens, and takes it along when it ends.
const withParent = `
  process.send?.('ready')
  process.once('disconnect', () => process.exit(0))
`

/** Packed like the shipped one (scripts/build.ts), so that a killed worker is back in a moment. */
export async function bundleWorkers(kind: WorkerKind, directory: string): Promise<string> {
  const file = path.join(directory, `worker-${kind}.mjs`)
  await bundleWorker(`${entries[kind]}${withParent}`, file)
  return file
}
