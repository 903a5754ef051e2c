import { inLane, type Recover } from '../../lib/sync/context.ts'
import { change, databaseNow } from '../../lib/sync/postings/store.ts'
import { unknownDue } from '../../lib/sync/unknown/store.ts'

/**
 * The control: what a timeout left open is taken for a failure and sent again under a new key. It stands here and nowhere
 * in the product; a storm that finds no duplicate with it would prove nothing.
 */
export const sendBlindly: Recover = async work => {
  const { sendMaxMs } = work.engine.timing
  const due = await inLane(work, scope => unknownDue(scope, { sendMaxMs, limit: 200 }))
  await inLane(work, async scope => {
    for (const { posting } of due) {
      const facts = { event: 'not-found', message: 'not looked for' }
      await change(scope, posting, 'unknown', 'ready', facts, { readyAt: databaseNow })
    }
  })
  return due.length
}
