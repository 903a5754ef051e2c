import { randomBytes } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import postgres from 'postgres'
import { sha256 } from '../../../lib/std/id.ts'
import type { World } from './world.ts'

/**
 * Most journeys are not about codes: their browser is one in which a code was typed before, as the directory keeps it after
 * the real journey (tests/e2e/factor.spec.ts). Its key is as a browser would have got it from us.
 */
const known = new WeakMap<BrowserContext, string>()
let client: postgres.Sql | undefined

/** Trusted for everybody who is a member by now. */
export async function trustBrowser(context: BrowserContext, world: World): Promise<void> {
  let key = known.get(context)
  if (key === undefined) {
    key = randomBytes(32).toString('base64url')
    known.set(context, key)
    await context.addCookies(
      Object.values(world.installs).map(install => deviceCookie(install, key ?? '', world)),
    )
  }
  await sql(world)`
    insert into directory_devices (device_hash, account_id, user_id, name, trusted_until)
    select ${sha256(key)}, account_id, user_id, 'Browser of a test', now() + interval '30 days' from memberships
    on conflict (device_hash, account_id, user_id) do nothing`
}

/** A code was typed just now in the sessions of this browser: nobody waits for the next one of the app. */
export async function typedJustNow(context: BrowserContext, world: World): Promise<void> {
  const key = known.get(context)
  if (key === undefined) return
  await sql(world)`
    update directory_sessions set second_factor_at = clock_timestamp() where device_hash = ${sha256(key)}`
}

/** Time cannot be waited for: the database's columns are moved into the past. */
export function sql(world: World): postgres.Sql {
  client ??= postgres(world.database, { max: 1, idle_timeout: 1, onnotice: () => undefined })
  return client
}

function deviceCookie(install: string, value: string, world: World) {
  return {
    name: `__Secure-evenbook-device.${install.slice(0, 8)}`,
    value,
    domain: new URL(world.app).hostname,
    path: `/${install}`,
    httpOnly: true,
    secure: true,
    sameSite: 'None' as const,
    partitionKey: `http://${new URL(world.manage).hostname}`,
  }
}

/** Companies that a test made, with what a sweep may have written of them meanwhile. */
export async function dropCompanies(world: World, ids: readonly string[]): Promise<void> {
  await sql(world).begin(async tx => {
    await tx`delete from settings where scope_id = any(${ids})`
    for (const table of ['payment_reads', 'company_lanes', 'records', 'mapping_keys'])
      await tx`delete from ${tx(table)} where company_id = any(${ids})`
    await tx`delete from companies where id = any(${ids})`
  })
}
