import type { Desk } from './desk.ts'
import type { LedgerRef } from './document.ts'
import type { LedgerAccount } from './options.ts'
import type { LineFacts } from './problems.ts'

const types: ReadonlySet<string> = new Set([
  // Xero: no bank account, and none that tracked items keep (knowledge/ledgers.md §1.6)
  ...['BANK', 'INVENTORY'],
  // https://developer.intuit.com, JournalEntry: such a line has to name a customer or vendor
  ...['Accounts Receivable', 'Accounts Payable'],
])
/** Xero's names for what its own documents keep. */
const systems: ReadonlySet<string> = new Set(['DEBTORS', 'CREDITORS', 'RETAINEDEARNINGS'])

/** An account that the ledger's own documents keep refuses a journal. `account` is ConnectWise's. */
export function checkTakesJournals(
  { id, code, name }: LedgerRef,
  facts: LineFacts & { account: string },
  desk: Desk,
): void {
  const account = desk.reference.accounts.get(id)
  if (account && isKept(account))
    desk.report({ code: 'journal-account', ledgerCode: code, ledgerName: name, ...facts })
}

function isKept({ type, system = '' }: LedgerAccount): boolean {
  return types.has(type) || systems.has(system)
}
