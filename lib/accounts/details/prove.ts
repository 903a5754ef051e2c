import { ConnectorError, type Psa } from '../../connectors/ports.ts'
import { assert } from '../../std/assert.ts'
import { openWith } from '../psa.ts'
import { type Faults, keysOf, type Wanted } from './wanted.ts'

export interface Proof {
  codebase: string
  version: string
  /** '' where the server does not say it */
  timeZone: string
  psa: Psa
}

/** Leads to the installed codebase on every server (knowledge/connectwise.md §3). */
export const routerCodebase = 'v4_6_release/'
/** Whoever saves waits for it. */
const patienceMs = 8_000

/** The site answers, knows the company and takes what it is signed in by; or the field that is to be mended. */
export async function prove(accountId: string, wanted: Wanted): Promise<Proof | { faults: Faults }> {
  const hurry = { timeoutMs: patienceMs / 2, signal: AbortSignal.timeout(patienceMs) }
  const open = (codebase: string) => {
    const keys = keysOf(wanted, codebase)
    assert(keys !== null, 'A save without anything to sign in by went on.')
    return openWith({ ...keys, hurry }, accountId)
  }
  const place = wanted.site.kind === 'cloud' ? 'region' : 'host'
  const info = await asked(() => open(routerCodebase).companyInfo())
  if (info instanceof ConnectorError) return { faults: { [place]: unreachedText(info) } }
  if (!info) {
    const text = `There is no login company “${wanted.loginCompany}” at this site. Use the name you type as Company when you sign in there.`
    return { faults: { loginCompany: text } }
  }
  const psa = open(info.codebase)
  const refusal = await asked(() => psa.probe())
  if (refusal instanceof ConnectorError) return { faults: keyFaults(refusal, wanted, place) }
  const system = await asked(() => psa.systemInfo())
  const timeZone = system instanceof ConnectorError ? '' : system.timeZone
  return { codebase: info.codebase, version: info.version, timeZone, psa }
}

function keyFaults(error: ConnectorError, wanted: Wanted, place: 'region' | 'host'): Faults {
  const secret = wanted.integrator ? 'integratorPassword' : 'privateKey'
  switch (error.kind) {
    // The cloud answers 404 to wrong keys (knowledge/connectwise.md §3).
    case 'unauthorized':
    case 'not-found':
      return {
        [secret]: wanted.integrator
          ? 'ConnectWise refused this integrator login. Nothing was changed; what was stored goes on working.'
          : 'ConnectWise refused these keys. Nothing was changed; the stored ones go on working.',
      }
    case 'forbidden':
      return {
        [secret]:
          'ConnectWise knows these credentials, but their security role may not read Finance › Accounting Interface. Give it Inquire: All and save again.',
      }
    default:
      return { [place]: unreachedText(error) }
  }
}

/** Our own words: what a site answers is not repeated to whoever can name the site. */
function unreachedText({ kind, status }: ConnectorError): string {
  if (kind === 'malformed') return 'What answers there is not ConnectWise. Check the site.'
  if (kind === 'limited') return 'ConnectWise asks to wait before it is called again. Save again in a minute.'
  if (status !== null) return `The site answered with an error (${status}). Try again in a minute.`
  return 'The site could not be reached. Check it, that it is open to the internet on port 443, and that its certificate is for this name and of a public authority.'
}

async function asked<T>(ask: () => Promise<T>): Promise<T | ConnectorError> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ConnectorError) return error
    throw error
  }
}
