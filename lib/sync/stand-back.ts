import { sql } from 'drizzle-orm'
import type { Scope } from './postings/store.ts'

/** Who stands back looks again after so long. */
export const standBackMs = 10_000

/**
 * What nobody waits for leaves the account's calls to ConnectWise to the marks of its other companies, as they share one limit. Not for
 * ever: a mark may stand ready for long whose ledger takes nothing.
 */
export async function standsBack({ tx, companyId }: Pick<Scope, 'tx' | 'companyId'>): Promise<boolean> {
  const [row] = await tx.execute(sql`
    select exists (
      select from companies c
      join postings p on p.account_id = c.account_id and p.company_id = c.id and p.live
      where c.id <> ${companyId} and p.state = 'ready' and p.target = 'psa' and p.kind = 'batch'
        and p.updated_at > clock_timestamp() - interval '1 hour') as back`)
  return row?.back === true
}
