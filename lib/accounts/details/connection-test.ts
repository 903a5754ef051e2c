import { ConnectorError, type Psa } from '../../connectors/ports.ts'
import { Secret } from '../../std/secret.ts'
import { openWith } from '../psa.ts'
import { storedDetails } from './details.ts'
import { routerCodebase } from './prove.ts'
import {
  bad,
  clockVerdict,
  companyVerdict,
  keysVerdict,
  ok,
  rightVerdict,
  setupVerdict,
  unreached,
  type Verdict,
} from './test-words.ts'
import { type DetailsInput, type Faults, keysOf, type Wanted, wantedOf } from './wanted.ts'

/** One line of the test, in the order of the screen; a right is a line of its own under its step. */
export type TestEvent =
  | { kind: 'begun'; id: StepId; label: string }
  | ({ kind: 'line'; id: StepId; line: string; ms: number } & Verdict)
  | { kind: 'end'; outcome: 'ok' | 'warn' | 'bad' | 'cancelled' | 'late'; ms: number }

export type StepId = keyof typeof labels

const labels = {
  reach: 'Reach the site',
  company: 'Company and version',
  keys: 'Keys accepted',
  rights: 'Rights of the API member',
  clock: 'Clock and time zone',
  setup: 'Accounting set-up',
} as const

/** The whole test, and one call of it. */
const allMs = 9_500
const callMs = 4_000
const rightsAtOnce = 4

interface Tester {
  wanted: Wanted
  open(codebase: string): Psa | null
  /** its time is over, or somebody stopped it */
  ended(): boolean
}

/**
 * Tries values that need not be saved, step by step; ends at the first ✕ that makes the rest pointless. What a site
 * answers is told in our own words, and no secret is in any of them.
 */
export async function* testConnection(
  accountId: string,
  input: DetailsInput,
  signal: AbortSignal,
): AsyncGenerator<TestEvent> {
  const startedMs = performance.now()
  const deadline = AbortSignal.timeout(allMs)
  const hurry = { timeoutMs: callMs, signal: AbortSignal.any([signal, deadline]) }
  let worst: 'ok' | 'warn' | 'bad' = 'ok'
  for await (const event of steps(accountId, input, hurry)) {
    if (signal.aborted || (event.kind === 'line' && deadline.aborted)) break
    if (event.kind === 'line') worst = worseOf(worst, event.state)
    yield event
  }
  const outcome = signal.aborted ? 'cancelled' : deadline.aborted ? 'late' : worst
  yield { kind: 'end', outcome, ms: performance.now() - startedMs }
}

async function* steps(
  accountId: string,
  input: DetailsInput,
  hurry: { timeoutMs: number; signal: AbortSignal },
): AsyncGenerator<TestEvent> {
  const { row, stored } = await storedDetails(accountId)
  const { wanted, faults } = await wantedOf(row, stored, input)
  yield begun('reach')
  if (!wanted) {
    yield lineOf('reach', 0, bad(faults.host ?? faults.region ?? '', 'Then test again.'))
    return
  }
  const tester: Tester = {
    wanted,
    open: codebase => {
      const keys = keysOf(wanted, codebase)
      return keys && openWith({ ...keys, hurry }, accountId)
    },
    ended: () => hurry.signal.aborted,
  }
  const asking = openWith({ ...wanted.site, ...unsigned(wanted), hurry }, accountId)
  const reached = await timed(() => asking.companyInfo())
  yield lineOf('reach', reached.ms, reached.error ? unreached(reached.error) : ok(hostOf(wanted)))
  if (reached.error) return
  yield begun('company')
  yield lineOf('company', reached.ms, companyVerdict(reached.value, wanted))
  if (!reached.value) return
  yield* signedIn(tester, reached.value.codebase, faults)
}

async function* signedIn(tester: Tester, codebase: string, faults: Faults): AsyncGenerator<TestEvent> {
  yield begun('keys')
  const psa = tester.open(codebase)
  if (!psa) {
    const missing = Object.values(faults)[0] ?? 'Something to sign in by is missing.'
    yield lineOf('keys', 0, bad(missing, 'Then test again.'))
    return
  }
  const { legacy } = tester.wanted.version
  const probed = await timed(() => psa.probe())
  const taken = legacy ? 'ConnectWise takes this integrator login.' : 'ConnectWise takes these keys.'
  const verdict = probed.error ? keysVerdict(probed.error, legacy) : ok(taken)
  yield lineOf('keys', probed.ms, verdict)
  if (verdict.state === 'bad') return
  yield* rights(tester, psa)
  if (tester.ended()) return
  yield begun('clock')
  const system = await timed(() => psa.systemInfo())
  yield lineOf('clock', system.ms, system.error ? unreached(system.error) : clockVerdict(system.value))
  yield begun('setup')
  const setup = await timed(() => psa.accountingSetup())
  yield lineOf('setup', setup.ms, setup.error ? setupUnread(setup.error) : setupVerdict(setup.value))
}

/** A few at once, told in the order of the list. */
async function* rights(tester: Tester, psa: Psa): AsyncGenerator<TestEvent> {
  yield begun('rights')
  const waiting = [...psa.neededRights]
  while (waiting.length > 0 && !tester.ended()) {
    const some = waiting.splice(0, rightsAtOnce)
    const answers = await Promise.all(
      some.map(async right => ({ right, answer: await timed(() => psa.hasRight(right.id)) })),
    )
    for (const { right, answer } of answers) {
      const verdict = answer.error ? unreached(answer.error) : rightVerdict(right, answer.value)
      yield { kind: 'line', id: 'rights', line: `${right.place}: ${right.level}`, ms: answer.ms, ...verdict }
    }
  }
}

function setupUnread(error: ConnectorError): Verdict {
  if (error.kind !== 'forbidden') return unreached(error)
  return bad(
    'It may not be read.',
    'Give the API member’s role the right System › Table Setup: Inquire to All.',
  )
}

function begun(id: StepId): TestEvent {
  return { kind: 'begun', id, label: labels[id] }
}

function lineOf(id: StepId, ms: number, verdict: Verdict): TestEvent {
  return { kind: 'line', id, line: labels[id], ms, ...verdict }
}

function hostOf({ site }: Wanted): string {
  return `${new URL(site.uiOrigin).host} answers.`
}

/** Company info asks for nothing to sign in by, so nothing is given to it. */
function unsigned({ loginCompany, version }: Wanted) {
  const none = { publicKey: '', privateKey: Secret.of('') }
  return { loginCompany, softwareVersion: version.value, codebase: routerCodebase, ...none }
}

type Timed<T> = { ms: number; error: null; value: T } | { ms: number; error: ConnectorError }

async function timed<T>(ask: () => Promise<T>): Promise<Timed<T>> {
  const startedMs = performance.now()
  try {
    const value = await ask()
    return { ms: performance.now() - startedMs, error: null, value }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return { ms: performance.now() - startedMs, error }
  }
}

function worseOf(one: 'ok' | 'warn' | 'bad', other: 'ok' | 'warn' | 'bad'): 'ok' | 'warn' | 'bad' {
  const order = ['ok', 'warn', 'bad'] as const
  return order.indexOf(one) > order.indexOf(other) ? one : other
}
