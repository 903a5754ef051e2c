/** Where everything stands; made by serve.ts, read by the tests. */
export interface World {
  /** http://localhost: another site than Manage */
  app: string
  /** http://127.0.0.1 */
  manage: string
  connectwise: string
  xero: string
  quickbooks: string
  /** the inbox and its controls */
  mail: string
  /** install keys */
  installs: { demo: string; north: string }
  webPid: number
  /** as the superuser: what time would do, and what a browser did before */
  database: string
  /** what the servers were started with: a test may be one of them */
  environment: Record<string, string>
}

/** Divides every waiting time of the vendors and of ours. */
export const timeFactor = 10
/** Real milliseconds before each answer of a vendor. */
export const vendorLatencyMs = 100

const name = 'EVENBOOK_E2E_WORLDS'

/** One for each worker, so that what one test does is never in another's way. */
export function publishWorlds(worlds: readonly World[]): void {
  process.env[name] = JSON.stringify(worlds)
}

/** Which of them this worker has. */
export const worldIndex = Number(process.env.TEST_PARALLEL_INDEX ?? '0')

export function theWorld(): World {
  const world: World | undefined = JSON.parse(process.env[name] ?? '[]')[worldIndex]
  if (!world) throw new Error('The global set-up did not run.')
  return world
}
