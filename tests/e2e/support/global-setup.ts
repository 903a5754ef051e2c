import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync } from 'node:fs'
import { publishWorld, type World } from './world.ts'

/** The servers say what they have to say into a file beside the other results. */
export const serversLog = 'test-results/e2e-servers.log'

export default async function globalSetup(): Promise<() => Promise<void>> {
  mkdirSync('test-results', { recursive: true })
  const out = openSync(serversLog, 'w')
  const server = spawn(process.execPath, ['tests/e2e/support/serve.ts'], {
    stdio: ['ignore', out, out, 'ipc'],
  })
  publishWorld(await worldOf(server))
  return async () => {
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    await ended
  }
}

function worldOf(server: ChildProcess): Promise<World> {
  return new Promise((resolve, reject) => {
    server.once('message', (world: World) => resolve(world))
    server.once('exit', () => reject(new Error(`The servers did not start: see ${serversLog}.`)))
  })
}
