import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { birthOf } from './processes.ts'

const entry = z.object({ name: z.string(), pid: z.int(), birth: z.string() })
type Entry = z.infer<typeof entry>

export interface Child {
  readonly name: string
  readonly process: ChildProcess
  /** What it was told to do is over: it ended. */
  readonly ended: Promise<void>
}

/**
 * The processes of one `npm start`, written down in a file, so that the next start finds and ends those that a
 * kill -9 of this one leaves behind with their ports.
 */
export class Children {
  readonly #file: string
  #entries: Entry[] = []
  #running: Child[] = []

  constructor(file: string) {
    this.#file = file
  }

  /** Refuses while another start lives; ends what a dead one left. */
  async takeOver(): Promise<void> {
    const before = existsSync(this.#file)
      ? z.array(entry).parse(JSON.parse(readFileSync(this.#file, 'utf8')))
      : []
    const alive = before.filter(({ pid, birth }) => birthOf(pid) === birth)
    const owner = alive.find(({ name }) => name === 'start')
    if (owner) throw new Error(`Evenbook already runs here (process ${owner.pid}). Stop it first.`)
    await Promise.all(alive.map(endEntry))
    this.note('start', process.pid)
  }

  /** Detached: Ctrl-C in the terminal reaches us only, and we end them in order. */
  start(
    name: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    output: 'inherit' | 'pipe' = 'inherit',
  ): Child {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', output, 'inherit', 'ipc'],
      env,
      detached: true,
    })
    const ended = new Promise<void>(resolve => {
      child.once('exit', () => resolve())
      child.once('error', () => resolve())
    })
    const started = { name, process: child, ended }
    this.#running.push(started)
    if (child.pid) this.note(name, child.pid)
    return started
  }

  /** Those started last end first; each gets `graceMs` to finish what it does. */
  async stopAll(graceMs: number): Promise<void> {
    for (const { process: child, ended } of this.#running.toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      child.kill('SIGTERM')
      const late = wait(graceMs, 'late', { ref: false })
      if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL')
      await ended
    }
    this.#running = []
    this.#entries = []
    this.#write()
  }

  /** Also for a process that somebody else starts and stops, such as Postgres. */
  note(name: string, pid: number): void {
    this.#entries.push({ name, pid, birth: birthOf(pid) ?? '' })
    this.#write()
  }

  #write(): void {
    mkdirSync(path.dirname(this.#file), { recursive: true })
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#entries))
    renameSync(`${this.#file}.new`, this.#file)
  }
}

async function endEntry({ name, pid, birth }: Entry): Promise<void> {
  signal(pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM')
  for (let waited = 0; birthOf(pid) === birth; waited += 50) {
    if (waited === 10_000) signal(pid, 'SIGKILL')
    await wait(50)
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended between the look and the signal, which is all that was wanted.
  }
}
