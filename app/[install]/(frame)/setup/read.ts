import { setTimeout as after } from 'node:timers/promises'
import { within } from '@/app/_session/within.ts'
import type { OpenPage } from '@/app/_ui/open-page.ts'
import { openQuestions } from '@/app/_ui/open-questions.ts'
import { connectionOf } from '@/lib/accounts/connections.ts'
import { keysWork } from '@/lib/accounts/keys.ts'
import { type ManageReport, readManage } from '@/lib/accounts/manage-install.ts'
import { setupBooks } from '@/lib/sync/views/setup.ts'
import type { SetupFacts } from './steps.ts'

/** A page that asks ConnectWise does not hang on it. */
const patienceMs = 5_000

export async function readSetup({ member, company }: OpenPage): Promise<SetupFacts> {
  const { accountId } = member
  const [keys, report, books] = await Promise.all([
    soon(keysWork(accountId), 'unreachable' as const),
    soon(readManage(accountId), null),
    company ? within(member, tx => readBooks(tx, company.id)) : noBooks,
  ])
  return { keys, manage: manageState(report), ...books, live: member.psa.live }
}

/** What changes the checklist without ConnectWise being asked again. */
export async function setupVersion({
  member,
  company,
}: Pick<OpenPage, 'member' | 'company'>): Promise<string> {
  const books = company ? await within(member, tx => readBooks(tx, company.id)) : noBooks
  return [member.psa.live ? 'live' : 'quiet', ...Object.values(books).map(String)].join('.')
}

const noBooks = { organisation: null, unchecked: 0, questions: 0, sent: null }

async function readBooks(tx: Parameters<typeof setupBooks>[0], companyId: string) {
  const connection = await connectionOf(tx, companyId)
  const { unchecked, sent } = await setupBooks(tx, companyId)
  const questions = [...(await openQuestions(tx, companyId)).values()].reduce((all, one) => all + one, 0)
  const organisation = connection?.reconnectNeeded === null ? connection.organisationName : null
  return { organisation, unchecked, questions, sent }
}

export function manageState(report: ManageReport | null): SetupFacts['manage'] {
  const rows = (report?.rows ?? []).filter(row => row.outcome !== 'not-listed')
  if (rows.length === 0 || rows.some(row => row.outcome === 'refused' || row.outcome === 'unclear'))
    return 'unknown'
  if (rows.every(row => row.outcome === 'there')) return 'installed'
  return rows.every(row => row.outcome === 'missing') ? 'missing' : 'partly'
}

async function soon<T, Late>(asked: Promise<T>, late: Late): Promise<T | Late> {
  const stop = new AbortController()
  const timer = after(patienceMs, late, { signal: stop.signal }).catch(() => late)
  try {
    return await Promise.race([asked, timer])
  } finally {
    stop.abort()
  }
}
