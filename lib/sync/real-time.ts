import type { Transaction } from '../../drizzle/client.ts'
import type { RecordFacts } from '../accounting/export.ts'
import { ConnectorError, type Psa } from '../connectors/ports.ts'
import { documentOf } from './document-of.ts'
import { noteWish } from './hold.ts'
import type { Scope } from './postings/store.ts'
import { noteAndLock } from './records/store.ts'
import { type Routing, routingOf } from './routing.ts'
import { type Actor, startRun, wake } from './run.ts'
import { isUndoing } from './undone.ts'
import { withdraw } from './withdraw.ts'

export interface Told {
  accountId: string
  psa: Psa
  /** taken Go live, and real-time sync is on: only then does a closed record go by itself */
  mayStart: boolean
  inAccount<T>(accountId: string, work: (tx: Transaction) => Promise<T>): Promise<T>
}

/**
 * ConnectWise says a record changed. Only the id was taken from it; the record is read again (design §3). Closed and not
 * batched → it goes; open again or gone → what had not begun is withdrawn; batched → our own echo, nothing. What somebody
 * holds is only noted.
 */
export async function recordChanged(
  told: Told,
  recordId: string,
): Promise<'started' | 'withdrawn' | 'noted'> {
  const facts = await read(told.psa, recordId)
  return recordSeen(told, await routingOf(told.accountId), recordId, facts)
}

/** As just read from ConnectWise, whoever asked for it; null: it is gone. */
export async function recordSeen(
  told: Told,
  routing: Routing,
  recordId: string,
  facts: RecordFacts | null,
): Promise<'started' | 'withdrawn' | 'noted'> {
  const companyId = routing.home(facts?.locationId ?? '')
  if (companyId === null) return 'noted'
  return told.inAccount(told.accountId, async tx => {
    const scope = { tx, accountId: told.accountId, companyId }
    const record = await noteAndLock(scope, recordId, facts)
    if (record && record.hold !== null) {
      await noteWish(scope, record, told.mayStart && facts?.closed === true && facts.batch === null)
      return 'noted'
    }
    if (!facts?.closed) {
      const posting = await documentOf(scope, recordId)
      if (!posting || isUndoing(posting) || !waiting.has(posting.state)) return 'noted'
      await withdraw(scope, posting, facts ? 'open again in ConnectWise' : 'deleted in ConnectWise')
      return 'withdrawn'
    }
    // Of a location that no company takes it only stands on the list.
    if (facts.batch || routing.taker(facts.locationId) === null) return 'noted'
    if (!told.mayStart) {
      await wakeStanding(scope, recordId)
      return 'noted'
    }
    await startRun({ ...scope, actor: byItself }, 'real-time', [
      { recordId, number: facts.number, previewHash: null },
    ])
    return 'started'
  })
}

/** A record that stands in the ledger and is unposted again has to be compared, whether or not records go by themselves. */
async function wakeStanding(scope: Scope, recordId: string): Promise<void> {
  if (await documentOf(scope, recordId)) await wake(scope)
}

/** Whoever asks where nobody does. */
export const byItself: Actor = { id: null, name: 'Real-time sync' }

/** Nothing of it has begun. */
export const waiting: ReadonlySet<string> = new Set(['planned', 'blocked', 'ready', 'rejected'])

async function read(psa: Psa, recordId: string) {
  try {
    return await psa.invoice(recordId)
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'not-found') return null
    throw error
  }
}
