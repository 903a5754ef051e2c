import { weekIdsOf } from '../../accounting/expense-id.ts'
import { ConnectorError } from '../../connectors/ports.ts'
import type { PsaExpenseEntry } from '../../connectors/psa-facts.ts'
import { expenseRules } from '../expense-rules.ts'
import type { PanelAsk } from './panel.ts'
import { seenBy } from './several.ts'
import { expensesOfMember } from './store.ts'
import { troubleOf } from './trouble.ts'

/** The record in which an entry of ConnectWise's Expense screen stands. */
export type ExpenseRecord =
  | { kind: 'record'; recordId: string; companyId: string }
  | { kind: 'not-offered'; status: string }
  | { kind: 'missing' }
  | { kind: 'out-of-touch'; message: string }

/**
 * The screen knows the entry, the accounting interface what becomes of it, each by a number of its own. While it waits it is found
 * in ConnectWise's list; afterwards among what was seen there, by its member, its day and its amount: if that is one and no more.
 */
export async function expenseRecord(ask: PanelAsk, entryId: string): Promise<ExpenseRecord> {
  const { accountId, psa } = ask
  try {
    const entry = await psa.expenseEntry(entryId)
    if (entry === null) return { kind: 'missing' }
    const companyId = (await seenBy(ask)).companyOf(entry.locationId) ?? ask.companyId
    const rules = await expenseRules(accountId, companyId)
    const listed = await psa.recordOfExpense(entry, rules)
    if (listed) return { kind: 'record', recordId: listed.recordId, companyId }
    const known = await knownRecord(ask, entry, [...rules.companyPaid])
    return known ?? { kind: 'not-offered', status: entry.status }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return { kind: 'out-of-touch', message: troubleOf(error) }
  }
}

/** The entry does not say how it was paid: each way that the company pays may be meant. */
async function knownRecord(
  ask: PanelAsk,
  entry: PsaExpenseEntry,
  paymentTypeIds: readonly string[],
): Promise<ExpenseRecord | null> {
  const { memberId, date, amount: total, locationId } = entry
  if (memberId === '') return null
  const ids = weekIdsOf({ memberId, day: date, locationId }, paymentTypeIds)
  const rows = await ask.inAccount(ask.accountId, tx =>
    expensesOfMember(tx, memberId, { ids, day: date, total }),
  )
  const [only, ...more] = rows.filter(row => !row.unposted)
  if (!only || more.length > 0) return null
  return { kind: 'record', recordId: only.sourceId, companyId: only.companyId }
}
