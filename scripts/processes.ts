import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port)
        else reject(new Error('The system gave no port.'))
      })
    })
  })
}

export function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

/** Whether the process lives and is still that program: the system gives old ids to new processes. */
export function isRunning(pid: number, program: string): boolean {
  if (pid <= 0 || !Number.isInteger(pid)) return false
  try {
    process.kill(pid, 0)
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program)
  } catch {
    return false
  }
}

/** When it was started, in ticks since the machine was (proc(5), field 22): with the id it names one process for good. */
export const birthOf = (pid: number) => statOf(pid)?.[19]

/**
 * Those who stand between us and whoever typed the command: up to npm where npm was used, else our parent. When one of
 * them is gone, nobody can stop us by the terminal any more.
 */
export function ancestors(): number[] {
  const chain: number[] = []
  for (let pid = process.ppid; pid > 1 && chain.length < 4; pid = Number(statOf(pid)?.[1] ?? 0)) {
    chain.push(pid)
    if (isRunning(pid, 'npm')) return chain
  }
  return chain.slice(0, 1)
}

/** The command so that it is told to end when the process that started it does, also by kill -9 (prctl(2), PR_SET_PDEATHSIG). */
export function boundToUs(
  signal: 'INT' | 'TERM',
  command: readonly [string, ...string[]],
): [string, ...string[]] {
  return setpriv ? [setpriv, '--pdeathsig', signal, '--', ...command] : [...command]
}

const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find(file => existsSync(file))

/** Fields of /proc/<pid>/stat after the name, which may hold spaces: state, parent, … */
function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}
