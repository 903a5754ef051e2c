import type { LedgerAccount } from './options.ts'

const types: ReadonlySet<string> = new Set([
  // Xero: no bank account, and none that tracked items keep (knowledge/ledgers.md §1.6)
  ...['BANK', 'INVENTORY'],
  // https://developer.intuit.com, JournalEntry: such a line has to name a customer or vendor
  ...['Accounts Receivable', 'Accounts Payable'],
])
/** Xero's names for what its own documents keep. */
const systems: ReadonlySet<string> = new Set(['DEBTORS', 'CREDITORS', 'RETAINEDEARNINGS'])

/** The ledger's own documents keep it, and a journal on it is refused. */
export function isKeptByDocuments({ type, system = '' }: Pick<LedgerAccount, 'type' | 'system'>): boolean {
  return types.has(type) || systems.has(system)
}
