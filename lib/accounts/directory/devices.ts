import { and, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm'
import type { Transaction } from '../../../drizzle/client.ts'
import { directoryDevices } from '../../../drizzle/schema/directory.ts'
import type { DirectoryDevice } from '../../../drizzle/types.ts'
import { appDatabase } from '../database.ts'

/** A browser, known by the hash of its device cookie, trusted for one person in one account. */
export interface DeviceKey {
  deviceHash: string
  accountId: string
  userId: string
}

/** A second factor was given in it: no code for thirty days, except where a recent one is asked for. */
export async function trustDevice(key: DeviceKey, name: string): Promise<void> {
  const trusted = {
    name,
    lastSeenAt: sql`clock_timestamp()`,
    trustedUntil: sql`clock_timestamp() + interval '30 days'`,
    revokedAt: null,
  }
  await appDatabase()
    .insert(directoryDevices)
    .values({ ...key, ...trusted })
    .onConflictDoUpdate({
      target: [directoryDevices.deviceHash, directoryDevices.accountId, directoryDevices.userId],
      set: trusted,
    })
}

export async function isTrusted(key: DeviceKey): Promise<boolean> {
  const rows = await appDatabase()
    .select({ one: sql`1` })
    .from(directoryDevices)
    .where(and(isDevice(key), trusted()))
  return rows.length > 0
}

export async function seeDevice(key: DeviceKey): Promise<void> {
  await appDatabase()
    .update(directoryDevices)
    .set({ lastSeenAt: sql`clock_timestamp()` })
    .where(isDevice(key))
}

/** Those that are trusted now, the last used first. */
export async function trustedDevices(accountId: string, userId: string): Promise<DirectoryDevice[]> {
  return appDatabase()
    .select()
    .from(directoryDevices)
    .where(and(eq(directoryDevices.accountId, accountId), eq(directoryDevices.userId, userId), trusted()))
    .orderBy(desc(directoryDevices.lastSeenAt))
}

export async function revokeDevice(tx: Transaction, key: DeviceKey): Promise<boolean> {
  const rows = await tx
    .update(directoryDevices)
    .set({ revokedAt: sql`clock_timestamp()`, trustedUntil: null })
    .where(and(isDevice(key), isNull(directoryDevices.revokedAt)))
    .returning({ deviceHash: directoryDevices.deviceHash })
  return rows.length > 0
}

/** In every account, but for the browser `except`: what proved the person is no longer theirs. */
export async function revokeDevicesOf(
  tx: Transaction,
  userId: string,
  except: string | null = null,
): Promise<void> {
  const others = except === null ? undefined : ne(directoryDevices.deviceHash, except)
  await tx
    .update(directoryDevices)
    .set({ revokedAt: sql`clock_timestamp()`, trustedUntil: null })
    .where(and(eq(directoryDevices.userId, userId), others, isNull(directoryDevices.revokedAt)))
}

function isDevice({ deviceHash, accountId, userId }: DeviceKey) {
  return and(
    eq(directoryDevices.deviceHash, deviceHash),
    eq(directoryDevices.accountId, accountId),
    eq(directoryDevices.userId, userId),
  )
}

function trusted() {
  return and(isNull(directoryDevices.revokedAt), gt(directoryDevices.trustedUntil, sql`clock_timestamp()`))
}
