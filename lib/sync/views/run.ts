import type { Transaction } from '../../../drizzle/client.ts'
import { parseProblems } from '../../accounting/problems.ts'
import { ledgerNameOf } from '../../accounts/connections.ts'
import { recordIdsOf } from '../graph/store.ts'
import { latestRuns, type RunRow, runById } from '../runs/store.ts'
import { type Pill, pillOf, type Standing, standingOfPosting } from './pill.ts'
import { failedOf, runPostings } from './runs/store.ts'
import { amountText, type ShownProblem, showProblems } from './shown.ts'
import { type ListedKind, signed } from './sign.ts'
import type { ListedPosting } from './store.ts'
import { type LiveView, type RunProgress, runView } from './views.ts'

/** A run's page shows so many rows; its CSV has all of them. */
export const rowsMost = 400

export interface RunPage {
  id: string
  kind: string
  companyId: string
  startedBy: string
  startedAt: string
  stopped: boolean
  trouble: string
  progress: LiveView<RunProgress>
  groups: { name: string; rows: PostingLine[] }[]
}

/** One document posting as a row of a table. */
export interface PostingLine {
  postingId: string
  kind: ListedKind
  number: string
  standing: Standing
  pill: Pill
  /** negative of a credit memo */
  total: string
  currency: string
  problem: ShownProblem | null
  /** why it is only marked, '' otherwise */
  reason: string
  remoteUrl: string
  at: string
}

export async function runPage(tx: Transaction, runId: string): Promise<RunPage | null> {
  const progress = await runView(tx, runId)
  const run = progress && (await runById({ tx }, runId))
  if (!run) return null
  const ledger = await ledgerNameOf(tx, run.companyId)
  const rows = await runPostings(tx, runId, { limit: rowsMost, offset: 0 })
  const lines = rows.map(row => postingLine(row, ledger))
  return { ...summary(run), progress, groups: grouped(lines) }
}

export async function runLines(tx: Transaction, runId: string, offset: number): Promise<PostingLine[]> {
  const run = await runById({ tx }, runId)
  const ledger = run ? await ledgerNameOf(tx, run.companyId) : ''
  return (await runPostings(tx, runId, { limit: 1_000, offset })).map(row => postingLine(row, ledger))
}

/** Records of the run that nothing was sent of, for another try. */
export async function failedRecords(
  tx: Transaction,
  runId: string,
): Promise<{ recordId: string; previewHash: null }[]> {
  const sources = await recordIdsOf({ tx }, await failedOf(tx, runId))
  return [...sources.values()].map(recordId => ({ recordId, previewHash: null }))
}

export async function lastRun(tx: Transaction, companyId: string) {
  const [run] = await latestRuns({ tx }, companyId, 1)
  const progress = run && (await runView(tx, run.id))
  return run && progress ? { ...summary(run), progress } : null
}

function summary(run: RunRow) {
  return {
    id: run.id,
    kind: run.kind,
    companyId: run.companyId,
    startedBy: run.startedByName,
    startedAt: run.startedAt.toISOString(),
    stopped: run.stoppedAt !== null,
    trouble: run.trouble,
  }
}

export function postingLine({ posting: row, kind }: ListedPosting, ledger: string): PostingLine {
  const problems = parseProblems(row.problems)
  const standing = standingOfPosting(row.state, problems, row.kind) ?? 'not-sent'
  const total = row.remoteTotal ?? row.expectedTotal
  return {
    postingId: row.id,
    kind,
    // The remote number of a mark is its batch.
    number: (row.target === 'psa' ? null : row.remoteNumber) ?? row.title,
    standing,
    pill: pillOf(standing, ledger),
    total: total ? amountText(signed(total, kind)) : '',
    currency: row.currency,
    problem: showProblems(problems, ledger)[0] ?? null,
    reason: row.reason,
    remoteUrl: row.remoteUrl ?? '',
    at: row.updatedAt.toISOString(),
  }
}

const order = [
  ['Needs a fix', ['fix']],
  ['Check', ['check', 'changed', 'changed-there', 'batch-stays']],
  ['Under way', ['waiting', 'sending', 'checking', 'marking', 'unmarking', 'undoing']],
  ['Done', ['in-ledger']],
  ['Marked, not sent', ['marked']],
  ['Not sent', ['not-sent', 'undone']],
] as const satisfies readonly (readonly [string, readonly Standing[]])[]

function grouped(lines: PostingLine[]): RunPage['groups'] {
  return order
    .map(([name, standings]) => {
      const wanted: readonly Standing[] = standings
      return { name, rows: lines.filter(line => wanted.includes(line.standing)) }
    })
    .filter(group => group.rows.length > 0)
}
