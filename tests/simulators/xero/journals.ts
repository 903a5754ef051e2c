import { randomUUID } from 'node:crypto'
import { type Context, type Outcome, today } from './context.ts'
import type { Account, Journal, JournalLine, JournalStatus } from './entities.ts'
import { amount, formatTracking, msDate, updated } from './format.ts'
import type { JournalInput, JournalLineInput } from './input.ts'
import { type Findings, trackingOf } from './lines.ts'
import { cents, Money, sum } from './money.ts'
import { INVALID_URL, lockedOn, validUrl } from './rules.ts'
import { key } from './store.ts'

const NOT_FOUND = 'The document with the supplied id was not found for this endpoint.'

/** One element of PUT or POST ManualJournals. `id` comes from the path of a single update. Numbers it has none: POST knows ids only. */
export function saveJournal(
  context: Context,
  input: JournalInput,
  id: string | undefined = input.ManualJournalID,
): Outcome<Journal> {
  const found: Findings = { errors: [], warnings: [] }
  const done = (row?: Journal) => ({ ...found, input, ...(row && { row }) })
  const { books, organisation } = context
  const known = id === undefined ? undefined : books.journals.get(id)
  const existing = known?.tenant === organisation.id ? known : undefined
  if (id !== undefined && !existing) {
    found.errors.push(NOT_FOUND)
    return done()
  }
  const blocked = existing && blockedBy(context, existing, input.Status ?? existing.status)
  if (blocked) {
    found.errors.push(blocked)
    return done()
  }
  const ends = input.Status === 'VOIDED' || input.Status === 'DELETED'
  const row =
    existing && ends
      ? { ...existing, status: input.Status ?? existing.status, updatedAt: context.clock.now() }
      : build(context, input, existing, found)
  if (found.errors.length > 0) return done()
  books.journals.put(row)
  return done(row)
}

const NEXT: Record<JournalStatus, JournalStatus[]> = {
  DRAFT: ['DRAFT', 'POSTED', 'DELETED'],
  POSTED: ['POSTED', 'VOIDED'],
  VOIDED: [],
  DELETED: [],
}

/** Why this journal cannot take this change at all. */
function blockedBy(context: Context, { status, date }: Journal, next: JournalStatus): string | undefined {
  const edited = status === 'POSTED' && next === 'POSTED'
  if (!NEXT[status].includes(next) || (edited && !context.parameters.postedJournalsEditable))
    return 'Manual journal not of valid status for modification'
  return status === 'POSTED' ? lockedOn(context.organisation, date) : undefined
}

function build(
  context: Context,
  input: JournalInput,
  existing: Journal | undefined,
  found: Findings,
): Journal {
  const status = input.Status ?? existing?.status ?? 'DRAFT'
  const url = input.Url ?? existing?.url
  const row: Journal = {
    id: existing?.id ?? randomUUID(),
    tenant: context.organisation.id,
    narration: input.Narration,
    date: input.Date ?? existing?.date ?? today(context),
    status,
    ...(url !== undefined && { url }),
    showOnCashBasisReports: input.ShowOnCashBasisReports ?? existing?.showOnCashBasisReports ?? true,
    lines: input.JournalLines?.map(line => lineOf(context, line, status, found)) ?? existing?.lines ?? [],
    createdBy: existing?.createdBy ?? context.clientId,
    createdAt: existing?.createdAt ?? context.clock.now(),
    updatedAt: context.clock.now(),
  }
  found.errors.push(...problemsOf(context, row))
  return row
}

function problemsOf({ organisation }: Context, { status, date, url, lines }: Journal): string[] {
  const errors: string[] = []
  if (status === 'VOIDED' || status === 'DELETED') errors.push(`A new journal cannot be ${status}`)
  if (url !== undefined && !validUrl(url)) errors.push(INVALID_URL)
  if (lines.length < 2) errors.push('At least two journal lines must be specified')
  const { debits, credits } = sidesOf(lines)
  if (!debits.plus(credits).isZero()) {
    errors.push(`The total debits (${debits.toFixed(2)}) must equal total credits (${credits.toFixed(2)})`)
  }
  const locked = status === 'POSTED' ? lockedOn(organisation, date) : undefined
  return locked === undefined ? errors : [...errors, locked]
}

