import { sameDocument } from '../accounting/compare.ts'
import type { LedgerDocument } from '../accounting/document.ts'
import { documentFromJson, documentToJson } from '../accounting/document-json.ts'
import type { Problem } from '../accounting/problems.ts'
import { assert } from '../std/assert.ts'
import {
  documentsMarkedBy,
  insertPostings,
  livePostings,
  type NewPosting,
  neededBy,
  needersOf,
  setNeeds,
  sourceKey,
} from './graph/store.ts'
import { isDocumentKind } from './marker.ts'
import {
  change,
  changeMany,
  databaseNow,
  type Move,
  type PostingRow,
  postingsByIds,
  type Scope,
} from './postings/store.ts'
import { copyRemote, giveUpSource, letGo, lockedPosting } from './revisions/store.ts'
import { companionSource } from './source.ts'
import { isUndoable, takeOut } from './take-out.ts'
import { isUndoing, isUndone } from './undone.ts'
import { withdraw } from './withdraw.ts'

/**
 * Beside an invoice or credit memo of goods from stock stands the journal of what they cost (docs/decisions/0065): a posting of its
 * own, after the document and before its mark.
 */
interface Beside {
  /** the document's own posting */
  posting: PostingRow
  record: { recordId: string }
  plan: { companion: LedgerDocument | null }
}

/** By document: the journal that its mark waits for as well. Made, brought to the new plan, or taken out where no stock is sold any more. */
export async function ensureCompanions(scope: Scope, list: readonly Beside[]): Promise<Map<string, string>> {
  const known = await companionsOf(
    scope,
    list.map(({ record }) => record.recordId),
  )
  const made: Drawn[] = []
  const beside = new Map<string, string>()
  for (const one of list) {
    const row = known.get(one.record.recordId)
    const { companion } = one.plan
    if (companion === null) {
      const ending = row && (isUndoing(row) ? null : await endBeside(scope, one, row))
      if (ending) beside.set(one.posting.id, ending)
    } else if (row && isUndone(row)) {
      await letGo(scope, [row])
      made.push({ one, companion, before: null })
    } else if (!row) made.push({ one, companion, before: null })
    else if (isUndoable(row)) {
      if (sameDocument(companion, documentFromJson(row.payload))) beside.set(one.posting.id, row.id)
      else made.push({ one, companion, before: row })
    } else {
      await redraw(scope, row, companion)
      await setNeeds(scope, [row.id], [{ postingId: row.id, needsId: one.posting.id }])
      beside.set(one.posting.id, row.id)
    }
  }
  for (const [documentId, id] of await draw(scope, made)) beside.set(documentId, id)
  return beside
}

/** The live journals beside these records, whatever became of them. */
export async function companionsOf(
  scope: Pick<Scope, 'tx'>,
  recordIds: readonly string[],
): Promise<Map<string, PostingRow>> {
  const sources = recordIds.map(id => ({ id, source: companionSource(id) }))
  const live = await livePostings(
    scope,
    sources.map(({ source }) => source),
  )
  const rows = new Map((await postingsByIds(scope, [...live.values()])).map(row => [row.id, row]))
  return new Map(
    sources.flatMap(({ id, source }) => {
      const row = rows.get(live.get(sourceKey(source)) ?? '')
      return row ? [[id, row] as const] : []
    }),
  )
}

interface Drawn {
  one: Beside
  companion: LedgerDocument
  /** the one that stands in the ledger and is brought to this */
  before: PostingRow | null
}

/** Planned and ready within this transaction, so that nobody plans them by themselves. By document. */
async function draw(scope: Scope, list: readonly Drawn[]): Promise<Map<string, string>> {
  if (list.length === 0) return new Map()
  await giveUpSource(
    scope,
    list.flatMap(({ before }) => before ?? []),
  )
  const wanted = list.map(newCompanion)
  const { ids } = await insertPostings(scope, wanted)
  const idOf = (recordId: string) => {
    const id = ids.get(sourceKey(companionSource(recordId)))
    assert(id !== undefined, 'the source was free')
    return id
  }
  const rows = new Map((await postingsByIds(scope, [...ids.values()])).map(row => [row.id, row]))
  const moves: Move[] = []
  for (const { one, companion, before } of list) {
    const row = rows.get(idOf(one.record.recordId))
    assert(row?.state === 'planned', 'it was just made')
    if (before) await copyRemote(scope, before, row.id)
    moves.push(readyMove(row, companion))
  }
  await changeMany(scope, 'planned', 'ready', moves, { readyAt: databaseNow })
  return new Map(list.map(({ one }) => [one.posting.id, idOf(one.record.recordId)]))
}

