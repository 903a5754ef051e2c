import { z } from 'zod'
import type { Transaction } from '../../drizzle/client.ts'
import { markDue } from '../accounts/directory.ts'
import { record } from '../activity/activity.ts'
import { enqueue } from '../queue/queue.ts'
import { newId } from '../std/id.ts'
import { mappingKinds } from './mappings.ts'
import { insertSet, lockMappings, setById, setRows, writeUndone } from './sets/store.ts'
import { accountOfCompany, dropMappings, mappingRows, putMappings } from './store.ts'

const zRef = z.object({ id: z.string(), name: z.string() }).nullable()
const zChange = z.object({
  kind: z.enum(mappingKinds),
  key: z.string(),
  name: z.string(),
  before: zRef,
  after: zRef,
})

/** One decision of many: what stood, and what stands. */
export type Change = z.infer<typeof zChange>

export type SetSource = 'import' | 'suggestions' | 'wise-sync'

interface Person {
  id: string
  name: string
}

export interface NewSet {
  companyId: string
  source: SetSource
  /** name of the file */
  title: string
  changes: readonly Change[]
  actor: Person
}

/** All of them or, when something throws, none; kept whole to be taken back whole. What waited for them is planned again once. */
export async function applySet(tx: Transaction, set: NewSet): Promise<{ setId: string }> {
  const { companyId, source, title, changes, actor } = set
  const accountId = await accountOfCompany(tx, companyId)
  await write(tx, { accountId, companyId, actor }, changes)
  const setId = newId()
  const who = { decidedBy: actor.id, decidedByName: actor.name }
  await insertSet(tx, { accountId, id: setId, companyId, source, title, ...who, changes })
  await note(tx, { accountId, companyId, actor, setId }, 'mapped together', {
    source,
    title,
    ...counts(changes),
    first: changes.slice(0, 20).map(one => `${one.kind} ${one.name}: ${one.after?.name ?? 'not mapped'}`),
  })
  await wake(tx, accountId, companyId)
  return { setId }
}

/** What stood before stands again, but for what was decided anew since then. Null: undone already, or no such set. */
export async function undoSet(
  tx: Transaction,
  given: { companyId: string; setId: string; actor: Person },
): Promise<{ restored: number; kept: number } | null> {
  const { companyId, setId, actor } = given
  await lockMappings(tx, companyId)
  const set = await setById(tx, companyId, setId)
  if (!set || set.undoneAt !== null) return null
  const accountId = await accountOfCompany(tx, companyId)
  const changes = z.array(zChange).parse(set.changes)
  const now = await currentOf(tx, companyId)
  const standing = changes.filter(one => (now.get(nameOf(one))?.id ?? null) === (one.after?.id ?? null))
  const back = standing.map(one => ({ ...one, before: one.after, after: one.before }))
  await write(tx, { accountId, companyId, actor }, back)
  await writeUndone(tx, setId, actor.name)
  const [restored, kept] = [back.length, changes.length - back.length]
  await note(tx, { accountId, companyId, actor, setId }, 'took mappings back', { restored, kept })
  await wake(tx, accountId, companyId)
  return { restored, kept }
}

export interface SetLine {
  id: string
  source: SetSource
  title: string
  by: string
  at: string
  added: number
  changed: number
  removed: number
  undoneBy: string | null
}

/** The last ones, newest first. */
export async function recentSets(tx: Transaction, companyId: string, limit: number): Promise<SetLine[]> {
  const rows = await setRows(tx, companyId, limit)
  return rows.map(row => ({
    id: row.id,
    source: zSource.parse(row.source),
    title: row.title,
    by: row.decidedByName,
    at: row.decidedAt.toISOString(),
    ...counts(z.array(zChange).parse(row.changes)),
    undoneBy: row.undoneAt === null ? null : row.undoneByName,
  }))
}

const zSource = z.enum(['import', 'suggestions', 'wise-sync'])

/** The company's decisions by kind and key. */
export async function currentOf(
  tx: Transaction,
  companyId: string,
): Promise<Map<string, { id: string; name: string; psaName: string }>> {
  const rows = await mappingRows(tx, companyId)
  return new Map(
    rows.map(row => [
      nameOf({ kind: row.kind, key: row.psaKey }),
      { id: row.ledgerId, name: row.ledgerName, psaName: row.psaName },
    ]),
  )
}

export function nameOf({ kind, key }: { kind: string; key: string }): string {
  return `${kind}\n${key}`
}

export function counts(changes: readonly Pick<Change, 'before' | 'after'>[]) {
  const of = (test: (one: Pick<Change, 'before' | 'after'>) => boolean) => changes.filter(test).length
  return {
    added: of(one => one.before === null),
    changed: of(one => one.before !== null && one.after !== null),
    removed: of(one => one.after === null),
  }
}

async function write(
  tx: Transaction,
  given: { accountId: string; companyId: string; actor: Person },
  changes: readonly Change[],
): Promise<void> {
  const { accountId, companyId, actor } = given
  const rows = changes.flatMap(({ kind, key, name, after }) =>
    after
      ? [
          {
            ...{ accountId, companyId, kind, psaKey: key, psaName: name, decidedBy: actor.id },
            ledgerId: after.id,
            ledgerName: after.name,
          },
        ]
      : [],
  )
  await putMappings(tx, rows)
  const gone = Map.groupBy(
    changes.filter(one => one.after === null),
    one => one.kind,
  )
  for (const [kind, list] of gone)
    await dropMappings(
      tx,
      companyId,
      kind,
      list.map(one => one.key),
    )
}

async function note(
  tx: Transaction,
  given: { accountId: string; companyId: string; actor: Person; setId: string },
  verb: string,
  detail: Parameters<typeof record>[1]['detail'],
): Promise<void> {
  const { accountId, companyId, actor, setId } = given
  await record(tx, { accountId, actor, verb, subject: `mapping-set:${setId}`, companyId, detail })
}

async function wake(tx: Transaction, accountId: string, companyId: string): Promise<void> {
  await markDue(tx, accountId, companyId, 'now')
  await enqueue(tx, { name: 'wake-company', accountId, companyId })
}
