import type { CallRecord } from './transport.ts'

const most = 200

/** The records that a call is about, where its address or body names them. */
export function recordsOf(system: CallRecord['system'], url: URL, body: string): string[] {
  const found = system === 'connectwise' ? inConnectWise(url, body) : inLedger(url, body)
  return [...new Set(found)].slice(0, most)
}

const folders = [
  [/\/finance\/invoices(?:\/(\d+))?/i, 'invoice'],
  [/\/procurement\/purchaseorders(?:\/(\d+))?/i, 'purchase-order'],
  [/\/expense\/entries(?:\/(\d+))?/i, 'expense'],
] as const

function inConnectWise(url: URL, body: string): string[] {
  const conditions = url.searchParams.get('conditions') ?? ''
  const marks = [...`${conditions} ${body}`.matchAll(batchOfOurs)].map(
    ([, letter = '', id = '', monday, what, location]) =>
      markedAs[letter]?.(monday && what ? weekOf({ id, monday, what, location }) : id) ?? `invoice:${id}`,
  )
  for (const [pattern, kind] of folders) {
    const match = pattern.exec(url.pathname)
    if (!match) continue
    const ids = match[1] ? [match[1]] : idsOf(conditions)
    return ids.map(id => `${kind}:${id}`)
  }
  return marks
}

/**
 * A batch is named by its record (docs/decisions/0012): EB-record-posting-revision; of a packing slip by its order, with a P; of an
 * adjustment or a transfer by its number, with an A or a T; of an expense with an E, of a member's week with its Monday, what becomes
 * of it and, where that matters, its location.
 */
const batchOfOurs = /\bEB-([PATE]?)(\d+)(?:-(\d{8})([rcp])(?:L(\d+))?)?-[0-9a-f]{10}-\d+\b/g

const markedAs: Readonly<Record<string, (id: string) => string>> = {
  P: id => `purchase-order:${id}`,
  A: id => `stock:${id}-adjustment`,
  T: id => `stock:${id}-transfer`,
  E: id => `expense:${id}`,
}

const outcomes: Readonly<Record<string, string>> = { r: 'reimbursable', c: 'company-paid', p: 'private' }

/** As a week's record is known (accounting/expense-id.ts). */
function weekOf(week: { id: string; monday: string; what: string; location: string | undefined }): string {
  const day = week.monday.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  const where = week.location === undefined ? '' : `-at-${week.location}`
  return `${week.id}-${day}-${outcomes[week.what] ?? ''}${where}`
}

function idsOf(conditions: string): string[] {
  const list = /^\(?id\s*(?:=|in)\s*\(?([\d,\s]+)\)?/i.exec(conditions)?.[1] ?? ''
  return list.split(',').flatMap(id => id.trim() || [])
}

/** A ledger knows a record by its number only; which record that is, the log finds out when it keeps the call. */
function inLedger(url: URL, body: string): string[] {
  const asked = (url.searchParams.get('InvoiceNumbers') ?? '').split(',')
  const sent = [...body.matchAll(/"(?:InvoiceNumber|CreditNoteNumber|DocNumber)"\s*:\s*"([^"\\]{1,100})"/g)]
  return [...asked, ...sent.map(match => match[1] ?? '')].flatMap(number =>
    number ? [`number:${number}`] : [],
  )
}
