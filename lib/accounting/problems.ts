import { problemTable } from './problem-table.ts'

export { parseProblems } from './problem-json.ts'

/**
 * Problems (design §5): what the user can fix, *returned* by translate and check, never thrown.
 * One table (problem-table.ts): code → severity, message, fix and the place where it is fixed. A code without an entry
 * does not compile.
 */
export type Severity = 'waiting' | 'needs-fix' | 'check'

/** Where the cure is: our own screen (opened in its own tab), or a screen of ConnectWise or the ledger. */
export type Place =
  | { screen: 'mappings'; kind: string; key: string }
  | { screen: 'company'; field: string }
  | { screen: 'connectwise'; what: string; id: string }
  | { screen: 'ledger'; what: string; id: string }
  | { screen: 'none' }

/** Which line is meant; empty when it is the whole record. */
export interface LineFacts {
  /** GL entry id of the line */
  lineId?: string
  /** what people call the line: its description */
  line?: string
  /** of that line, with two decimals */
  amount?: string
}

interface ProblemFacts extends LineFacts {
  /** how many lines share the problem, when more than the one named */
  lines?: number
  /** what the record is told of as; absent: an invoice or credit memo */
  of?: 'purchase' | 'expense' | 'stock'
}

export type Problem = ProblemFacts &
  (
    | { code: 'account-missing' }
    | { code: 'account-unmapped'; account: string; accountName: string }
    | { code: 'account-inactive'; account: string; ledgerCode: string; ledgerName: string }
    | { code: 'item-unmapped'; item: string; itemId: string; fromDefault?: boolean; warn?: boolean }
    | { code: 'item-gone'; item: string; itemId: string; fromDefault?: boolean }
    /** a ledger whose items say the account, and none is named; `count` of its items are posted to that account */
    | { code: 'item-missing'; account: string; count: number }
    | { code: 'item-other-account'; item: string; itemId: string; account: string; itemAccount: string }
    | { code: 'tracking-several'; category: string; options: string }
    | { code: 'cost-account-missing'; account: string; glType: string }
    | { code: 'tax-unmapped'; taxCode: string; taxCodeId: string }
    | { code: 'tax-unknown'; taxCode: string }
    | { code: 'tax-missing' }
    | { code: 'tax-inactive'; taxCode: string; taxCodeId: string; ledgerTax: string }
    /** the ledger decides the rate itself, so its tax is not known beforehand */
    | { code: 'tax-by-ledger' }
    /** its tax is another than ConnectWise's, as foretold or (`posted`) as it came out */
    | {
        code: 'tax-differs'
        ledgerTax: string
        connectwise: string
        difference: string
        warn?: boolean
        posted?: boolean
      }
    /** a document takes one of these for all its lines */
    | { code: 'tax-several'; taxes: string }
    | { code: 'tracking-unmapped'; segment: 2 | 3; value: string; category: string; warn?: boolean }
    | { code: 'tracking-missing'; segment: 2 | 3; category: string; warn?: boolean }
    | {
        code: 'tracking-inactive'
        segment: 2 | 3
        value: string
        category: string
        option: string
        warn?: boolean
      }
    | { code: 'category-gone'; segment: 2 | 3 }
    | { code: 'sales-rep-missing'; category: string; warn?: boolean }
    | { code: 'sales-rep-unmapped'; rep: string; repId: string; category: string; warn?: boolean }
    | {
        code: 'sales-rep-inactive'
        rep: string
        repId: string
        category: string
        option: string
        warn?: boolean
      }
    | { code: 'sales-rep-category-gone' }
    /** the one rate of what is taxed, or of what is not, is not chosen ('') or not usable */
    | { code: 'static-tax-missing'; taxed: boolean; ledgerTax: string }
    /** '' where the ledger never named it */
    | { code: 'theme-gone'; theme: string }
    | { code: 'customer-unknown'; customer: string; customerId: string }
    | {
        code: 'customer-same-name'
        customer: string
        customerId: string
        contactId: string
        contactName: string
      }
    | { code: 'customer-archived'; customer: string; customerId: string; contactName: string }
    | { code: 'vendor-unknown'; vendor: string; vendorId: string }
    | {
        code: 'vendor-same-name'
        vendor: string
        vendorId: string
        contactId: string
        contactName: string
      }
    | { code: 'vendor-archived'; vendor: string; vendorId: string; contactName: string }
    /** in a ledger that keeps the two apart */
    | { code: 'vendor-is-customer'; vendor: string; vendorId: string; contactName: string }
    | { code: 'employee-unknown'; employee: string; employeeId: string }
    | {
        code: 'employee-same-name'
        employee: string
        employeeId: string
        contactId: string
        contactName: string
      }
    | { code: 'employee-archived'; employee: string; employeeId: string; contactName: string }
    | { code: 'employee-is-customer'; employee: string; employeeId: string; contactName: string }
    /** it has not come as far as the company wants; '' where ConnectWise names no status or nobody */
    | {
        code: 'expense-waiting'
        what: 'approval' | 'project' | 'ready' | 'billed'
        status: string
        by: string
        date: string
      }
    /** the company's books do not change by it */
    | { code: 'expense-nothing'; reason: string }
    /** what came under a week whose document stands: of it there is none */
    | { code: 'expense-late'; number: string; total: string }
    /** some of it stands in the ledger as another record, of before the company changed how expenses are gathered */
    | { code: 'expense-elsewhere'; number: string }
    /** one and another of a week come to nothing */
    | { code: 'expense-cancels-out'; count: number }
    /** in the export they are not of the kind that they were gathered as */
    | { code: 'expense-several-kinds' }
    /** another expense says the same, and which of them the attachments are of cannot be told */
    | { code: 'receipt-unsure'; expense: string }
    /** the API member may not read what is attached */
    | { code: 'receipt-right' }
    /** the consent does not cover attachments */
    | { code: 'receipt-ledger-right' }
    | { code: 'receipt-too-large'; file: string; megabytes: number }
    | { code: 'receipt-too-many'; file: string; most: number }
    | { code: 'receipt-refused'; file: string; message: string }
    /** money spent: the ledger's bank or card account of a payment type */
    | { code: 'payment-account-unmapped'; payment: string; paymentId: string }
    /** '' where the ledger never named it */
    | { code: 'payment-account-gone'; payment: string; paymentId: string; ledgerName: string }
    | {
        code: 'payment-account-currency'
        payment: string
        paymentId: string
        ledgerName: string
        accountCurrency: string
        currency: string
      }
    /** money that came back to an account on which the ledger cannot hold that */
    | { code: 'spend-as-journal'; ledgerName: string }
    | { code: 'expense-tax-differs'; typed: string; reckoned: string; rate: string; warn?: boolean }
    /** `salesTax`: the rate that sales take and that cannot be used on purchases; '' where they have none */
    | { code: 'purchase-tax-unmapped'; taxCode: string; taxCodeId: string; salesTax: string }
    | { code: 'purchase-tax-inactive'; taxCode: string; taxCodeId: string; ledgerTax: string }
    | { code: 'number-missing' }
    /** `format`: what composes the number of a bill makes it so */
    | { code: 'number-invalid'; number: string; reason: string; format?: boolean }
    | { code: 'number-taken'; number: string; ledgerTotal: string }
    | { code: 'currency-unknown'; currency: string }
    | { code: 'currency-missing' }
    | { code: 'date-locked'; date: string; lockDate: string }
    | { code: 'due-date-missing'; terms: string; termId?: string }
    | { code: 'terms-invalid'; terms: string; xref: string; termId?: string }
    | { code: 'no-entries' }
    | { code: 'not-closed'; status: string }
    /** `marked`: only marked in ConnectWise; `warn`: posted all the same */
    | { code: 'zero-total'; marked?: boolean; warn?: boolean }
    | { code: 'before-cut-off'; date: string; cutOff: string }
    | {
        code: 'kind-excluded'
        kind: 'invoices' | 'credit memos' | 'purchases' | 'stock movements' | 'expenses'
      }
    | { code: 'no-ledger'; location: string }
    | { code: 'other-company'; location: string; company: string }
    | { code: 'negative-total'; total: string; credit?: boolean }
    /** what is debited less what is credited */
    | { code: 'journal-unbalanced'; difference: string }
    /** `account` is ConnectWise's, '' where a setting chose the ledger's */
    | { code: 'journal-account'; account: string; ledgerCode: string; ledgerName: string }
    | {
        code: 'out-of-balance'
        /** the tax alone differs; absent: the total */
        what?: 'tax'
        ours: string
        connectwise: string
        difference: string
        limit: string
      }
    | { code: 'rounding-account-missing'; difference: string }
    /** `tax`: all of it comes from the tax, which the ledger reckons in another way */
    | { code: 'rounding-applied'; difference: string; tax?: boolean }
    | { code: 'adjustment-applied'; difference: string }
    | { code: 'description-missing' }
    | { code: 'export-malformed'; detail: string }
    | { code: 'preview-changed' }
    | { code: 'differs-from-ledger'; ours: string; ledger: string }
    /** goods came under a packing slip whose bill stands: of them there is no bill */
    | { code: 'slip-received-again'; slip: string; total: string }
    /** stock whose account ConnectWise does not name, by the source that the company goes by */
    | { code: 'asset-account-missing'; from: 'gl-mapping' | 'warehouse' }
    | { code: 'adjustment-account-missing' }
    /** an account that the company itself has chosen; '' where the ledger never named it */
    | {
        code: 'chosen-account-gone'
        setting: 'drop-ship-account' | 'stock-adjustment-account' | 'purchase-tax-account'
        ledgerName: string
      }
    /** `what` says that a product is no stock while the other says it is; `asStock`: how it is posted where that only warns */
    | {
        code: 'stock-type-differs'
        products: string
        count: number
        what: 'type' | 'class'
        warn?: boolean
        asStock?: boolean
      }
    | { code: 'cost-missing' }
    | { code: 'stock-currency'; currency: string; base: string }
    /** only marked in ConnectWise */
    | { code: 'nothing-moves' }
    /** no batch of ConnectWise takes a record with that character */
    | { code: 'batch-unfit'; text: string; character: string }
    /** a bill against its purchase order: prices of one, and what it makes for all that was billed */
    | { code: 'order-price-differs'; slip: string; billed: string; ordered: string; difference: string }
    | { code: 'order-quantity-differs'; slip: string; billed: string; received: string }
    /** received under a packing slip whose bill does not have it */
    | { code: 'order-not-billed'; slip: string }
    | { code: 'order-not-ordered'; slip: string }
    | { code: 'ledger-refused'; message: string }
    | { code: 'batch-refused'; message: string }
    | { code: 'batch-closed'; batch: string }
    | { code: 'mark-refused'; message: string; removing?: boolean }
    /** not undone: something is paid or credited; '' where the ledger does not say what is due */
    | { code: 'undo-paid'; due: string; total: string }
    /** it is matched with the bank's statement */
    | { code: 'undo-reconciled' }
    | { code: 'undo-refused'; message: string }
    | { code: 'undo-other-batch'; batch: string }
    /** out of the ledger, and its batch is still there */
    | { code: 'undo-batch-stays'; message: string }
    /** `journal`: of what goods from stock cost, by its number */
    | { code: 'undo-cost-stays'; journal: string }
    | { code: 'cost-refused'; journal: string }
    | { code: 'cost-differs'; ours: string; ledger: string }
    | { code: 'undone' }
    /**
     * not amended in place: something is paid or credited, of a `memo` applied or paid back; '' where the ledger does not say what
     * is due, or left
     */
    | { code: 'amend-paid'; due: string; total: string; memo?: boolean }
    | { code: 'amend-reconciled' }
    | { code: 'amend-locked'; date: string; lockDate: string; memo?: boolean }
    | { code: 'amend-gone' }
    /** its total there is no longer the one that was last known */
    | { code: 'amend-changed'; known: string; ledger: string }
    | { code: 'amend-other'; what: 'kind' | 'currency' }
    | { code: 'amend-batched'; batch: string }
    | { code: 'amend-refused'; message: string }
    /** the credit note stands with another total, so the new document waits */
    | { code: 'amend-credit-differs'; number: string; ours: string; ledger: string }
    | { code: 'payment-refused'; message: string }
    /** applied in ConnectWise between two that do not both stand in the ledger yet */
    | { code: 'credit-waits'; credit: string; invoice: string }
    | { code: 'credit-differs'; credit: string; invoice: string; connectwise: string; ledger: string }
    | { code: 'credit-other-customer'; credit: string; invoice: string }
    | {
        code: 'credit-other-currency'
        credit: string
        invoice: string
        creditCurrency: string
        invoiceCurrency: string
      }
    /** `what`: of which of the two less is open than was to be applied */
    | {
        code: 'credit-exceeds'
        credit: string
        invoice: string
        what: 'credit' | 'invoice'
        wanted: string
        left: string
      }
    | { code: 'credit-not-approved'; number: string; status: string }
    | { code: 'credit-gone' }
    | {
        code: 'credit-stuck'
        credit: string
        invoice: string
        where: 'ledger' | 'connectwise'
        wanted: string
      }
    | { code: 'credit-refused'; where: 'ledger' | 'connectwise'; message: string }
    | { code: 'not-connected' }
    | { code: 'reconnect-needed' }
    | { code: 'ledger-limit'; until: string }
    | { code: 'reference-stale'; list: string }
  )

