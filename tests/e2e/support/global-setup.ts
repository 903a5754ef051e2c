import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync } from 'node:fs'
import type { FullConfig } from '@playwright/test'
import { publishWorlds, type World } from './world.ts'

/** The servers say what they have to say into a file beside the other results. */
export const serversLog = (index: number) => `test-results/e2e-servers-${index}.log`

export default async function globalSetup({ workers }: FullConfig): Promise<() => Promise<void>> {
  mkdirSync('test-results', { recursive: true })
  const servers = Array.from({ length: workers }, (_, index) => launch(index))
  try {
    publishWorlds(await Promise.all(servers.map(worldOf)))
  } catch (error) {
    await stop(servers)
    throw error
  }
  return () => stop(servers)
}

function launch(index: number): ChildProcess {
  const out = openSync(serversLog(index), 'w')
  const args = ['tests/e2e/support/serve.ts', String(index)]
  return spawn(process.execPath, args, { stdio: ['ignore', out, out, 'ipc'] })
}

function worldOf(server: ChildProcess, index: number): Promise<World> {
  return new Promise((resolve, reject) => {
    server.once('message', (world: World) => resolve(world))
    server.once('exit', () => reject(new Error(`The servers did not start: see ${serversLog(index)}.`)))
  })
}

async function stop(servers: readonly ChildProcess[]): Promise<void> {
  const running = servers.filter(({ exitCode }) => exitCode === null)
  const ended = running.map(server => once(server, 'exit'))
  for (const server of running) server.kill('SIGTERM')
  await Promise.all(ended)
}