export function sidesOf(lines: readonly JournalLine[]) {
  const of = (negative: boolean) =>
    sum(lines.map(line => line.amount).filter(text => new Money(text).isNegative() === negative))
  return { debits: of(false), credits: of(true) }
}

/** A line without tax: the sum of a journal's lines is all there is. */
function lineOf(
  context: Context,
  input: JournalLineInput,
  status: JournalStatus,
  found: Findings,
): JournalLine {
  const account = accountOf(context, input, status, found)
  return {
    ...(input.Description !== undefined && { description: input.Description }),
    amount: cents(new Money(input.LineAmount.text), context.parameters.halfCent).toFixed(2),
    ...(account && { account: account.id }),
    tracking: trackingOf(context, input.Tracking ?? [], found),
  }
}

/** A draft keeps a line whose account is not known, without it; what keeps a ledger of its own takes no journal at all. */
function accountOf(
  { books, organisation }: Context,
  { AccountCode: code, AccountID: id }: JournalLineInput,
  status: JournalStatus,
  found: Findings,
): Account | undefined {
  const byCode = code === undefined ? undefined : books.accounts.by('code', key(organisation.id, code))[0]
  const byId = id === undefined ? undefined : books.accounts.get(id)
  const named = byCode ?? byId
  const account = named?.tenant === organisation.id ? named : undefined
  if (account && isReserved(account)) found.errors.push(invalid(account.code))
  if (account?.status === 'ACTIVE') return account
  const told = account?.code ?? code
  if (status === 'DRAFT' && told !== undefined) {
    found.warnings.push(`Account code '${told}' has been removed as it does not match a recognised account.`)
  }
  if (status === 'POSTED') found.errors.push(refusal(account, told))
  return undefined
}

function refusal(account: Account | undefined, code: string | undefined): string {
  if (account) {
    return `Account code '${account.code}' has been archived, or has been deleted. Each line item must reference a valid account.`
  }
  return code === undefined ? 'Account must be valid.' : invalid(code)
}

function invalid(code: string): string {
  return `Account code '${code}' is not a valid code for this document.`
}

const SYSTEM = new Set(['DEBTORS', 'CREDITORS', 'RETAINEDEARNINGS'])

function isReserved({ type, systemAccount = '' }: Account): boolean {
  return type === 'BANK' || type === 'INVENTORY' || SYSTEM.has(systemAccount)
}

export function formatJournal(row: Journal, { books, lines }: Pick<Context, 'books'> & { lines: boolean }) {
  return {
    Date: msDate(Date.parse(`${row.date}T00:00:00Z`)),
    Status: row.status,
    LineAmountTypes: 'NoTax',
    ...updated(row.updatedAt),
    ManualJournalID: row.id,
    Narration: row.narration,
    ...(row.url === undefined ? {} : { Url: row.url }),
    JournalLines: lines ? row.lines.map(line => formatLine(line, books)) : [],
    ShowOnCashBasisReports: row.showOnCashBasisReports,
    HasAttachments: books.attachments.by('document', row.id).length > 0,
  }
}

function formatLine(line: JournalLine, books: Context['books']) {
  const account = line.account === undefined ? undefined : books.accounts.get(line.account)
  return {
    ...(line.description === undefined ? {} : { Description: line.description }),
    TaxType: 'NONE',
    TaxAmount: amount('0'),
    LineAmount: amount(line.amount),
    ...(account ? { AccountCode: account.code, AccountID: account.id } : {}),
    Tracking: formatTracking(line.tracking, books),
    IsBlank: false,
  }
}
