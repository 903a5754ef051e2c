import {
  company,
  dayInWords,
  type Entry,
  lineOf,
  mapping,
  named,
  openRecord,
  theRecord,
} from './problem-words.ts'
import type { ProblemCode, ProblemOf } from './problems.ts'

/** What only an expense asks for: who is owed, how far it is approved, and what becomes of it. */
export const expenseProblems = {
  'employee-unknown': {
    severity: 'needs-fix',
    title: 'Employee not in the ledger',
    message: (p, ledger) =>
      `${p.employee || 'The member'} is not linked to a ${ledger} contact yet, and what they spend stands with one there.`,
    fix: p => ({ label: 'Choose the contact', place: mapping('employee', p.employeeId) }),
  },
  'employee-same-name': {
    severity: 'needs-fix',
    title: 'Same person?',
    message: (p, ledger) =>
      `${p.employee} is not linked yet, and ${ledger} has a contact called ${p.contactName}. Link the two, or choose another contact.`,
    fix: p => ({ label: `Link ${p.contactName}`, place: mapping('employee', p.employeeId) }),
  },
  'employee-archived': {
    severity: 'needs-fix',
    title: 'Contact archived',
    message: (p, ledger) =>
      `The member ${p.employee} is linked to ${p.contactName}, which is archived in ${ledger}.`,
    fix: p => ({ label: 'Choose the contact', place: mapping('employee', p.employeeId) }),
  },
  'employee-is-customer': {
    severity: 'needs-fix',
    title: 'Linked to a customer',
    message: (p, ledger) =>
      `The member ${p.employee} is linked to ${p.contactName}, which is a customer in ${ledger}. A bill is owed to a vendor.`,
    fix: p => ({ label: 'Choose the vendor', place: mapping('employee', p.employeeId) }),
  },
  'expense-waiting': {
    severity: 'waiting',
    title: p => waiting[p.what].title,
    message: p =>
      `${lineOf(p)} of ${dayInWords(p.date)} ${waiting[p.what].message(p)} It goes by itself once that is done.`,
    fix: p => openRecord(p),
  },
  'expense-nothing': {
    severity: 'waiting',
    title: 'Nothing to post',
    message: (p, ledger) => `${p.reason} Nothing is sent to ${ledger}.`,
    fix: p => openRecord(p),
  },
  'expense-late': {
    severity: 'needs-fix',
    title: 'Came after its week was posted',
    message: (p, ledger) =>
      `More expenses of that week came after ${p.number} was posted: ${p.total} that no document in ${ledger} has. Undo ${p.number} and send it again; then it has all of them.`,
    fix: () => ({ label: 'Undo and send again', place: { screen: 'none' } }),
  },
  'expense-elsewhere': {
    severity: 'needs-fix',
    title: 'In the ledger as another record',
    message: (p, ledger) =>
      `Some of it stands in ${ledger} as ${p.number}, of before expenses were gathered in another way, and its batch in ConnectWise is missing. Undo ${p.number}, or choose how expenses are gathered as it was.`,
    fix: () => ({ label: 'How expenses are gathered', place: company('expense-grouping') }),
  },
  'payment-account-unmapped': {
    severity: 'needs-fix',
    title: 'Payment type without an account',
    message: (p, ledger) =>
      `${theRecord(p)} was paid with ${p.payment || 'a payment type without a name'}, which has no bank or card account in ${ledger} yet.`,
    fix: p => ({ label: `Map ${p.payment}`, place: mapping('payment-account', p.paymentId) }),
  },
  'payment-account-gone': {
    severity: 'needs-fix',
    title: 'Account no longer usable',
    message: (p, ledger) =>
      `${theRecord(p)} was paid with ${p.payment}, mapped to an account${named(p.ledgerName)} that ${ledger} no longer uses, or that is neither an account with a bank nor a credit card.`,
    fix: p => ({ label: `Map ${p.payment}`, place: mapping('payment-account', p.paymentId) }),
  },
  'payment-account-currency': {
    severity: 'needs-fix',
    title: 'Account in another currency',
    message: (p, ledger) =>
      `${theRecord(p)} is in ${p.currency}, and ${p.payment} is mapped to ${p.ledgerName}, which ${ledger} keeps in ${p.accountCurrency}: what is spent from an account is in its currency. Map it to an account in ${p.currency}, or enter the expense in ${p.accountCurrency}.`,
    fix: p => ({ label: `Map ${p.payment}`, place: mapping('payment-account', p.paymentId) }),
  },
  'spend-as-journal': {
    severity: 'check',
    title: 'A journal, not a bank transaction',
    message: (p, ledger) =>
      `It is money that came back to ${p.ledgerName}, and ${ledger} holds that of credit cards only. So it goes as a journal against the expense offset account, and its line on the bank’s statement has to be matched with that by hand.`,
    fix: () => ({ label: 'Company-paid expenses', place: company('company-paid-becomes') }),
  },
  'expense-cancels-out': {
    severity: 'needs-fix',
    title: 'Comes to nothing together',
    message: (p, ledger) =>
      `The ${p.count} expenses of that week come to 0.00 together, and ${ledger} has no use for a document over nothing. One for each expense posts what they changed.`,
    fix: () => ({ label: 'How expenses are gathered', place: company('expense-grouping') }),
  },
  'expense-several-kinds': {
    severity: 'needs-fix',
    title: 'Not of one kind any more',
    message: () =>
      'The payment type or the classification of some of these expenses was changed meanwhile, so that they do not become one document. Read the list again.',
    fix: p => openRecord(p),
  },
  'expense-tax-differs': {
    severity: 'needs-fix',
    title: 'Tax typed differs from the rate',
    message: (p, ledger) =>
      `${lineOf(p)} has ${p.typed} tax as it was typed in ConnectWise; at ${p.rate} it would be ${p.reckoned}. ${p.warn ? `What was typed stands in ${ledger}.` : 'This company sends none whose tax is not the rate’s: correct it in ConnectWise, or let what was typed stand.'}`,
    fix: p => (p.warn ? { label: 'Tax of expenses', place: company('expense-tax') } : openRecord(p)),
  },
} satisfies { [C in ProblemCode]?: Entry<C> }

type Waiting = ProblemOf<'expense-waiting'>

const waiting: Readonly<Record<Waiting['what'], { title: string; message(problem: Waiting): string }>> = {
  approval: {
    title: 'Waiting for approval',
    message: p => `waits for ${p.by === '' ? 'its approval' : `the approval of ${p.by}`}${statusOf(p)}.`,
  },
  project: {
    title: 'Waiting for the project’s approval',
    message: p => `is charged to a project and waits for the approval of the second tier${statusOf(p)}.`,
  },
  ready: {
    title: 'Waiting to be ready to bill',
    message: p => `waits until it is ready to bill${statusOf(p)}.`,
  },
  billed: {
    title: 'Waiting to be billed',
    message: p => `waits until the customer is billed for it${statusOf(p)}.`,
  },
}

function statusOf({ status }: Waiting): string {
  if (status === '') return '; ConnectWise does not say how far it is'
  const words = status.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
  return `; its status is ${words}`
}
