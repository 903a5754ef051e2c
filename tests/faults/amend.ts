import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { psaOf } from '../../lib/accounts/psa.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { type AmendResult, startAmend } from '../../lib/sync/amend.ts'
import { recordPanel } from '../../lib/sync/views/panel.ts'
import { postingsOfRecords } from '../../lib/sync/views/store.ts'
import type { Rig } from './rig.ts'
import type { World } from './world.ts'

/** `tenant`: login company in ConnectWise. `tellAgain`: what ConnectWise's callback for this record would tell us once more. */
type Amender = Pick<World, 'accountId' | 'companyId' | 'actor'> & {
  tenant: string
  rig: Pick<Rig, 'connectwise'>
  tellAgain: (recordId: number) => Promise<unknown>
}

const lookAgainMs = 200
/** What a busy machine did not answer within ConnectWise's five seconds is sent once more. */
const looksOfOneSend = 20
const looksMost = 3_000

/**
 * Somebody takes each out of its batch in Manage as soon as it stands in both books, opens it, changes its line and closes it again;
 * then a person amends it as its pod shows it, with two clicks at once.
 */
export async function amend(
  world: Amender,
  invoices: readonly { id: number }[],
  line: object,
): Promise<void> {
  await Promise.all(
    invoices.map(async ({ id }) => {
      await change(world, id, line)
      for (let look = 1; look <= looksMost; look += 1) {
        const clicks = await Promise.all([0, 1].map(() => amendOnce(world, String(id))))
        if (clicks.includes('done')) return
        if (look % looksOfOneSend === 0) await world.tellAgain(id)
        await wait(lookAgainMs)
      }
      throw new Error(`Record ${id} was changed, and amending it was never offered.`)
    }),
  )
}

async function change({ accountId, tenant, rig }: Amender, id: number, line: object): Promise<void> {
  const name = await batchOf(accountId, String(id))
  const { tenants } = zTruth.parse(await rig.connectwise.truth())
  const batch = tenants[tenant]?.batches.find(({ identifier }) => identifier === name)
  await rig.connectwise.call('DELETE', 'batches', { tenant, id: batch?.id })
  for (const edit of [{ status: 'New' }, { changes: { lines: [line] } }, { status: 'Closed' }])
    await rig.connectwise.call('PATCH', 'invoices', { tenant, id, ...edit })
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

async function amendOnce(world: Amender, recordId: string): Promise<AmendResult> {
  const { accountId, companyId, actor } = world
  const view = await recordPanel({ accountId, companyId, psa: await psaOf(accountId), inAccount }, recordId)
  const offer = view.kind === 'record' ? view.amend.offer : null
  if (!offer) return 'changed'
  const { postingId, hash: previewHash, way } = offer
  return inAccount(accountId, tx =>
    startAmend({ tx, accountId, companyId, actor }, postingId, { way, previewHash }),
  )
}
