import { randomUUID } from 'node:crypto'
import { contactOf } from './contacts.ts'
import { type Context, type Outcome, today } from './context.ts'
import type { Account, BankTransaction, Line } from './entities.ts'
import { amount, formatLine, msDate, updated } from './format.ts'
import type { BankTransactionInput, LineInput } from './input.ts'
import { buildLine, type Findings, type LineRules } from './lines.ts'
import { Money, totals } from './money.ts'
import { INVALID_URL, lockedOn, validUrl } from './rules.ts'
import { type Books, key } from './store.ts'

const NOT_FOUND = 'The document with the supplied id was not found for this endpoint.'
/** Seen live; of a deletion too. */
const RECONCILED = 'This Bank Transaction cannot be edited as it has been reconciled with a Bank Statement.'

/** One element of PUT or POST BankTransactions. `id` comes from the path of a single update. POST knows ids only. */
export function saveBankTransaction(
  context: Context,
  input: BankTransactionInput,
  id: string | undefined = input.BankTransactionID,
): Outcome<BankTransaction> {
  const found: Findings = { errors: [], warnings: [] }
  const done = (row?: BankTransaction) => ({ ...found, input, ...(row && { row }) })
  const { books, organisation } = context
  const known = id === undefined ? undefined : books.bankTransactions.get(id)
  const existing = known?.tenant === organisation.id ? known : undefined
  const blocked = id !== undefined && (existing ? blockedBy(context, existing) : NOT_FOUND)
  if (blocked) {
    found.errors.push(blocked)
    return done()
  }
  const row =
    existing && input.Status === 'DELETED'
      ? { ...existing, status: 'DELETED' as const, updatedAt: context.clock.now() }
      : build(context, input, existing, found)
  if (!row || found.errors.length > 0) return done()
  books.bankTransactions.put(row)
  return done(row)
}

/** Why it cannot take any change. */
function blockedBy({ organisation }: Context, existing: BankTransaction): string | undefined {
  if (existing.status === 'DELETED') return 'Bank transaction not of valid status for modification'
  if (existing.isReconciled) return RECONCILED
  return lockedOn(organisation, existing.date)
}

function build(
  context: Context,
  input: BankTransactionInput,
  existing: BankTransaction | undefined,
  found: Findings,
): BankTransaction | undefined {
  const account = bankAccountOf(context, input)
  const type = existing?.type ?? input.Type
  if (!account?.bank) found.errors.push('The bank account is not an active account of type BANK')
  if (!type || (input.Type ?? type) !== type) found.errors.push('Type must be that of the transaction')
  if (!account?.bank || !type) return undefined
  // Prices include their tax where nothing is said of it (developer.xero.com, BankTransactions).
  const lineAmountTypes = input.LineAmountTypes ?? existing?.lineAmountTypes ?? 'Inclusive'
  const known = new Set(existing?.lines.map(line => line.id))
  const rules: LineRules = { type: 'ACCPAY', status: 'AUTHORISED', lineAmountTypes, known }
  const lines = (input.LineItems ?? []).map(line => lineOf(context, line, rules, found))
  const url = input.Url ?? existing?.url
  const draft = {
    id: existing?.id ?? randomUUID(),
    tenant: context.organisation.id,
    type,
    account: account.id,
    reference: input.Reference ?? existing?.reference ?? '',
    ...(url !== undefined && { url }),
    date: input.Date ?? existing?.date ?? today(context),
    status: 'AUTHORISED' as const,
    isReconciled: false,
    lineAmountTypes,
    lines,
    ...totals(lines, lineAmountTypes),
    currency: account.bank.currency,
    createdBy: existing?.createdBy ?? context.clientId,
    createdAt: existing?.createdAt ?? context.clock.now(),
    updatedAt: context.clock.now(),
  }
  found.errors.push(...problemsOf(context, draft))
  // The contact comes last: a refused one must not leave a new contact behind.
  if (found.errors.length > 0) return undefined
  const contact = contactOf(context, input.Contact)
  if (contact.error !== undefined) found.errors.push(contact.error)
  return contact.row && { ...draft, contact: contact.row.id }
}

/** Tax is reckoned by Xero: an amount that comes along has to be the same. Lines may be negative, and none is of nothing. */
function lineOf(
  context: Context,
  { TaxAmount, ...input }: LineInput,
  rules: LineRules,
  found: Findings,
): Line {
  const line = buildLine(context, input, rules, found)
  if (TaxAmount !== undefined && !new Money(TaxAmount.text).equals(line.taxAmount))
    found.errors.push('The tax amount of a line must match the one that is calculated')
  if (new Money(line.unitAmount).isZero()) found.errors.push('The unit amount of a line must not be 0')
  if (!new Money(line.quantity).isPositive() || new Money(line.quantity).isZero())
    found.errors.push('The quantity of a line must be greater than 0')
  return line
}

function problemsOf({ organisation }: Context, draft: Omit<BankTransaction, 'contact'>): string[] {
  const total = new Money(draft.total)
  const locked = lockedOn(organisation, draft.date)
  return [
    ...(draft.lines.length === 0 ? ['At least one line item must be specified'] : []),
    ...(draft.url !== undefined && !validUrl(draft.url) ? [INVALID_URL] : []),
    ...(total.isPositive() && !total.isZero() ? [] : ['The total of a bank transaction must be positive']),
    ...(locked === undefined ? [] : [locked]),
  ]
}

function bankAccountOf(
  { books, organisation }: Context,
  { BankAccount: named }: BankTransactionInput,
): Account | undefined {
  const { AccountID: id, Code: code } = named ?? {}
  const byId = id === undefined ? undefined : books.accounts.get(id)
  const byCode = code === undefined ? undefined : books.accounts.by('code', key(organisation.id, code))[0]
  const account = byId ?? byCode
  return account?.tenant === organisation.id && account.status === 'ACTIVE' ? account : undefined
}

/** A person matches it with a line of the bank's statement, or takes the match away. */
export function reconcile(context: Context, row: BankTransaction, isReconciled: boolean) {
  context.books.bankTransactions.put({ ...row, isReconciled, updatedAt: context.clock.now() })
}

type BankView = { books: Books; unitPlaces: number; lines: boolean }

export function formatBankTransaction(row: BankTransaction, view: BankView): object {
  const account = view.books.accounts.get(row.account)
  return {
    BankTransactionID: row.id,
    BankAccount: { AccountID: row.account, Code: account?.code, Name: account?.name },
    Type: row.type,
    Reference: row.reference,
    ...(row.url === undefined ? {} : { Url: row.url }),
    IsReconciled: row.isReconciled,
    CurrencyRate: amount('1'),
    HasAttachments: view.books.attachments.by('document', row.id).length > 0,
    Contact: { ContactID: row.contact, Name: view.books.contacts.get(row.contact)?.name },
    Date: msDate(Date.parse(`${row.date}T00:00:00Z`)),
    DateString: `${row.date}T00:00:00`,
    Status: row.status,
    LineAmountTypes: row.lineAmountTypes,
    LineItems: view.lines ? row.lines.map(line => formatLine(row, line, view)) : [],
    SubTotal: amount(row.subTotal),
    TotalTax: amount(row.totalTax),
    Total: amount(row.total),
    ...updated(row.updatedAt),
    CurrencyCode: row.currency,
  }
}
