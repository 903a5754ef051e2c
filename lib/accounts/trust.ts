import { type DeviceKey, revokeDevice, trustDevice } from './directory/devices.ts'
import { markSecondFactor } from './directory/standing.ts'
import { noteOf, type Person } from './factor.ts'
import { inAccount } from './transaction.ts'

/** A code was right: it counts for the session and its tabs, and for thirty days in its browser where the person wants that. */
export async function proven(
  who: Person & { sessionHash: string; deviceHash: string | null },
  { trust, browser }: { trust: boolean; browser: string },
): Promise<void> {
  await markSecondFactor(who.sessionHash)
  if (!trust || who.deviceHash === null) return
  await trustDevice(keyOf(who, who.deviceHash), browser)
  await inAccount(who.accountId, tx => noteOf(tx, who, 'browser.trusted', { browser }))
}

/** The next change in it asks for a code again. */
export async function revokeBrowser(who: Person, deviceHash: string): Promise<boolean> {
  return inAccount(who.accountId, async tx => {
    const revoked = await revokeDevice(tx, keyOf(who, deviceHash))
    if (revoked) await noteOf(tx, who, 'browser.revoked')
    return revoked
  })
}

function keyOf({ accountId, userId }: Person, deviceHash: string): DeviceKey {
  return { deviceHash, accountId, userId }
}
