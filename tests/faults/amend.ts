import { setTimeout as wait } from 'node:timers/promises'
import { psaOf } from '../../lib/accounts/psa.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { type AmendResult, startAmend } from '../../lib/sync/amend.ts'
import { recordPanel } from '../../lib/sync/views/panel.ts'
import { postingsOfRecords } from '../../lib/sync/views/store.ts'
import type { Rig } from './rig.ts'
import type { World } from './world.ts'

/** `tenant`: login company in ConnectWise. */
type Amender = Pick<World, 'accountId' | 'companyId' | 'actor'> & {
  tenant: string
  rig: Pick<Rig, 'connectwise'>
}

const lookAgainMs = 200

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
      for (;;) {
        const clicks = await Promise.all([0, 1].map(() => amendOnce(world, String(id))))
        if (clicks.includes('done')) return
        await wait(lookAgainMs)
      }
    }),
  )
}

async function change({ accountId, tenant, rig }: Amender, id: number, line: object): Promise<void> {
  const psa = await psaOf(accountId)
  const name = await batchOf(accountId, String(id))
  const [batch] = await psa.findBatches([name])
  const guard = { key: '', timeoutMs: 30_000, beforeBody: () => undefined }
  const deleted = await psa.deleteBatch(batch?.id ?? '', guard)
  if (deleted.kind !== 'done') throw new Error(`Batch ${name} was not deleted: ${deleted.kind}.`)
  for (const edit of [{ status: 'New' }, { changes: { lines: [line] } }, { status: 'Closed' }])
    await rig.connectwise.call('PATCH', 'invoices', { tenant, id, ...edit })
}

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
