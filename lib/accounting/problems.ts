/**
 * Problems (design §5): what the user can fix, *returned* by translate and check, never thrown.
 * One table below: code → severity, message, fix and the place where it is fixed. A code without an entry does not compile.
 */
export type Severity = 'waiting' | 'needs-fix' | 'check'

/** Where the cure is: our own screen (opened in its own tab), or a screen of ConnectWise or the ledger. */
export type Place =
  | { screen: 'mappings'; kind: string; key: string }
  | { screen: 'company'; field: string }
  | { screen: 'connectwise'; what: string; id: string }
  | { screen: 'ledger'; what: string; id: string }
  | { screen: 'none' }

interface ProblemFacts {
  /** GL entry id of the line, '' when the whole record is meant */
  lineId?: string
  /** what people call the line: its description */
  line?: string
}

export type Problem = ProblemFacts &
  (
    | { code: 'account-unmapped'; account: string; accountName: string }
    | { code: 'account-inactive'; account: string; ledgerCode: string; ledgerName: string }
    | { code: 'item-unmapped'; item: string; itemId: string }
    | { code: 'tax-unmapped'; taxCode: string; taxCodeId: string }
    | { code: 'tax-unknown'; taxCode: string }
    | { code: 'tax-missing' }
    | { code: 'tax-inactive'; taxCode: string; ledgerTax: string }
    | { code: 'tracking-unmapped'; segment: 2 | 3; value: string; category: string }
    | { code: 'tracking-missing'; segment: 2 | 3; category: string }
    | { code: 'customer-unknown'; customer: string; customerId: string }
    | {
        code: 'customer-same-name'
        customer: string
        customerId: string
        contactId: string
        contactName: string
      }
    | { code: 'customer-archived'; customer: string; customerId: string; contactName: string }
    | { code: 'number-missing' }
    | { code: 'number-invalid'; number: string; reason: string }
    | { code: 'number-taken'; number: string; ledgerTotal: string }
    | { code: 'currency-unknown'; currency: string }
    | { code: 'currency-missing' }
    | { code: 'date-locked'; date: string; lockDate: string }
    | { code: 'due-date-missing'; terms: string }
    | { code: 'terms-invalid'; terms: string; xref: string }
    | { code: 'no-entries' }
    | { code: 'not-closed'; status: string }
    | { code: 'zero-total' }
    | { code: 'negative-total'; total: string }
    | { code: 'out-of-balance'; ours: string; connectwise: string; difference: string; limit: string }
    | { code: 'rounding-account-missing'; difference: string }
    | { code: 'rounding-applied'; difference: string }
    | { code: 'description-missing' }
    | { code: 'export-malformed'; detail: string }
    | { code: 'preview-changed' }
    | { code: 'differs-from-ledger'; ours: string; ledger: string }
    | { code: 'ledger-refused'; message: string }
    | { code: 'batch-refused'; message: string }
    | { code: 'not-connected' }
    | { code: 'reconnect-needed' }
    | { code: 'ledger-limit'; until: string }
    | { code: 'reference-stale'; list: string }
  )

export type ProblemCode = Problem['code']
