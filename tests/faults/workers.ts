import { type ChildProcess, spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import path from 'node:path'
import { bundleWorkers, type WorkerKind } from './bundle.ts'
import { endWithUs } from './rig.ts'

export interface Workers {
  /** Those that have said that they listen: only they have anything to lose. */
  readonly pids: number[]
  /** kill -9, and another one in its place. */
  kill(pid: number): void
  /** SIGSTOP; `resume` wakes it where it was. */
  freeze(pid: number): void
  resume(pid: number): void
  /** Resolves when so many have said that they listen. */
  ready(): Promise<void>
  /** All gone, with kill -9. */
  end(): Promise<void>
}

/** So many workers of one kind; who dies is replaced at once, as a process manager does. */
export async function startWorkers(
  kind: WorkerKind,
  count: number,
  env: NodeJS.ProcessEnv,
  directory: string,
): Promise<Workers> {
  const file = await bundleWorkers(kind, directory)
  const log = openSync(path.join(directory, 'workers.log'), 'a')
  const running = new Map<number, ChildProcess>()
  const listening = new Set<number>()
  const first: Promise<void>[] = []
  let ending = false

  function start(): void {
    const child = spawn(process.execPath, ['--enable-source-maps', file], {
      stdio: ['ignore', log, log, 'ipc'],
      env: { ...env, PATH: process.env.PATH },
    })
    const { pid } = child
    if (pid === undefined) throw new Error('A worker could not be started.')
    endWithUs(child)
    running.set(pid, child)
    const said = new Promise<void>(resolve => child.once('message', () => resolve()))
    first.push(said)
    void said.then(() => running.has(pid) && listening.add(pid))
    child.once('exit', () => {
      running.delete(pid)
      listening.delete(pid)
      if (!ending) start()
    })
  }

  for (let at = 0; at < count; at++) start()
  return {
    get pids() {
      return [...listening]
    },
    kill: pid => void running.get(pid)?.kill('SIGKILL'),
    freeze: pid => void running.get(pid)?.kill('SIGSTOP'),
    resume: pid => void running.get(pid)?.kill('SIGCONT'),
    ready: async () => void (await Promise.all(first.slice(0, count))),
    end: async () => {
      ending = true
      const gone = [...running.values()].map(
        child => new Promise<void>(resolve => child.once('exit', () => resolve())),
      )
      for (const child of running.values()) child.kill('SIGKILL')
      await Promise.all(gone)
    },
  }
}
