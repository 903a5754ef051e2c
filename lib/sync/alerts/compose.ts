import type { Transaction } from '../../../drizzle/client.ts'
import { describe, parseProblems } from '../../accounting/problems.ts'
import { listCompanies } from '../../accounts/companies.ts'
import { ledgerNameOf } from '../../accounts/connections.ts'
import { installOf } from '../../accounts/directory.ts'
import { ledgerName } from '../../accounts/ledgers.ts'
import { accountZone } from '../../accounts/zone.ts'
import { env } from '../../env.ts'
import type { Mail } from '../../mail/mail.ts'
import { present } from '../../std/assert.ts'
import type { PostingRow } from '../postings/store.ts'
import { pillOf, standingOfPosting } from '../views/pill.ts'
import { stuckHours } from './find.ts'
import {
  callbacksLetter,
  dailyLetter,
  type Envelope,
  type Part,
  reconnectLetter,
  stuckLetter,
} from './letters.ts'
import type { Claim } from './mails/store.ts'
import { concerns, type Recipient } from './people.ts'
import {
  accountNameOf,
  fixCounts,
  fixPostings,
  lostCallback,
  lostLedgers,
  pauseOf,
  stuckCounts,
  stuckPostings,
} from './store.ts'

const linesMost = 5
/** A mail that could not be sent in time tells of something old: the screens tell of it too. */
const lateHours = 12

interface Post {
  tx: Transaction
  to: Recipient
  base: string
  envelope: Envelope
  claim: Claim
}

/** What the mail says, read now; null: what it was about is over, or too old to be news. */
export async function compose(
  tx: Transaction,
  accountId: string,
  to: Recipient,
  claim: Claim,
): Promise<Mail | null> {
  const { installKey } = present(await installOf(accountId), 'The account has no install key.')
  const base = `${env().EVENBOOK_URL}/${installKey}`
  const switchLink = `${base}/profile?field=alert-mails#alerts`
  const envelope = { to: to.email, account: await accountNameOf(tx), switchLink }
  const post = { tx, to, base, envelope, claim }
  switch (claim.kind) {
    case 'reconnect':
      return reconnect(post)
    case 'callbacks':
      return callbacks(post)
    case 'stuck':
      return stuck(post)
    case 'daily':
      return daily(post)
  }
}

async function reconnect({ tx, base, envelope, claim }: Post): Promise<Mail | null> {
  const told = new Set(claim.alerts.filter(({ over }) => !over).map(({ companyId }) => companyId))
  const companies = await namesOf(tx)
  const lost = (await lostLedgers(tx)).filter(({ companyId }) => told.has(companyId))
  if (lost.length === 0) return null
  const lines = lost.map(one => ({
    company: companies.get(one.companyId) ?? '',
    ledger: ledgerName(one.vendor),
    organisation: one.organisation,
    reason: one.reason,
    link: `${base}/companies?${new URLSearchParams({ company: one.companyId, at: 'connection' })}`,
  }))
  return reconnectLetter(envelope, lines)
}

async function callbacks({ tx, base, envelope, claim }: Post): Promise<Mail | null> {
  const lost = await lostCallback(tx)
  if (!lost || claim.alerts.every(({ hours }) => hours >= lateHours)) return null
  const zone = await accountZone(tx)
  const backAt = lost.backAt ? momentText(lost.backAt, zone) : ''
  const at = momentText(lost.lostAt, zone)
  return callbacksLetter(envelope, { how: lost.how, at, backAt, link: `${base}/sync` })
}

async function stuck({ tx, base, envelope, claim }: Post): Promise<Mail | null> {
  const counts = await stuckCounts(tx, stuckHours)
  const told = claim.alerts.filter(({ over }) => !over).flatMap(({ companyId }) => companyId ?? [])
  const parts: Part[] = []
  for (const [companyId, company] of await namesOf(tx)) {
    const count = counts.get(companyId) ?? 0
    if (count === 0 || !told.includes(companyId)) continue
    const pause = await pauseOf(tx, companyId)
    const ledger = await ledgerNameOf(tx, companyId)
    const rows = await stuckPostings(tx, companyId, stuckHours, linesMost)
    const lines = rows.map(row => ({
      title: titleOf(row),
      trouble: [wordOf(row, ledger), pause].filter(Boolean).join('. '),
      link: `${base}/documents/${row.id}`,
    }))
    parts.push({ company, count, lines, link: listLink(base, companyId, 'all') })
  }
  return parts.length === 0 ? null : stuckLetter(envelope, parts, stuckHours)
}

async function daily({ tx, to, base, envelope, claim }: Post): Promise<Mail | null> {
  if (claim.alerts.every(({ hours }) => hours >= lateHours)) return null
  const counts = await fixCounts(tx)
  const parts: Part[] = []
  for (const [companyId, company] of await namesOf(tx)) {
    const count = counts.get(companyId) ?? 0
    if (count === 0 || !concerns(to, companyId)) continue
    const ledger = await ledgerNameOf(tx, companyId)
    const rows = await fixPostings(tx, companyId, linesMost)
    const lines = rows.map(row => ({
      title: titleOf(row),
      trouble: troubleOf(row, ledger),
      link: `${base}/documents/${row.id}`,
    }))
    parts.push({ company, count, lines, link: listLink(base, companyId, 'fix') })
  }
  return parts.length === 0 ? null : dailyLetter(envelope, parts)
}

async function namesOf(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  return new Map((await listCompanies(tx)).map(({ id, name }) => [id, name]))
}

function listLink(base: string, company: string, view: 'fix' | 'all'): string {
  return `${base}/results?${new URLSearchParams({ company, view })}`
}

const kinds: Readonly<Record<string, string>> = {
  'credit-note': 'Credit memo',
  bill: 'Bill',
  'vendor-credit': 'Vendor credit',
  spend: 'Bank transaction',
  receive: 'Bank transaction',
  journal: 'Journal',
  batch: 'Mark of invoice',
  unbatch: 'Mark of invoice',
  undo: 'Undoing of invoice',
}

function titleOf({ kind, title }: PostingRow): string {
  return `${kinds[kind] ?? 'Invoice'} ${title}`.trim()
}

/** The first finding's title; its message may hold amounts, which stay on the page. */
function troubleOf(row: PostingRow, ledger: string): string {
  const [problem] = parseProblems(row.problems)
  return problem ? describe(problem, ledger).title : wordOf(row, ledger)
}

function wordOf(row: PostingRow, ledger: string): string {
  const standing = standingOfPosting(row.state, [], row.kind)
  return standing ? pillOf(standing, ledger).word : ''
}

function momentText(moment: Date, timeZone: string): string {
  const options = { dateStyle: 'long', timeStyle: 'short', timeZone } as const
  return `${new Intl.DateTimeFormat('en-GB', options).format(moment)} (${timeZone})`
}
