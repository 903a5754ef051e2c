import type { Transaction } from '../../../drizzle/client.ts'
import { type Actor, record } from '../activity.ts'
import {
  type CallCount,
  type CallFilter,
  type CallLine,
  callBytes,
  callLines,
  countCalls,
  deleteCalls,
  newestCall,
  type WholeCall,
  wholeCall,
  wholeCalls,
} from './store.ts'

export type { CallCount, CallFilter, CallLine, WholeCall } from './store.ts'

export const callsPageSize = 50

/** Newest first; `next` is where the following page begins, null on the last. */
export async function calls(
  tx: Transaction,
  filter: CallFilter,
  before: number | null,
): Promise<{ rows: CallLine[]; next: number | null }> {
  const rows = await callLines(tx, filter, { before, limit: callsPageSize + 1 })
  const shown = rows.slice(0, callsPageSize)
  return { rows: shown, next: rows.length > callsPageSize ? (shown.at(-1)?.id ?? null) : null }
}

/** The last ones about one record, such as `invoice:1042`. */
export function callsOfRecord(tx: Transaction, record: string): ReturnType<typeof calls> {
  const open = { system: '', method: '', status: '', path: '', from: '', to: '', zone: 'UTC' }
  return calls(tx, { ...open, record }, null)
}

export async function callOf(tx: Transaction, id: number): Promise<WholeCall | null> {
  return wholeCall(tx, id)
}

/** Changes when a call was added. */
export async function callsVersion(tx: Transaction): Promise<string> {
  return String(await newestCall(tx))
}

/** With bodies a page is small: two of them may hold 128 KiB each. */
const exportSizes = { lines: 1_000, whole: 50 }

type Asking = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>

/** All that fits the filter, page by page in transactions of their own: little memory, and nothing is held up. */
export function exportLines(ask: Asking, filter: CallFilter): AsyncGenerator<CallLine[]> {
  return pages(exportSizes.lines, page => ask(tx => callLines(tx, filter, page)))
}

export function exportWhole(ask: Asking, filter: CallFilter): AsyncGenerator<WholeCall[]> {
  return pages(exportSizes.whole, page => ask(tx => wholeCalls(tx, filter, page)))
}

async function* pages<Row extends { id: number }>(
  limit: number,
  read: (page: { before: number | null; limit: number }) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  for (let before: number | null = null; ; ) {
    const rows: Row[] = await read({ before, limit })
    if (rows.length > 0) yield rows
    if (rows.length < limit) return
    before = rows.at(-1)?.id ?? null
  }
}

/** What is kept: for the account's page. */
export async function callsKept(tx: Transaction): Promise<CallCount & { bytes: number }> {
  return { ...(await countCalls(tx, null)), bytes: await callBytes(tx) }
}

export async function callsMeant(tx: Transaction, before: Date | null): Promise<CallCount> {
  return countCalls(tx, before)
}

const clearedAtOnce = 5_000

/**
 * Clear logging data: what stood there when it was confirmed, all or older than a moment, in batches of their own. The line
 * of activity is written with the first of them: what was begun is known, whatever happens then.
 */
export async function clearCalls(
  ask: Asking,
  order: { accountId: string; actor: Actor; before: Date | null; lastId: number },
): Promise<number> {
  const { before, lastId } = order
  const remove = (tx: Transaction) => deleteCalls(tx, { before, lastId, limit: clearedAtOnce })
  let batch = await ask(async tx => {
    const meant = await countCalls(tx, before)
    await record(tx, {
      accountId: order.accountId,
      actor: order.actor,
      verb: 'logging.cleared',
      subject: 'logging',
      detail: {
        calls: meant.count,
        from: meant.oldest?.toISOString() ?? null,
        to: meant.newest?.toISOString() ?? null,
      },
    })
    return remove(tx)
  })
  let gone = batch
  while (batch === clearedAtOnce) {
    batch = await ask(remove)
    gone += batch
  }
  return gone
}
