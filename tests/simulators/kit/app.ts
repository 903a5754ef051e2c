import type { Clock } from './clock.ts'
import { ok, plain, refuse } from './control.ts'
import { type Route, route, type SimResponse } from './message.ts'
import type { Parameters } from './parameters.ts'
import type { Store } from './store.ts'

/** An app as it is registered with a vendor, and the people who sign in there. */
export type RegisteredApp<User> = {
  clientId: string
  clientSecret: string
  redirectUris: string[]
  users: User[]
}

/** How a vendor's simulator is started. */
export type AppOptions<User, Target, Values> = Partial<RegisteredApp<User>> & {
  port?: number
  host?: string
  scale?: number
  /** Keeps the books in this folder; in memory when left out. */
  directory?: string
  keepBodies?: boolean
  webhook?: Target
  parameters?: Partial<Values>
  serverMaxMs?: number
}

export function registeredApp<User>(
  options: Partial<RegisteredApp<User>>,
  clientId: string,
  user: User,
): RegisteredApp<User> {
  return {
    clientId: options.clientId ?? clientId,
    clientSecret: options.clientSecret ?? 'sandbox-client-secret',
    redirectUris: options.redirectUris ?? [],
    users: options.users ?? [user],
  }
}

/** What all routes of one vendor share. */
export type AppWorld<Books, Values extends object, User, Change> = RegisteredApp<User> & {
  books: Books
  clock: Clock
  parameters: Parameters<Values>
  /** Takes changes back that are not to be kept. */
  attempt: Store['attempt']
  /** Changes of one call are told together, after its commit. */
  announce(changes: Change[]): void
}

/** Controls of what an app gets without a browser: a consent's tokens, and the address of its webhooks. */
export function appControls<User extends { id: string }, Target>(parts: {
  users: User[]
  grant(user: User, ask: object): object
  webhooks: { register(target: Target): void; log(): object }
}): Route[] {
  return [
    route('POST', '/_sim/grant', request => {
      const ask = plain<{ user?: string; scope?: string }>(request)
      const user = parts.users.find(({ id }) => ask.user === undefined || id === ask.user)
      return user ? ok(parts.grant(user, ask)) : refuse('no such user')
    }),
    route('PUT', '/_sim/webhook', (request): SimResponse => {
      parts.webhooks.register(plain<Target>(request))
      return ok({})
    }),
    route('GET', '/_sim/webhook', () => ok(parts.webhooks.log())),
  ]
}

/** A seed of one of these kinds; another one is the test's mistake. */
export function readSeed<Seed extends { kind: string }>(kinds: string[], input: unknown): Seed {
  const seed: Seed = JSON.parse(JSON.stringify(input))
  if (!kinds.includes(seed.kind)) throw new Error(`unknown kind of seed ${String(seed.kind)}`)
  return seed
}
