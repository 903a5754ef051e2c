import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { psaOf } from '../../lib/accounts/psa.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { startAmend } from '../../lib/sync/amend.ts'
import { recordPanel } from '../../lib/sync/views/panel.ts'
import { postingsOfRecords } from '../../lib/sync/views/store.ts'
import { few } from './asks.ts'
import type { Rig } from './rig.ts'
import type { World } from './world.ts'

/** `tenant`: login company in ConnectWise. */
type Amender = Pick<World, 'accountId' | 'companyId' | 'actor'> & {
  tenant: string
  rig: Pick<Rig, 'connectwise'>
}

/** A record that somebody changes in Manage and a person then amends. */
export interface Changing {
  recordId: string
  /** Throws while it is in a batch. */
  change(): Promise<unknown>
  /** Has ConnectWise say once more that it changed, or its list read. */
  tellAgain(): Promise<unknown>
}

const lookAgainMs = 200
/** Changes made at once, each after a look at all of ConnectWise's books. */
const changesAtOnce = 4
/** Between one panel and the next: each is a dozen queries, and the machine is the workers'. */
const nextPanelMs = 250
/** What a busy machine did not answer within ConnectWise's five seconds is sent once more. */
const tellAgainMs = 60_000
const looksMost = 4_000
/** A record that is found as it was is marked again at once: then it is in a batch once more. */
const changesMost = 20

/**
 * Somebody takes each out of its batch in Manage as soon as it stands in both books and changes it there; then a person amends it as
 * its pod shows it, with two clicks at once.
 */
export async function amend(world: Amender, changing: readonly Changing[]): Promise<void> {
  const changed: Changing[] = []
  const changes = few(changing, changesAtOnce, async one => {
    await change(world, one)
    changed.push(one)
  })
  await Promise.all([changes, amendAll(world, changing.length, changed)])
}

/** Those of the list, which grows to so many. */
async function amendAll(world: Amender, count: number, changed: readonly Changing[]): Promise<void> {
  const done = new Set<string>()
  let told = performance.now()
  for (let look = 1; look <= looksMost; look += 1) {
    const open = changed.filter(({ recordId }) => !done.has(recordId))
    const late = performance.now() > told + tellAgainMs
    if (late) told = performance.now()
    for (const one of open) {
      if (late) await one.tellAgain()
      if (await amendOnce(world, one.recordId)) done.add(one.recordId)
      await wait(nextPanelMs)
    }
    if (done.size === count) return
    await wait(lookAgainMs)
  }
  const left = changed.filter(({ recordId }) => !done.has(recordId)).map(({ recordId }) => recordId)
  throw new Error(`Of ${count} records ${done.size} were amended; changed, and not offered: ${left.join()}.`)
}

async function change(
  { accountId, tenant, rig }: Amender,
  { recordId, change: edit }: Changing,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const name = await batchOf(accountId, recordId)
    const { tenants } = zTruth.parse(await rig.connectwise.truth())
    const batch = tenants[tenant]?.batches.find(({ identifier }) => identifier === name)
    if (batch) await rig.connectwise.call('DELETE', 'batches', { tenant, id: batch.id })
    try {
      await edit()
      return
    } catch (error) {
      if (tries === changesMost) throw error
    }
    await wait(lookAgainMs)
  }
}

const zTruth = z.object({
  tenants: z.record(
    z.string(),
    z.object({ batches: z.array(z.object({ id: z.int(), identifier: z.string() })) }),
  ),
})

/** Of a document that stands in both books. */
async function batchOf(accountId: string, recordId: string): Promise<string> {
  for (;;) {
    const parts = await inAccount(accountId, tx => postingsOfRecords(tx, [recordId]))
    const { document, mark } = parts.get(recordId) ?? {}
    if (document?.state === 'confirmed' && mark?.remoteNumber) return mark.remoteNumber
    await wait(lookAgainMs)
  }
}

/** As the pod shows it, with two clicks at once; false while it is not offered, or not any more. */
async function amendOnce(world: Amender, recordId: string): Promise<boolean> {
  const { accountId, companyId, actor } = world
  const view = await recordPanel({ accountId, companyId, psa: await psaOf(accountId), inAccount }, recordId)
  const offer = view.kind === 'record' ? view.amend.offer : null
  if (!offer) return false
  const { postingId, hash: previewHash, way } = offer
  const click = () =>
    inAccount(accountId, tx =>
      startAmend({ tx, accountId, companyId, actor }, postingId, { way, previewHash }),
    )
  return (await Promise.all([click(), click()])).includes('done')
}
