import type { Psa } from '../../lib/connectors/ports.ts'
import type { MemberClaim, UnpostedRecord } from '../../lib/connectors/psa-facts.ts'
import type { WriteGuard } from '../../lib/connectors/write-facts.ts'

export interface BenchInvoice {
  recordId: string
  billingLogId: string
  number: string
  /** as the vendor's books have it */
  total: string
  salesTax: string
  glEntryIds: string[]
}

export type Happening =
  | 'limit'
  | 'refuse'
  | 'drop-before'
  | 'drop-after-commit'
  | '500-before'
  | '500-after-commit'
  | 'commit-late'
  | 'bad-json'

/** A PSA over HTTP whose books can be changed and read behind the connector's back, and that fails when told to. */
export interface PsaBench {
  psa: Psa
  closed(): Promise<BenchInvoice>
  creditMemo(): Promise<BenchInvoice>
  opened(): Promise<BenchInvoice>
  bulk(invoices: number): Promise<void>
  /** the next batch, the next payment of an invoice, or the next read of the unposted list meets this */
  happen(on: 'write' | 'pay' | 'read', happening: Happening, times?: number): Promise<void>
  /** how many batches of this identifier stand in the books, and with how many entries */
  standing(identifier: string): Promise<{ batches: number; entries: number }>
  /** the API member's role keeps only these actions of a right; answers what it had */
  allow(right: string, allowed: string): Promise<string>
  /** calls that changed the vendor's books */
  writes(): Promise<number>
  /** calls that reached the vendor */
  calls(): Promise<number>
  /** what the connector waited between tries so far */
  pausesMs(): number[]
  claim(member: string): Promise<MemberClaim>
  expire(member: string): Promise<void>
  wrongKeys(): Psa
  unknownCompany(): Psa
  unreachable(): Psa
  unknownCalls(): Promise<object[]>
  close(): Promise<void>
}

export async function unpostedSlips(psa: Psa): Promise<UnpostedRecord[]> {
  const rows: UnpostedRecord[] = []
  for await (const page of psa.unpostedPurchases()) rows.push(...page)
  return rows
}

export function guard(changes: Partial<WriteGuard> = {}): WriteGuard {
  return { key: '', timeoutMs: 5_000, beforeBody: () => undefined, ...changes }
}

export async function unposted(psa: Psa): Promise<UnpostedRecord[]> {
  const rows: UnpostedRecord[] = []
  for await (const page of psa.unpostedInvoices()) rows.push(...page)
  return rows
}
