import type { ExpenseEntry, ExpenseExport } from '../../lib/accounting/export.ts'
import type { ExpenseInput } from '../../lib/accounting/translate/index.ts'
import { present } from '../../lib/std/assert.ts'
import { calendarDate } from '../../lib/std/clock.ts'
import { sum } from '../../lib/std/decimal.ts'
import { type BookDraft, bookStatements, type Statement } from './case-book.ts'
import { emptyBook, readCase, recordStatements } from './case-reader.ts'
import { expenseEntry, expenseExport, expenseLine } from './expensing.ts'
import { decimal } from './planning.ts'

/** Reads the "given" part of an expense's case: one plain statement a line (tests/cases/expense-postings/README.md). */
export function readExpenseCase(text: string): ExpenseInput {
  const record = expenseExport({ entries: [], lines: [], currency: '' })
  const input = readCase(text, { ...emptyBook(), record }, statements)
  const { entries, lines } = record
  record.date = present(
    entries
      .map(({ date }) => date)
      .toSorted()
      .at(-1),
    'an expense',
  )
  record.total = sum(entries.map(({ amount }) => amount))
  record.salesTax = sum(lines.flatMap(line => (line.glType === 'ET' ? line.amount : [])))
  return input
}

type Draft = BookDraft & { record: ExpenseExport }

function last({ record }: Draft): ExpenseEntry {
  return present(record.entries.at(-1), 'an expense before what is said of it')
}

const entryStatements: Statement<Draft>[] = [
  [
    /^of (.+?) \((\S+)\)$/,
    ({ record }, [name = '', identifier = '']) => {
      record.customer = { id: name, identifier, name, email: '', accountNumber: '' }
    },
  ],
  [
    /^number (\S+)$/,
    ({ record }, [number = '']) => {
      record.number = number
    },
  ],
  [
    /^spent (\S+) on (\S+) with (.+?), (reimbursable|non-reimbursable|personal|of no known class)(?: \| *(.*?))?(?: \| tax (\S+))?$/,
    ({ record }, [amount = '', date = '', type = '', word = '', description = '', taxType = '']) => {
      const known = ['reimbursable', 'non-reimbursable', 'personal'] as const
      record.entries.push(
        expenseEntry({
          id: String(36_001 + record.entries.length),
          date: calendarDate(date),
          amount: decimal(amount),
          paymentType: { id: type, name: type },
          classification: known.find(one => one === word) ?? null,
          lines: [],
          description,
          taxType,
        }),
      )
    },
  ],
  [
    /^entry (EE|EI|EO|ET) (\S+) (\S+)$/,
    (draft, [glType = '', segments = '', amount = '']) => {
      const [account = '', ...classes] = segments.split(':')
      const line = expenseLine({
        ...{ id: String(draft.record.lines.length + 1), glType, account: account === 'none' ? '' : account },
        segments: [classes[0] ?? '', classes[1] ?? '', classes[2] ?? ''],
        amount: decimal(amount),
        description: '',
      })
      last(draft).lines.push(line)
      draft.record.lines.push(line)
    },
  ],
  [
    /^status (\S+)(?: by (.+))?$/,
    (draft, [status = '', by = '']) => {
      Object.assign(last(draft), { status: status === 'none' ? '' : status, approver: by })
    },
  ],
  [
    /^charged to the project (.+)$/,
    (draft, [project = '']) => {
      last(draft).project = project
    },
  ],
  [
    /^billable$/,
    draft => {
      last(draft).billable = true
    },
  ],
  [
    /^exported as bills$/,
    ({ record }) => {
      record.classes = false
    },
  ],
]

/** Before what is said of any ledger, which may be in a currency as well. */
const accountStatements: Statement<Draft>[] = [
  [
    /^ledger (bank|card) account (\S+) (.+?)(?: in ([A-Z]{3}))?(, archived)?$/,
    ({ reference }, [pays = '', code = '', name = '', currency = '', archived]) => {
      const facts = { id: code, code, name, active: !archived, type: pays.toUpperCase() }
      reference.accounts.set(code, { ...facts, pays: pays === 'card' ? 'card' : 'bank', currency })
    },
  ],
]

const policyStatements: Statement<Draft>[] = [
  [
    /^company-paid expenses are bank transactions$/,
    ({ options }) => Object.assign(options, { companyPaidBecomes: 'bank-transaction' }),
  ],
  [
    /^the company pays with (.+)$/,
    ({ options }, [type = '']) => {
      options.companyPaidTypes = [...options.companyPaidTypes, type]
    },
  ],
  [/^post expenses as draft$/, ({ options }) => Object.assign(options, { expensesAs: 'draft' })],
  [
    /^post company-paid expenses as draft$/,
    ({ options }) => Object.assign(options, { companyPaidAs: 'draft' }),
  ],
  [
    /^expenses need (any|open|pending|tier-1|tier-2|approved)$/,
    ({ options }, [expenseApproval]) => Object.assign(options, { expenseApproval }),
  ],
  [
    /^project expenses need the second tier$/,
    ({ options }) => Object.assign(options, { expenseProjectApproval: true }),
  ],
  [
    /^expenses have to be (ready|billed)$/,
    ({ options }, [expenseBilling]) => Object.assign(options, { expenseBilling }),
  ],
  [/^only a tax that is the rate’s$/, ({ options }) => Object.assign(options, { expenseTax: 'rate' })],
]

const statements = [
  ...accountStatements,
  ...bookStatements,
  ...recordStatements,
  ...entryStatements,
  ...policyStatements,
]
