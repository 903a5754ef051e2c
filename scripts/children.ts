import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { ancestors, birthOf, boundToUs } from './processes.ts'

const entry = z.object({ name: z.string(), pid: z.int(), birth: z.string() })
const ancestor = 'ancestor'
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
  #owned = false

  constructor(file: string) {
    this.#file = file
  }

  /** Refuses while another start lives that its terminal can stop; ends what one without terminal, or a dead one, left. */
  async takeOver(): Promise<void> {
    const before = existsSync(this.#file)
      ? z.array(entry).parse(JSON.parse(readFileSync(this.#file, 'utf8')))
      : []
    const alive = before.filter(isAlive)
    const owner = alive.find(({ name }) => name === 'start')
    const wasCutOff = before.some(one => one.name === ancestor && !isAlive(one))
    if (owner && !wasCutOff)
      throw new Error(`Evenbook already runs here (process ${owner.pid}). Stop it first.`)
    // The owner stops its own in order; what it does not reach is ended after it.
    if (owner) await endEntry(owner, 60_000)
    await Promise.all(alive.filter(({ name }) => name !== ancestor).map(one => endEntry(one, 10_000)))
    this.#owned = true
    this.note('start', process.pid)
    for (const pid of ancestors()) this.note(ancestor, pid)
  }

  /** Detached: Ctrl-C in the terminal reaches us only, and we end them in order. */
  start(
    name: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    output: 'inherit' | 'pipe' = 'inherit',
  ): Child {
    const [command, ...rest] = boundToUs('TERM', [process.execPath, ...args])
    const child = spawn(command, rest, {
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

  // A start that was refused leaves the file to the one that lives.
  #write(): void {
    if (!this.#owned) return
    mkdirSync(path.dirname(this.#file), { recursive: true })
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#entries))
    renameSync(`${this.#file}.new`, this.#file)
  }
}

const isAlive = ({ pid, birth }: Entry) => birthOf(pid) === birth

async function endEntry(one: Entry, graceMs: number): Promise<void> {
  signal(one.pid, one.name === 'postgres' ? 'SIGINT' : 'SIGTERM')
  for (let waited = 0; isAlive(one); waited += 50) {
    if (waited === graceMs) signal(one.pid, 'SIGKILL')
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
