import type { DocumentLine, LedgerDocument } from '../../lib/accounting/document.ts'
import { ledgerTaxNote } from '../../lib/accounting/ledger-tax.ts'
import type { SalesPlan } from '../../lib/accounting/plan.ts'
import { describe } from '../../lib/accounting/problems.ts'
import { Decimal } from '../../lib/std/decimal.ts'

/** A plan as an accountant reads it: the document, its journal, what is found, and whether it goes. */
export function renderPlan(plan: SalesPlan, ledger: string): string {
  const lines = [
    ...(plan.contact ? [`new contact ${plan.contact.name}`] : []),
    ...(plan.document ? renderDocument(plan.document, ledger) : ['no document']),
    ...plan.problems.map(problem => {
      const { severity, title, message, fixLabel } = describe(problem, ledger)
      return `${severity}: ${title} — ${message}${fixLabel === '' ? '' : ` [${fixLabel}]`}`
    }),
    outcome(plan),
  ]
  return lines.map(line => `  ${line}`).join('\n')
}

function outcome({ ready, mark }: SalesPlan): string {
  if (mark) return 'only marked in ConnectWise'
  return ready ? 'ready to send' : 'not sent'
}

function renderDocument(document: LedgerDocument, ledger: string): string[] {
  const { kind, number, contact, date, dueDate, currency, status } = document
  const name = kind === 'invoice' ? 'invoice' : 'credit note'
  return [
    `${name} ${number} to ${contact.name}, ${date}, due ${dueDate}, ${currency}, ${status}`,
    ...(document.reference === '' ? [] : [`reference ${document.reference}`]),
    ...(document.theme ? [`theme ${document.theme.name}`] : []),
    ...(document.taxAsGiven ? ['tax as ConnectWise calculated it'] : []),
    ...(document.ledgerTax ? [ledgerTaxNote(document.ledgerTax, ledger)] : []),
    ...document.lines.map(renderLine),
    ...renderJournal(document),
  ]
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

/** A credit note is the mirror of an invoice: what one debits the other credits. */
function renderJournal(document: LedgerDocument): string[] {
  const mirrored = document.kind === 'credit-note'
  const accounts = new Map<string, Decimal>()
  const add = (name: string, amount: Decimal) =>
    accounts.set(name, amount.plus(accounts.get(name) ?? Decimal.zero))
  add('Accounts receivable', document.totals.total)
  for (const line of document.lines) {
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
