import { nextPaymentWrite, type PaymentRules } from '../../accounting/payments.ts'
import { insertPostings, type NewPosting } from '../graph/store.ts'
import { change, type Scope } from '../postings/store.ts'
import { noteRecord, openRecords, paymentsKind, refusedPayments, type Shares, sharesOf } from './store.ts'

/** A refusal is tried again after so long: what ConnectWise minded may have been mended there. */
const retryRefusedMs = 6 * 3_600_000
const recordsTogether = 200

/** Postings for what is left to write, one an invoice; true = there may be more. */
export async function planPayments(scope: Scope, rules: Omit<PaymentRules, 'single'>): Promise<boolean> {
  const recordIds = await openRecords(scope, recordsTogether)
  await planRecords(scope, recordIds, rules)
  return recordIds.length === recordsTogether
}

export async function planRecords(
  scope: Scope,
  recordIds: readonly string[],
  rules: Omit<PaymentRules, 'single'>,
): Promise<void> {
  const all = await sharesOf(scope, recordIds)
  const wanted: NewPosting[] = []
  for (const record of all.values()) {
    const { shares, single, recordId } = record
    if (nextPaymentWrite(shares, { ...rules, single })) wanted.push(newPosting(record))
    else await noteRecord(scope, recordId, { settled: true })
  }
  await insertPostings(scope, wanted)
}

/** Its one write is decided when it is claimed: by then the ledger may have said more. */
function newPosting({ recordId, number }: Shares): NewPosting {
  return {
    target: 'psa',
    operation: 'update',
    kind: 'payment',
    source: { kind: paymentsKind, sourceId: recordId, part: 'next' },
    title: number,
    origin: 'payment',
    requestedBy: null,
    previewHash: null,
    state: 'ready',
    payload: { recordId },
  }
}

/** `olderThanMs` 0: a person asks for it. */
export async function freeRefused(scope: Scope, olderThanMs = retryRefusedMs): Promise<void> {
  for (const row of await refusedPayments(scope, olderThanMs)) {
    await change(scope, row, 'rejected', 'withdrawn', { event: 'replan', message: 'to be tried again' })
    await noteRecord(scope, row.recordId, { settled: false })
  }
}
