import type { Transaction } from '../../../drizzle/client.ts'
import { isRecordId } from '../../accounting/record-id.ts'
import { listCompanies } from '../../accounts/companies.ts'
import { isId } from '../../std/id.ts'
import { recordsByIds } from '../records/store.ts'
import type { Asked } from '../run.ts'
import { postingById, recordIdOf, recordRow } from './store.ts'

/** What a person ticked, with the number from our own rows: of the request only ids and hashes are taken. */
export async function askedOf(
  tx: Transaction,
  wanted: readonly { recordId: string; previewHash: string | null }[],
): Promise<Asked[]> {
  const rows = await recordsByIds(
    { tx },
    wanted.map(item => item.recordId),
  )
  const numbers = new Map(rows.map(row => [row.sourceId, row.number]))
  return wanted.flatMap(item => {
    const number = numbers.get(item.recordId)
    return number === undefined ? [] : [{ ...item, number }]
  })
}

/**
 * The record of an address, which names it by a posting or, as it may never have been sent, by ConnectWise's own id. Null: not
 * known here, or of a company that the member does not have.
 */
export async function recordOfAddress(tx: Transaction, id: string): Promise<string | null> {
  if (isId(id)) return recordIdOf(tx, id)
  return isRecordId(id) ? ((await recordRow(tx, id))?.sourceId ?? null) : null
}

/** The company a record belongs to; one that was never seen belongs to the account's first. */
export async function companyOfRecord(tx: Transaction, recordId: string): Promise<string | null> {
  const record = await recordRow(tx, recordId)
  return record?.companyId ?? (await listCompanies(tx))[0]?.id ?? null
}

/** The one company of these postings, as the first of them says; another company's are left out by who asks with it. */
export async function companyOfPostings(
  tx: Transaction,
  postingIds: readonly string[],
): Promise<string | null> {
  const [first] = postingIds
  return first === undefined ? null : ((await postingById(tx, first))?.companyId ?? null)
}
