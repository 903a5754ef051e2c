import { bodyOf, type Context, find } from './context.ts'
import type { Body, EntityType, Row } from './entities.ts'
import { TRANSACTIONS } from './entities.ts'
import { missing, notFound, Refused } from './problem.ts'
import { nextOf, rowId } from './store.ts'

/** What the caller cannot set: it is left out of what is kept, and made anew for each answer. */
const READ_ONLY = new Set([
  'Id',
  'SyncToken',
  'MetaData',
  'domain',
  'sparse',
  'status',
  'time',
  'Balance',
  'BalanceWithJobs',
  'HomeBalance',
  'HomeTotalAmt',
  'RemainingCredit',
  'UnappliedAmt',
  'LinkedTxn',
  'FullyQualifiedName',
  'Level',
  'Job',
])

/** What of a body is kept. A sparse update adds to what was there; a full one replaces it. */
export function merged(existing: Row | undefined, input: Body, sparse: boolean): Body {
  const fresh: Body = Object.fromEntries(Object.entries(input).filter(([field]) => !READ_ONLY.has(field)))
  return existing && sparse ? { ...bodyOf(existing), ...fresh } : fresh
}

/** The row that an update, a void or a delete is about, at the caller's own version. */
export function current(context: Context, type: EntityType, input: Body): Row {
  if (input.Id === undefined) throw missing('Id')
  if (input.SyncToken === undefined) throw missing('SyncToken')
  const row = find(context, type, input.Id)
  if (!row) throw notFound()
  if (String(row.syncToken) !== input.SyncToken) {
    throw new Refused(
      '5010',
      'Stale Object Error : You and root were working on this at the same time. Root finished before you did, so your work was not saved.',
    )
  }
  return row
}

export type Kept = Pick<
  Row,
  'name' | 'docNumber' | 'party' | 'total' | 'tax' | 'balance' | 'active' | 'voided'
>

/** Puts a new row or the next version of one. */
export function keep(
  context: Context,
  type: EntityType,
  existing: Row | undefined,
  body: Body,
  kept: Partial<Kept>,
): Row {
  const { books, company, clock } = context
  const now = clock.now()
  const entityId = existing?.entityId ?? String(nextOf(books, company.id, series(type)))
  const row: Row = {
    id: rowId(company.id, type, entityId),
    realm: company.id,
    type,
    entityId,
    syncToken: existing ? existing.syncToken + 1 : 0,
    active: true,
    voided: false,
    ...kept,
    ...(existing?.reconciled && { reconciled: true }),
    deleted: false,
    createdBy: existing?.createdBy ?? context.caller,
    createdAt: existing?.createdAt ?? now,
    updatedAt: now,
    json: JSON.stringify(body),
  }
  books.rows.put(row)
  context.changed(type, entityId, kept.voided && !existing?.voided ? 'Void' : existing ? 'Update' : 'Create')
  return row
}

/** The rest of a deleted row: its id, for those who ask what has changed. */
export function drop(context: Context, row: Row): Row {
  const { docNumber: _number, name: _name, party: _party, ...rest } = row
  const gone: Row = { ...rest, deleted: true, balance: '0.00', updatedAt: context.clock.now() }
  context.books.rows.put(gone)
  context.changed(row.type, row.entityId, 'Delete')
  return gone
}

/** Names share one series of ids, and so do transactions. */
export function series(type: EntityType): string {
  if (type === 'Customer' || type === 'Vendor' || type === 'Employee') return 'names'
  return TRANSACTIONS.some(name => name === type) ? 'transactions' : type
}
