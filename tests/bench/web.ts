import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../../scripts/processes.ts'
import { endWithUs } from '../faults/rig.ts'

/** Its words go to stderr: stdout has the figures and nothing else. */
export function build(): Promise<void> {
  const child = spawn(process.execPath, ['scripts/build.ts'], {
    stdio: ['ignore', process.stderr, process.stderr],
  })
  endWithUs(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => (code === 0 ? resolve() : reject(new Error('The pages could not be built.'))))
  })
}

/** The pages as production serves them, on a port of their own. */
export async function startWeb(env: NodeJS.ProcessEnv) {
  const port = await freePort()
  const child = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...env, PATH: process.env.PATH, PORT: String(port) } },
  )
  endWithUs(child)
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 600 && child.exitCode === null; tries++) {
    const answer = await fetch(`${url}/api/health`).catch(() => undefined)
    if (answer?.ok) {
      const stop = async () => {
        child.kill('SIGTERM')
        await ended
      }
      return { url, stop }
    }
    await wait(50)
  }
  child.kill('SIGKILL')
  throw new Error('The web process does not become healthy.')
}
