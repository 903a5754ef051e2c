import { readFileSync, statSync } from 'node:fs'
import { sessionCookie } from '../../../app/_session/auth.ts'
import { serversLog } from './global-setup.ts'
import { type World, worldIndex } from './world.ts'

/** As a cookie header: whose session this is. */
export async function cookieOf(install: string, sessionId: string): Promise<string> {
  const { name, value } = await sessionCookie(install, sessionId)
  return `${name}=${value}`
}

export interface Sent {
  cookie: string
  body: BodyInit
  headers?: Record<string, string>
}

/** As a page of ours posts it; where it leads is not followed. */
export function postFrom(world: World, address: string, { cookie, body, headers }: Sent): Promise<Response> {
  const ours = { cookie, origin: world.app, 'sec-fetch-site': 'same-origin' }
  return fetch(address, { method: 'POST', redirect: 'manual', headers: { ...ours, ...headers }, body })
}

/** A page as a browser opens it. */
export function get(world: World, address: string, cookie: string): Promise<Response> {
  const headers = { cookie, 'sec-fetch-dest': 'document', 'sec-fetch-site': 'same-origin' }
  const ask = () => fetch(new URL(address, world.app), { redirect: 'manual', headers })
  // A connection that was kept may be closed by the server at the moment it is taken again: that is no answer to the address.
  return ask().catch(error => (isReset(error) ? ask() : Promise.reject(error)))
}

function isReset(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNRESET'
}

/** Asks a server action as React does: text that begins with a dollar would be a reference to it. */
export function callAction(
  world: World,
  address: string,
  asked: { id: string; cookie: string; args: unknown },
): Promise<Response> {
  const body = JSON.stringify(asked.args, (_name, value: unknown) =>
    typeof value === 'string' && value.startsWith('$') ? `$${value}` : value,
  )
  const headers = {
    accept: 'text/x-component',
    'next-action': asked.id,
    'content-type': 'text/plain;charset=UTF-8',
  }
  return postFrom(world, address, { cookie: asked.cookie, body, headers })
}

/** What the servers have said since: a fault that no answer shows stands there. */
export class ServerSays {
  readonly #log = serversLog(worldIndex)
  #at = statSync(this.#log).size

  /** Errors; warnings are of what was refused. */
  errors(): string[] {
    const text = readFileSync(this.#log).subarray(this.#at)
    this.#at += text.length
    return text.toString('utf8').split('\n').filter(isError)
  }
}

function isError(line: string): boolean {
  if (!line.startsWith('{')) return /Error|⨯/.test(line)
  const { level } = JSON.parse(line)
  return level >= 50 || level === 'error' || level === 'fatal'
}
