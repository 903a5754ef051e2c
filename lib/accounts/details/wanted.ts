import { z } from 'zod'
import type { Psa as PsaRow } from '../../../drizzle/types.ts'
import { Secret } from '../../std/secret.ts'
import type { PsaKeys } from '../psa.ts'
import { isProven } from './host-proof.ts'
import { cloudSite, onPremiseSite, parseHost, type Site } from './site.ts'
import { type SoftwareVersion, softwareVersion, softwareVersions } from './versions.ts'

const longestSecret = 500
const secret = z
  .string()
  .trim()
  .max(longestSecret, `At most ${longestSecret} characters.`)
  .regex(/^[\x21-\x7e]*$/, 'Plain letters, digits and signs only, without spaces.')

/** What the form sends. A secret is '' where the stored one is to stay. */
export const zDetails = z.strictObject({
  kind: z.enum(['cloud', 'on-premise'], { error: 'Choose a region, or your own server.' }),
  region: z.string().max(40),
  host: z.string().max(2_000, 'A host name has at most 253 characters.'),
  loginCompany: z
    .string()
    .trim()
    .min(1, 'Give the name you type as Company when you sign in to ConnectWise.')
    .max(100, 'At most 100 characters.')
    .regex(/^[\w.-]+$/, 'Letters, digits, dot, dash and underscore only.'),
  softwareVersion: z
    .string()
    .refine(value => softwareVersions.some(one => one.value === value), 'Choose a version of the list.'),
  integratorUsername: z
    .string()
    .trim()
    .max(100, 'At most 100 characters.')
    .regex(/^[\x21-\x39\x3b-\x7e]*$/, 'Plain letters, digits and signs only, without spaces or colons.'),
  integratorPassword: secret,
  publicKey: secret.regex(/^[^:+]*$/, 'A public key has no colon and no plus sign.'),
  privateKey: secret,
})

export type DetailsInput = z.output<typeof zDetails>
export type Field = keyof DetailsInput
export type Faults = Partial<Record<Field, string>>

/** The details as they would be, with the secrets to sign in by: typed ones, or the stored ones where these may go. */
export interface Wanted {
  site: Site
  loginCompany: string
  version: SoftwareVersion
  publicKey: string
  privateKey: Secret | null
  integrator: { username: string; password: Secret | null } | null
  /** another site or login company than the stored one */
  moved: boolean
  /** another login company: its ids mean other records. A server that moves to the cloud keeps company and ids. */
  otherCompany: boolean
}

export interface StoredSecrets {
  privateKey: Secret
  integratorPassword: Secret | null
}

/**
 * A stored secret goes only where it was given for: with another site or login company it has to be typed again, or whoever
 * may set the site could have it sent to himself.
 */
export async function wantedOf(
  row: PsaRow,
  stored: StoredSecrets,
  input: DetailsInput,
): Promise<{ wanted: Wanted | null; faults: Faults }> {
  const { site, fault } = await siteOf(row.accountId, input)
  if (!site) return { wanted: null, faults: { [input.kind === 'cloud' ? 'region' : 'host']: fault } }
  const { loginCompany, publicKey } = input
  const version = softwareVersion(input.softwareVersion)
  const otherCompany = loginCompany.toLowerCase() !== row.loginCompany.toLowerCase()
  const moved = otherCompany || site.apiOrigin !== row.apiOrigin || site.uiOrigin !== row.uiOrigin
  const samePair = !moved && publicKey === row.publicKey
  const sameLogin = !moved && input.integratorUsername === row.integratorUsername
  const wanted: Wanted = {
    site,
    loginCompany,
    version,
    publicKey,
    privateKey: typedOr(input.privateKey, samePair ? stored.privateKey : null),
    integrator: version.legacy
      ? {
          username: input.integratorUsername,
          password: typedOr(input.integratorPassword, sameLogin ? stored.integratorPassword : null),
        }
      : null,
    moved,
    otherCompany,
  }
  return { wanted, faults: secretFaults(wanted) }
}

/** Null when something to sign in by is missing. */
export function keysOf(wanted: Wanted, codebase: string): PsaKeys | null {
  const { site, loginCompany, version, publicKey, privateKey, integrator } = wanted
  const base = { ...site, loginCompany, codebase, softwareVersion: version.value }
  if (integrator) {
    const { username, password } = integrator
    if (username === '' || !password) return null
    return { ...base, publicKey: '', privateKey: Secret.of(''), integrator: { username, password } }
  }
  return publicKey !== '' && privateKey ? { ...base, publicKey, privateKey } : null
}

async function siteOf(
  accountId: string,
  { kind, region, host }: DetailsInput,
): Promise<{ site: Site | null; fault: string }> {
  if (kind === 'cloud') return { site: cloudSite(region), fault: 'Choose a region of the list.' }
  const parsed = parseHost(host)
  if (!parsed.ok) return { site: null, fault: parsed.message }
  if (await isProven(accountId, parsed.host)) return { site: onPremiseSite(parsed.host), fault: '' }
  const fault = 'Prove first that this host is yours: nothing is called there before.'
  return { site: null, fault }
}

function secretFaults({ version, publicKey, privateKey, integrator }: Wanted): Faults {
  if (version.legacy) {
    return {
      ...(integrator?.username === '' && {
        integratorUsername: 'A legacy version is signed in to by an integrator login. Give its user name.',
      }),
      ...(!integrator?.password && { integratorPassword: 'Give the password of this integrator login.' }),
    }
  }
  return {
    ...(publicKey === '' && { publicKey: 'Give the public key of an API member.' }),
    ...(!privateKey && {
      privateKey: 'Give the private key that belongs to this site, company and public key.',
    }),
  }
}

function typedOr(typed: string, kept: Secret | null): Secret | null {
  return typed === '' ? kept : Secret.of(typed)
}
