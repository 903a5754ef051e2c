import { z } from 'zod'
import { ConnectorError, type Psa } from '../connectors/ports.ts'
import { type ConnectWiseSite, env } from '../env.ts'
import type { Secret } from '../std/secret.ts'
import { openWith } from './psa.ts'

const text = z
  .string()
  .trim()
  .min(1, 'has to be given')
  .max(200, 'may have 200 characters at most')
  // Nothing that cannot be seen: it could be read differently elsewhere, and a database takes no zero.
  .regex(/^[^\p{Cc}\p{Bidi_Control}]*$/u, 'may not have invisible characters')

/** What it takes to make an account; registration and the seed give the same. */
export const zCreateAccount = z.strictObject({
  name: text,
  /** one of CONNECTWISE_SITES */
  region: text,
  loginCompany: text.regex(/^[\w.-]+$/, 'may have letters, digits, dot, dash and underscore only'),
  publicKey: text,
  privateKey: text,
  /** the ConnectWise member who becomes the first account admin */
  admin: z.union([z.strictObject({ memberIdentifier: text }), z.strictObject({ memberId: text })]),
  /** true: real-time sync may begin at once; false: nothing goes by itself before Go live */
  live: z.boolean(),
  companyName: text.optional(),
})

export type CreateAccount = z.input<typeof zCreateAccount>

/** Something given is wrong: `thing` names it, the message says what and the cure. Nothing was stored. */
export class AccountRefused extends Error {
  override readonly name = 'AccountRefused'
  readonly thing:
    | 'input'
    | 'region'
    | 'login-company'
    | 'keys'
    | 'member'
    | 'connectwise'
    | 'taken'
    | 'person'

  constructor(thing: AccountRefused['thing'], message: string) {
    super(message)
    this.thing = thing
  }
}

export interface Proven {
  codebase: string
  version: string
  admin: { id: string; identifier: string; name: string; email: string }
}

export function parseCreate(input: CreateAccount): z.output<typeof zCreateAccount> {
  const result = zCreateAccount.safeParse(input)
  if (result.success) return result.data
  // Names of fields and what they must be; never a value, one of them is a key.
  const faults = result.error.issues.map(issue => `${issue.path.join('.') || 'the input'}: ${issue.message}`)
  throw new AccountRefused('input', `The account cannot be made. ${faults.join('. ')}.`)
}

export function siteOf(region: string): ConnectWiseSite {
  const sites = env().CONNECTWISE_SITES
  const site = sites.find(one => one.region === region)
  if (site) return site
  throw new AccountRefused(
    'region',
    `There is no region “${region}”. Choose one of ${sites.map(one => one.region).join(', ')}.`,
  )
}

export async function prove(
  asked: z.output<typeof zCreateAccount>,
  site: ConnectWiseSite,
  privateKey: Secret,
): Promise<Proven> {
  const { loginCompany, publicKey } = asked
  const origins = { uiOrigin: site.ui, apiOrigin: site.api }
  const asking = openWith({ ...origins, loginCompany, publicKey, privateKey, codebase: 'v4_6_release/' })
  const info = await reached(site, () => asking.companyInfo())
  if (!info) {
    throw new AccountRefused(
      'login-company',
      `ConnectWise in region ${site.region} knows no login company “${loginCompany}”. Use the name you type as Company when you sign in there.`,
    )
  }
  const psa = openWith({ ...origins, loginCompany, publicKey, privateKey, codebase: info.codebase })
  await proveKeys(psa, site)
  const admin = await reached(site, () => findMember(psa, asked.admin))
  return { codebase: info.codebase, version: info.version, admin }
}

// The cloud answers 404 to a wrong company or key (knowledge/connectwise.md §3).
async function proveKeys(psa: Psa, site: ConnectWiseSite): Promise<void> {
  const refusals = ['unauthorized', 'forbidden', 'not-found']
  try {
    await psa.probe()
  } catch (error) {
    if (error instanceof ConnectorError && refusals.includes(error.kind)) {
      throw new AccountRefused(
        'keys',
        'ConnectWise refused the API keys. Make new ones for an API member of this login company (System, Members, API Members) and give both again.',
      )
    }
    throw unreached(error, site)
  }
}

async function findMember(
  psa: Psa,
  admin: z.output<typeof zCreateAccount>['admin'],
): Promise<Proven['admin']> {
  const matches = (member: { id: string; identifier: string }) =>
    'memberId' in admin
      ? member.id === admin.memberId
      : member.identifier.toLowerCase() === admin.memberIdentifier.toLowerCase()
  const wanted = 'memberId' in admin ? `with id ${admin.memberId}` : `“${admin.memberIdentifier}”`
  const member = (await psa.members()).find(matches)
  if (!member) {
    throw new AccountRefused(
      'member',
      `ConnectWise has no member ${wanted}. Give the Member ID as System, Members lists it.`,
    )
  }
  if (!member.active) {
    throw new AccountRefused('member', `The ConnectWise member ${wanted} is inactive. Choose an active one.`)
  }
  return member
}

async function reached<T>(site: ConnectWiseSite, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    throw unreached(error, site)
  }
}

function unreached(error: unknown, site: ConnectWiseSite): unknown {
  if (!(error instanceof ConnectorError)) return error
  return new AccountRefused(
    'connectwise',
    `ConnectWise in region ${site.region} could not be asked (${error.kind}). Try again in a minute.`,
  )
}
