import type { DocumentLine, LedgerDocument } from '../../accounting/document.ts'
import { documentFromJson } from '../../accounting/document-json.ts'
import { ledgerTaxNote } from '../../accounting/ledger-tax.ts'
import { type JournalLine, journalOf, journalTotals } from './journal.ts'
import { amountText } from './shown.ts'

/** The exact document with every figure as text: the preview, and the entry of what was sent. */
export interface EntryView {
  kind: LedgerDocument['kind']
  number: string
  /** '' where nobody is named */
  contact: string
  /** of money that was spent or came back: the bank or card account; null of anything else */
  paidFrom: { account: string; card: boolean } | null
  /** the contact is made in the ledger first */
  contactIsNew: boolean
  date: string
  dueDate: string
  reference: string
  currency: string
  status: LedgerDocument['status']
  markSent: boolean
  /** '' where the ledger's default is taken */
  theme: string
  /** what the ledger's own tax is expected to be; '' where it has none of its own */
  ledgerTax: string
  lines: EntryLine[]
  subtotal: string
  tax: string
  total: string
  journal: JournalLine[]
  journalTotals: { debit: string; credit: string }
}

export interface EntryLine {
  description: string
  quantity: string
  unitAmount: string
  amount: string
  account: string
  item: string
  tax: string
  amountTax: string
  tracking: string[]
  notes: string[]
  rounding: boolean
  /** the ConnectWise entries the line stands for */
  sources: { account: string; description: string; quantity: string; amount: string }[]
}

export function entryOf(document: LedgerDocument, ledger: string, contactIsNew = false): EntryView {
  const { totals, contact, paidFrom } = document
  const journal = journalOf(document)
  return {
    kind: document.kind,
    number: document.number,
    contact: contact.name,
    paidFrom: paidFrom ? { account: `${paidFrom.code} ${paidFrom.name}`.trim(), card: paidFrom.card } : null,
    contactIsNew,
    date: document.date,
    dueDate: document.dueDate,
    reference: document.reference,
    currency: document.currency,
    status: document.status,
    markSent: document.markSent,
    theme: document.theme?.name ?? '',
    ledgerTax: ledgerTaxNote(document.ledgerTax, ledger),
    lines: document.lines.map(entryLine),
    subtotal: amountText(totals.subtotal),
    tax: amountText(totals.tax),
    total: amountText(totals.total),
    journal,
    journalTotals: journalTotals(journal),
  }
}

/** What was planned when the posting was made ready, from its row. */
export function entryOfPayload(payload: unknown, ledger: string): EntryView {
  return entryOf(documentFromJson(payload), ledger)
}

function entryLine(line: DocumentLine): EntryLine {
  const { account, item, tax } = line
  return {
    description: line.description,
    quantity: line.quantity.toText(),
    unitAmount: amountText(line.unitAmount),
    amount: amountText(line.amount),
    account: `${account.code} ${account.name}`.trim(),
    item: item?.code ?? '',
    tax: `${tax.name} (${tax.rate.toText()} %)`,
    amountTax: amountText(line.amountTax),
    tracking: line.tracking.map(one => `${one.category}: ${one.option}`),
    notes: line.notes,
    rounding: line.role === 'rounding',
    sources: line.sources.map(source => ({
      account: [source.account, ...source.segments].filter(text => text !== '').join(' · '),
      description: source.description,
      quantity: source.quantity.toText(),
      amount: amountText(source.amount),
    })),
  }
}
