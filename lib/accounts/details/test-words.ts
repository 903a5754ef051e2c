import type { ConnectorError } from '../../connectors/ports.ts'
import type { PsaAccountingSetup, PsaRight, PsaSystem } from '../../connectors/psa-facts.ts'
import { ianaZone } from '../zone.ts'
import { isNewer, releaseOf, type SoftwareVersion } from './versions.ts'

/** What a step of the connection test says. Never what the site answered: whoever names the site would read it. */
export interface Verdict {
  state: 'ok' | 'warn' | 'bad'
  text: string
  /** what to do, '' when all is well */
  fix: string
}

export const ok = (text: string): Verdict => ({ state: 'ok', text, fix: '' })
const warn = (text: string, fix: string): Verdict => ({ state: 'warn', text, fix })
export const bad = (text: string, fix: string): Verdict => ({ state: 'bad', text, fix })

export function unreached({ kind, status }: ConnectorError): Verdict {
  if (kind === 'malformed')
    return bad(
      'What answers there is not ConnectWise.',
      'Check the PSA site: it is where you sign in to ConnectWise.',
    )
  if (kind === 'limited')
    return bad('ConnectWise asks to wait before it is called again.', 'Test again in a minute.')
  if (status !== null)
    return bad(
      `The site answers with an error (${status}).`,
      'Check status.connectwise.com, then test again.',
    )
  return bad(
    'The site does not answer.',
    'Check the PSA site. A server of your own must be open to the internet on port 443, with a certificate for its name from a public authority.',
  )
}

export function companyVerdict(
  info: { codebase: string; version: string } | null,
  wanted: { loginCompany: string; version: SoftwareVersion },
): Verdict {
  const { loginCompany, version } = wanted
  if (!info)
    return bad(
      `There is no login company “${loginCompany}” at this site.`,
      'Use the name you type as Company when you sign in there.',
    )
  const said = `${loginCompany} is there, version ${info.version || 'unknown'}.`
  const first = releaseOf(info.version)
  if (version.legacy && first && first[0] >= 2016)
    return warn(said, 'This version takes API keys. Choose Latest as software version, and give keys.')
  if (version.apiVersion !== undefined && isNewer(version.apiVersion, info.version))
    return warn(said, `It is older than ${version.label}, which is chosen. Choose Latest.`)
  return ok(said)
}

/** Of a read that needs a right: a missing right means that the keys were taken, and the next step says which it is. */
export function keysVerdict(error: ConnectorError, legacy: boolean): Verdict {
  const taken = legacy ? 'ConnectWise takes this integrator login.' : 'ConnectWise takes these keys.'
  if (error.kind === 'forbidden') return ok(taken)
  // The cloud answers 404 to wrong keys (knowledge/connectwise.md §3).
  if (error.kind !== 'unauthorized' && error.kind !== 'not-found') return unreached(error)
  return legacy
    ? bad(
        'ConnectWise refuses this integrator login.',
        'Check user name and password in Setup Tables, Integrator Login.',
      )
    : bad(
        'ConnectWise refuses these keys.',
        'Make new ones: System, Members, API Members, your API member, API Keys. The private key is shown only once.',
      )
}

export function rightVerdict({ place, level }: PsaRight, has: boolean): Verdict {
  const name = `${place}: ${level}`
  return has
    ? ok(name)
    : bad(
        `${name} is missing.`,
        `In System, Security Roles, the role of the API member: set ${place}, ${level} to All.`,
      )
}

const skewMs = 120_000

export function clockVerdict({ clockAheadMs, timeZone }: PsaSystem): Verdict {
  const zone = zoneWords(timeZone)
  if (clockAheadMs === null)
    return warn(`The server says no time; ${zone}.`, 'Check its clock by hand: dates of records hang on it.')
  const seconds = Math.round(Math.abs(clockAheadMs) / 1_000)
  const side = clockAheadMs > 0 ? 'ahead' : 'behind'
  if (Math.abs(clockAheadMs) > skewMs)
    return warn(
      `The server’s clock is ${lengthOf(seconds)} ${side}; ${zone}.`,
      'Set the clock of the ConnectWise server, or records around midnight come on another day.',
    )
  if (ianaZone(timeZone) === null)
    return warn(
      `The clock is right; ${zone}.`,
      'Pick the time zone of each company by hand: Companies, the company, Time zone. Until then its days are those of UTC.',
    )
  return ok(seconds === 0 ? `The clock is right; ${zone}.` : `The clock is ${seconds} s ${side}; ${zone}.`)
}

function zoneWords(timeZone: string): string {
  if (timeZone === '') return 'the server does not say its time zone'
  return ianaZone(timeZone) === null ? `its time zone “${timeZone.slice(0, 60)}” is not known here` : timeZone
}

const wantedSegments = 4

export function setupVerdict(setup: PsaAccountingSetup): Verdict {
  const { segments } = setup
  const names = segments.map(({ name }) => name).join(', ')
  const said = `Package ${setup.package || 'unknown'}; GL segments: ${names || 'none'}.`
  if (segments[0]?.type !== 'Account')
    return bad(
      said,
      'In Setup Tables, GL Accounts, make the first segment an Account: without it no line has a ledger account.',
    )
  if (setup.package.toLowerCase() !== 'other')
    return warn(
      said,
      'In Setup Tables, Accounting Package, choose Other, so that nothing else takes the batches.',
    )
  if (segments.length < wantedSegments)
    return warn(said, 'Give four GL segments: Account, two for tracking, Non-Product ID.')
  if (!setup.includesCogs)
    return warn(said, 'In Setup Tables, Accounting Package, include COGS entries, or COGS cannot be checked.')
  return ok(said)
}

function lengthOf(seconds: number): string {
  return seconds < 600 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}