/** The same problem, of another kind of record. */
export function about(of: NonNullable<Problem['of']>, problem: Problem): Problem {
  return { ...problem, of }
}

export type ProblemCode = Problem['code']

/** A problem as the user reads it. */
export interface DescribedProblem {
  severity: Severity
  title: string
  message: string
  fixLabel: string
  place: Place
}

export function describe(problem: Problem, ledger: string): DescribedProblem {
  return describeAs(problem.code, problem, ledger)
}

/** "Check" means sent and worth a look; everything else keeps the record from being sent. */
export function isBlocking(problem: Problem): boolean {
  return severityOf(problem) !== 'check'
}

/** Nothing to be mended: the company leaves such records alone. */
export function isLeftAlone(problem: Problem): boolean {
  return leftAlone.has(problem.code) && severityOf(problem) !== 'check'
}

const leftAlone: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'zero-total',
  'nothing-moves',
  'before-cut-off',
  'kind-excluded',
  'no-ledger',
  'other-company',
  'expense-nothing',
])

/** Somebody was at the document in the ledger after it was sent. */
export function isOfLedger({ code }: Problem): boolean {
  return code === 'amend-changed' || code === 'amend-gone'
}

/** A missing class stops the record or only warns: the company's setting travels with the problem. */
export function severityOf(problem: Problem): Severity {
  return 'warn' in problem && problem.warn ? 'check' : problemTable[problem.code].severity
}

export type ProblemOf<C extends ProblemCode> = Extract<Problem, { code: C }>

function describeAs<C extends ProblemCode>(code: C, problem: ProblemOf<C>, ledger: string): DescribedProblem {
  const entry = problemTable[code]
  const { label, place } = entry.fix(problem, ledger)
  const message = entry.message(problem, ledger)
  const title = typeof entry.title === 'string' ? entry.title : entry.title(problem)
  return { severity: severityOf(problem), title, message, fixLabel: label, place }
}