function newCompanion({ one: { posting, record }, companion, before }: Drawn): NewPosting {
  return {
    target: 'ledger',
    operation: before ? 'update' : 'create',
    kind: companion.kind,
    source: companionSource(record.recordId),
    title: companion.number,
    origin: posting.origin,
    requestedBy: posting.requestedBy,
    previewHash: posting.previewHash,
    state: 'planned',
    needs: [posting.id],
    ...(before && { revision: before.revision + 1, supersedes: before.id }),
  }
}

function readyMove(posting: PostingRow, companion: LedgerDocument): Move {
  return {
    posting,
    facts: { event: 'planned' },
    set: {
      kind: companion.kind,
      title: companion.number,
      payload: documentToJson(companion),
      expectedTotal: companion.totals.total,
      currency: companion.currency,
      remoteNumber: companion.number,
      problems: [],
    },
  }
}

/** It has not left yet, or was refused: it is what the new plan says. */
async function redraw(scope: Scope, row: PostingRow, companion: LedgerDocument): Promise<void> {
  const facts = { event: 'requested', message: 'planned anew' }
  const { state } = row
  if (state === 'rejected') await change(scope, row, state, 'planned', facts)
  else if (state === 'ready') await change(scope, row, state, 'planned', facts)
  else return
  await changeMany(scope, 'planned', 'ready', [readyMove(row, companion)], { readyAt: databaseNow })
}

/** Nothing of the record is from stock any more: the journal leaves the ledger once the document is what it is to be. */
async function endBeside(scope: Scope, { posting, record }: Beside, row: PostingRow): Promise<string | null> {
  if (!isUndoable(row)) {
    await withdraw(scope, row, 'nothing of it is from stock any more')
    return null
  }
  const { requestedBy } = posting
  const source = companionSource(record.recordId)
  return (await takeOut(scope, row, { source, needs: [posting.id], requestedBy })).id
}

/**
 * The journal that stands beside a record's document, locked; null where there is none. One that has not left never will. `moving`:
 * it is on its way, and nothing may be begun before it has arrived.
 */
export async function settledCompanion(
  scope: Scope,
  recordId: string,
): Promise<PostingRow | null | 'moving'> {
  const known = (await companionsOf(scope, [recordId])).get(recordId)
  const row = known ? await lockedPosting(scope, known.id) : null
  if (!row?.live) return null
  const { state } = row
  if (isUndoing(row)) return state === 'posted' || state === 'confirmed' ? null : 'moving'
  if (state === 'sending' || state === 'unknown') return 'moving'
  if (state === 'posted') {
    // Its mark waits behind a difference of the document.
    await change(scope, row, state, 'confirmed', { event: 'confirmed' }, { confirmedAt: databaseNow })
    return { ...row, state: 'confirmed' }
  }
  if (isUndoable(row)) return row
  await withdraw(scope, row, 'its document is taken back')
  return null
}

/** What the ledger refused is shown at the document, whose mark waits until a person undoes it or accepts it without the journal. */
export async function tellRefused(scope: Scope, posting: PostingRow, problem: Problem): Promise<void> {
  for (const { document } of await documentsMarkedBy(scope, [posting.id])) {
    if (!isUndoing(document) && !isDocumentKind(document.kind)) continue
    const code = isUndoing(posting) ? ('undo-cost-stays' as const) : ('cost-refused' as const)
    const facts = { event: 'cost-refused', message: problem.code }
    const problems: Problem[] = [{ code, journal: posting.title }, problem]
    await change(scope, document, 'posted', 'mismatch', facts, { problems })
  }
}

/** A person accepts the document without the journal that was refused: its mark waits for that no more. */
export async function acceptWithout(scope: Scope, document: PostingRow): Promise<void> {
  for (const mark of await needersOf(scope, document.id)) {
    if (mark.kind !== 'batch' || mark.state !== 'ready') continue
    const needed = await neededBy(scope, mark.id)
    const refused = needed.filter(({ state }) => state === 'rejected')
    if (refused.length === 0) continue
    const kept = needed.filter(({ state }) => state !== 'rejected')
    await setNeeds(
      scope,
      [mark.id],
      kept.map(({ id }) => ({ postingId: mark.id, needsId: id })),
    )
    for (const row of refused) if (row.live) await withdraw(scope, row, 'accepted without it')
  }
}
