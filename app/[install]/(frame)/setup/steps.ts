import { plural } from '@/app/_ui/format.ts'

/** What the checklist is derived from; nothing of it is ticked by hand. */
export interface SetupFacts {
  keys: 'fine' | 'refused' | 'unreachable'
  /** name of the linked organisation; null: none, or its consent was taken back */
  organisation: string | null
  manage: 'installed' | 'partly' | 'missing' | 'unknown'
  unchecked: number
  questions: number
  sent: string | null
  live: boolean
}

export type SetupStepKey = 'keys' | 'ledger' | 'manage' | 'mappings' | 'first' | 'live'

export interface SetupStep {
  key: SetupStepKey
  title: string
  /** `unknown`: ConnectWise could not be asked just now */
  state: 'done' | 'open' | 'later' | 'unknown'
  text: string
}

const pending = {
  fine: '',
  refused: '',
  unreachable: 'ConnectWise could not be asked just now. Reload in a moment.',
}

export function setupSteps(facts: SetupFacts): SetupStep[] {
  const steps = [keys(facts), ledger(facts), manage(facts), mappings(facts), first(facts), live(facts)]
  // One thing to do next; what depends on it waits.
  const next = steps.findIndex(step => step.state === 'open')
  return steps.map((step, place) =>
    step.state === 'open' && place > next && waits.has(step.key) ? { ...step, state: 'later' } : step,
  )
}

/** Steps that need what stands before them. */
const waits: ReadonlySet<SetupStepKey> = new Set(['mappings', 'first', 'live'])

export function setupPercent(steps: SetupStep[]): number {
  return Math.round((100 * steps.filter(step => step.state === 'done').length) / steps.length)
}

function keys({ keys }: SetupFacts): SetupStep {
  const step = { key: 'keys', title: 'ConnectWise keys' } as const
  if (keys === 'unreachable') return { ...step, state: 'unknown', text: pending.unreachable }
  return keys === 'fine'
    ? { ...step, state: 'done', text: 'ConnectWise has just accepted them.' }
    : { ...step, state: 'open', text: 'ConnectWise refuses the API keys. Replace them on the Account page.' }
}

function ledger({ organisation }: SetupFacts): SetupStep {
  const step = { key: 'ledger', title: 'Ledger' } as const
  return organisation === null
    ? { ...step, state: 'open', text: 'Connect the organisation that your invoices go to.' }
    : { ...step, state: 'done', text: `Connected to ${organisation}.` }
}

const manageTexts = {
  installed: 'Evenbook stands on Manage’s screens and in its menu.',
  partly: 'Some of it is missing in Manage, or stands there otherwise than it should.',
  missing: 'One button puts Evenbook on Manage’s screens and into its menu.',
  unknown: pending.unreachable,
}

function manage(facts: SetupFacts): SetupStep {
  const state = facts.manage === 'installed' ? 'done' : facts.manage === 'unknown' ? 'unknown' : 'open'
  return { key: 'manage', title: 'Evenbook in Manage', state, text: manageTexts[facts.manage] }
}

function mappings({ organisation, unchecked, questions }: SetupFacts): SetupStep {
  const step = { key: 'mappings', title: 'Mappings' } as const
  if (organisation !== null && unchecked === 0 && questions === 0)
    return { ...step, state: 'done', text: 'No question is open for what lies in ConnectWise.' }
  const open = questions === 1 ? '1 question open.' : `${questions} questions open.`
  const scan =
    unchecked === 0 ? '' : ` Not looked at since the last change: ${plural(unchecked, 'closed invoice')}.`
  return { ...step, state: 'open', text: `${open}${scan}` }
}

function first({ sent }: SetupFacts): SetupStep {
  const step = { key: 'first', title: 'First invoice' } as const
  return sent === null
    ? { ...step, state: 'open', text: 'Send one invoice by hand and look at it in the ledger.' }
    : { ...step, state: 'done', text: `${sent} stands in the ledger.` }
}

function live({ live }: SetupFacts): SetupStep {
  const step = { key: 'live', title: 'Go live' } as const
  return live
    ? { ...step, state: 'done', text: 'Closed invoices may go by themselves.' }
    : { ...step, state: 'open', text: 'Nothing goes by itself before.' }
}
