import { setTimeout as wait } from 'node:timers/promises'
import { psaOf } from '../../lib/accounts/psa.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { previewRecord } from '../../lib/sync/preview.ts'
import { startRun, startSyncAll } from '../../lib/sync/run.ts'
import { startUndo } from '../../lib/sync/undo.ts'
import { postingsOfRecords } from '../../lib/sync/views/store.ts'
import type { Asked } from './kinds/kind.ts'
import type { World } from './world.ts'

/** One in so many is sent as a person does it: with the hash of the preview that was shown; the same one is clicked twice. */
const withPreview = 8

/** A click for each, a few at a time, as the pod's action does it. */
export async function click(world: World, records: readonly Asked[]): Promise<void> {
  await few(records, 4, async ({ id, number }, at) => {
    const seen = at % withPreview === 0
    const previewHash = seen ? await previewOf(world, id) : null
    const ask = () =>
      inAccount(world.accountId, tx =>
        startRun({ ...world, tx }, 'record', [{ recordId: id, number, previewHash }]),
      )
    await Promise.all(seen ? [ask(), ask()] : [ask()])
  })
}

/** A person undoes each as soon as it stands in both books, with two clicks at once. */
export async function undo(world: World, records: readonly Asked[]): Promise<void> {
  await few(records, 4, async ({ id }) => {
    for (;;) {
      const clicks = await Promise.all([0, 1].map(() => undoOnce(world, id)))
      if (clicks.includes(true)) return
      await wait(lookAgainMs)
    }
  })
}

const lookAgainMs = 1_000

function undoOnce(world: World, recordId: string): Promise<boolean> {
  return inAccount(world.accountId, async tx => {
    const document = (await postingsOfRecords(tx, [recordId])).get(recordId)?.document
    return document?.state === 'confirmed' && (await startUndo({ ...world, tx }, document.id))
  })
}

/** Twice at once: whoever comes second watches. */
export async function syncAll(world: World): Promise<void> {
  await Promise.all([0, 1].map(() => inAccount(world.accountId, tx => startSyncAll({ ...world, tx }))))
}

async function previewOf({ accountId, companyId }: World, recordId: string): Promise<string | null> {
  const psa = await psaOf(accountId)
  const preview = await previewRecord({ accountId, companyId, psa, inAccount }, recordId)
  return preview.kind === 'document' ? preview.hash : null
}

export async function few<T>(
  list: readonly T[],
  atOnce: number,
  work: (item: T, at: number) => Promise<void>,
): Promise<void> {
  const left = list.entries()
  const hand = async () => {
    for (const [at, item] of left) await work(item, at)
  }
  await Promise.all(Array.from({ length: atOnce }, hand))
}
