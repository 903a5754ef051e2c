import { sql } from 'drizzle-orm'
import { needsMore } from './due/store.ts'
import type { Scope } from './postings/store.ts'

/** Who stands back looks again after so long. */
export const standBackMs = 10_000

/**
 * What nobody waits for leaves the account's calls to ConnectWise to its marks, of whichever company: they share one limit. Not for
 * ever: a mark may stand ready for long of a company whose ledger was disconnected.
 */
export async function standsBack({ tx, accountId }: Pick<Scope, 'tx' | 'accountId'>): Promise<boolean> {
  const [row] = await tx.execute(sql`
    select exists (
      select from companies c
      join postings p on p.account_id = c.account_id and p.company_id = c.id and p.live
      where c.account_id = ${accountId} and p.state = 'ready' and p.target = 'psa' and p.kind = 'batch'
        and p.updated_at > clock_timestamp() - interval '1 hour' and not ${needsMore('p')}) as back`)
  return row?.back === true
}
