import { type DocumentLine, isBought, isSpent, type LedgerDocument } from '../../lib/accounting/document.ts'
import { ledgerTaxNote } from '../../lib/accounting/ledger-tax.ts'
import type { RecordPlan } from '../../lib/accounting/plan.ts'
import { describe } from '../../lib/accounting/problems.ts'
import { Decimal } from '../../lib/std/decimal.ts'

/** A plan as an accountant reads it: the document, its journal, what is found, and whether it goes. */
export function renderPlan(plan: RecordPlan, ledger: string): string {
  const lines = [
    ...(plan.contact ? [`new contact ${plan.contact.name}`] : []),
    ...(plan.document ? renderDocument(plan.document, ledger) : ['no document']),
    ...(plan.companion ? ['and with it', ...renderDocument(plan.companion, ledger)] : []),
    ...plan.problems.map(problem => {
      const { severity, title, message, fixLabel } = describe(problem, ledger)
      return `${severity}: ${title} — ${message}${fixLabel === '' ? '' : ` [${fixLabel}]`}`
    }),
    outcome(plan),
  ]
  return lines.map(line => `  ${line}`).join('\n')
}

function outcome({ ready, mark }: RecordPlan): string {
  if (mark) return 'only marked in ConnectWise'
  return ready ? 'ready to send' : 'not sent'
}

function renderDocument(document: LedgerDocument, ledger: string): string[] {
  const { kind } = document
  return [
    headOf(document),
    ...(document.reference === '' ? [] : [`reference ${document.reference}`]),
    ...(document.theme ? [`theme ${document.theme.name}`] : []),
    ...(document.taxAsGiven ? ['tax as ConnectWise calculated it'] : []),
    ...(document.ledgerTax ? [ledgerTaxNote(document.ledgerTax, ledger)] : []),
    ...document.lines.map(kind === 'journal' ? renderSide : renderLine),
    ...renderJournal(document),
  ]
}

function headOf(document: LedgerDocument): string {
  const { kind, number, contact, paidFrom, date, dueDate, currency, status } = document
  if (kind === 'journal') return `journal ${number}, ${date}, ${currency}, ${status}`
  const [name, towards] = heads[kind]
  if (paidFrom === undefined)
    return `${name} ${number} ${towards} ${contact.name}, ${date}, due ${dueDate}, ${currency}, ${status}`
  const who = contact.name === '' ? 'nobody' : contact.name
  const account = `${paidFrom.card ? 'card' : 'bank'} ${paidFrom.code} ${paidFrom.name}`
  return `${name} ${number} ${towards} ${account}, with ${who}, ${date}, ${currency}, ${status}`
}

function renderSide({ account, amount, tracking, description }: DocumentLine): string {
  const side = amount.isNegative() ? 'credit' : 'debit '
  const name = `${account.code} ${account.name}`.padEnd(32)
  const parts = [...tracking.map(option => `${option.category} ${option.option}`), description]
  return `${side} ${name} ${amount.abs().toFixedText(2).padStart(12)} | ${parts.join(' | ')}`
}

function renderLine(line: DocumentLine): string {
  const { quantity, unitAmount, amount, account, item, tax, amountTax, tracking } = line
  const parts = [
    `${quantity.toText()} × ${atLeastCents(unitAmount)} = ${amount.toFixedText(2)}`,
    `${account.code} ${account.name}`,
    `${tax.name} ${tax.rate.toText()}% ${amountTax.toFixedText(2)}`,
    ...(item ? [`item ${item.code}`] : []),
    ...tracking.map(option => `${option.category} ${option.option}`),
    line.description,
    ...line.notes.map(note => `(${note})`),
  ]
  return `- ${parts.join(' | ')}`
}

const heads = {
  invoice: ['invoice', 'to'],
  'credit-note': ['credit note', 'to'],
  bill: ['bill', 'from'],
  'vendor-credit': ['vendor credit', 'from'],
  spend: ['money spent', 'from'],
  receive: ['money received', 'back to'],
} as const

/** A credit note is the mirror of an invoice, and so are a bill and what was spent: what one debits the other credits. */
function renderJournal({ kind, paidFrom, totals, lines }: LedgerDocument): string[] {
  if (kind === 'journal') return []
  const mirrored = kind === 'credit-note' || kind === 'bill' || kind === 'spend'
  const accounts = new Map<string, Decimal>()
  const add = (name: string, amount: Decimal) =>
    accounts.set(name, amount.plus(accounts.get(name) ?? Decimal.zero))
  const owed = isBought(kind) ? 'Accounts payable' : 'Accounts receivable'
  add(isSpent(kind) ? `${paidFrom?.code} ${paidFrom?.name}` : owed, totals.total)
  for (const line of lines) {
    add(`${line.account.code} ${line.account.name}`, line.amount.negated())
    if (!line.amountTax.isZero()) add(`Tax: ${line.tax.name}`, line.amountTax.negated())
  }
  const moved = [...accounts].filter(([, amount]) => !amount.isZero())
  return moved.map(([name, amount]) => {
    const side = amount.isNegative() === mirrored ? 'debit ' : 'credit'
    return `${side} ${name.padEnd(32)} ${amount.abs().toFixedText(2).padStart(12)}`
  })
}

function atLeastCents(price: Decimal): string {
  return price.places() <= 2 ? price.toFixedText(2) : price.toText()
}
