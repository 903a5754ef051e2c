import { isLeftAlone, isOfLedger, type Problem, severityOf } from '../../accounting/problems.ts'
import type { PostingState } from '../states.ts'

export type Tone = 'neutral' | 'info' | 'warn' | 'bad' | 'ok' | 'drift'

export interface Pill {
  word: string
  icon: string
  tone: Tone
}

/** Where a record stands, in the one vocabulary of pods, tables and CSV. */
export type Standing =
  | 'open'
  | 'unchecked'
  | 'ready'
  | 'waiting'
  | 'sending'
  | 'checking'
  | 'in-ledger'
  | 'fix'
  | 'check'
  /** since it was sent: in Manage, or in the ledger as well */
  | 'changed'
  | 'changed-there'
  | 'undone'
  | 'not-sent'
  | 'held'
  /** a mark in ConnectWise without a document */
  | 'marking'
  | 'marked'
  | 'unmarking'
  | 'undoing'
  /** out of the ledger, and its batch could not be deleted */
  | 'batch-stays'

export function pillOf(standing: Standing, ledger: string): Pill {
  const { word, ...look } = pills[standing]
  return { word: word.replace('{ledger}', ledger), ...look }
}

const pills: Readonly<Record<Standing, Pill>> = {
  open: { word: 'Not closed yet', icon: '○', tone: 'neutral' },
  unchecked: { word: 'Not checked', icon: '○', tone: 'neutral' },
  ready: { word: 'Ready to send', icon: '●', tone: 'info' },
  waiting: { word: 'Waiting', icon: '◷', tone: 'neutral' },
  sending: { word: 'Sending', icon: '↻', tone: 'info' },
  checking: { word: 'Checking with {ledger}', icon: '?', tone: 'warn' },
  'in-ledger': { word: 'In {ledger}', icon: '✓', tone: 'ok' },
  fix: { word: 'Needs a fix', icon: '✕', tone: 'bad' },
  check: { word: 'Check', icon: '!', tone: 'warn' },
  changed: { word: 'Changed in Manage', icon: '≠', tone: 'drift' },
  'changed-there': { word: 'Changed in {ledger}', icon: '≠', tone: 'drift' },
  undone: { word: 'Undone', icon: '↶', tone: 'neutral' },
  'not-sent': { word: 'Not sent', icon: '–', tone: 'neutral' },
  held: { word: 'Held', icon: '‖', tone: 'warn' },
  marking: { word: 'Marking in ConnectWise', icon: '↻', tone: 'info' },
  marked: { word: 'Marked, not sent', icon: '⊘', tone: 'neutral' },
  unmarking: { word: 'Taking the mark back', icon: '↻', tone: 'info' },
  undoing: { word: 'Undoing', icon: '↻', tone: 'info' },
  'batch-stays': { word: 'Check', icon: '!', tone: 'warn' },
}

/** Of a document's posting, or of the mark that stands in for one. Null: its life ended before anything was sent, so the record speaks for itself. */
export function standingOfPosting(
  state: PostingState,
  problems: readonly Problem[],
  kind = 'invoice',
): Standing | null {
  if (kind === 'batch') return markStanding[state] ?? byState[state]
  if (kind === 'unbatch') return removalStanding[state] ?? byState[state]
  if (kind === 'undo') return undoStanding[state] ?? byState[state]
  // Sent, and worth a look: a rounding line, a class that was only warned about.
  if (state === 'confirmed' && problems.length > 0) return 'check'
  // Nothing to be mended: the company leaves it alone.
  if (state === 'blocked' && isLeft(problems)) return 'not-sent'
  if (state === 'blocked' && isNobodysFault(problems)) return 'waiting'
  if (state === 'drifted' && problems.some(isOfLedger)) return 'changed-there'
  return byState[state]
}

function isLeft(problems: readonly Problem[]): boolean {
  return problems.length > 0 && problems.every(isLeftAlone)
}

/** An approval is out: it goes by itself once that is given. */
function isNobodysFault(problems: readonly Problem[]): boolean {
  const severities = new Set(problems.map(severityOf))
  return severities.has('waiting') && !severities.has('needs-fix')
}

const markStanding: Readonly<Partial<Record<PostingState, Standing>>> = {
  planned: 'marking',
  ready: 'marking',
  sending: 'marking',
  unknown: 'marking',
  posted: 'marked',
  confirmed: 'marked',
}

const removalStanding: Readonly<Partial<Record<PostingState, Standing>>> = {
  ready: 'unmarking',
  sending: 'unmarking',
  unknown: 'unmarking',
  posted: 'undone',
  confirmed: 'undone',
}

const undoStanding: Readonly<Partial<Record<PostingState, Standing>>> = {
  ready: 'undoing',
  sending: 'undoing',
  unknown: 'undoing',
  posted: 'undoing',
  confirmed: 'undone',
  mismatch: 'batch-stays',
}

const byState: Readonly<Record<PostingState, Standing | null>> = {
  planned: 'waiting',
  ready: 'waiting',
  sending: 'sending',
  unknown: 'checking',
  posted: 'in-ledger',
  confirmed: 'in-ledger',
  blocked: 'fix',
  rejected: 'fix',
  mismatch: 'check',
  drifted: 'changed',
  undone: 'undone',
  withdrawn: null,
}

/** Of a record that has no posting (any more). `problems` null: no plan has looked at it yet. */
export function standingOfRecord(record: {
  closed: boolean
  batched: boolean
  held: boolean
  problems: readonly Problem[] | null
}): Standing {
  if (record.held && !record.batched) return 'held'
  if (!record.closed) return 'open'
  if (record.batched) return 'not-sent'
  if (record.problems === null) return 'unchecked'
  const severities = new Set(record.problems.map(severityOf))
  if (severities.has('needs-fix')) return 'fix'
  if (record.problems.some(isLeftAlone)) return 'not-sent'
  return severities.has('waiting') ? 'waiting' : 'ready'
}
