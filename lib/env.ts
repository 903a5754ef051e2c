import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { present } from './std/assert.ts'
import {
  databaseUrl,
  defaulted,
  factor,
  flag,
  isHttpOrLoopback,
  isOrigin,
  keyRing,
  optional,
  origin,
  required,
  secretText,
  sender,
  smtpUrl,
  webAddress,
  wholeNumber,
} from './std/configured.ts'
import { Secret } from './std/secret.ts'

export interface ConnectWiseSite {
  region: string
  /** Where members work and hashes are checked. */
  ui: string
  api: string
}

// https://developer.connectwise.com: the cloud's regions, with their API hosts.
const connectWiseCloud = ['na', 'eu', 'au', 'aus', 'za']
  .map(region => `${region}=https://${region}.myconnectwise.net|https://api-${region}.myconnectwise.net`)
  .concat('staging=https://staging.connectwisedev.com|https://api-staging.connectwisedev.com')
  .join()

const milliseconds = wholeNumber(1, 86_400_000)

const sites = z.string().transform((text, context): ConnectWiseSite[] => {
  const list = text.split(',').map(readSite)
  const good = list.filter(site => site !== undefined)
  if (good.length < list.length || new Set(good.map(({ region }) => region)).size < good.length) {
    context.addIssue(
      'must be a list region=origin of the screens|origin of the API, each region once, such as eu=https://eu.myconnectwise.net|https://api-eu.myconnectwise.net',
    )
  }
  return good
})

const times = {
  POSTING_TIMEOUT_MS: 30_000,
  LEASE_MS: 60_000,
  SERVER_MAX_MS: 150_000,
  SEND_MAX_MS: 180_000,
  QUIET_MS: 210_000,
  XERO_KEY_LIFE_MS: 360_000,
  QUICKBOOKS_QUIET_MS: 240_000,
} as const

function time(name: keyof typeof times, help: string) {
  return optional(milliseconds, { help, defaultText: `${times[name]} ÷ TIME_FACTOR` })
}

const variables = z.object({
  NODE_ENV: defaulted(
    z.enum(['development', 'production', 'test'], { error: 'must be development, production or test' }),
    {
      help: 'production refuses every http or loopback origin, unless EVENBOOK_SANDBOX is 1.',
      default: 'development',
    },
  ),
  EVENBOOK_SANDBOX: optional(flag, { help: '1 when the vendors are the simulated ones on this machine.' }),
  EVENBOOK_URL: required(origin, { help: 'Public origin of the app, as browsers and the vendors reach it.' }),
  PORT: defaulted(wholeNumber(1, 65_535), { help: 'Port the web process listens on.', default: '3000' }),
  DATABASE_URL: optional(databaseUrl, {
    help: 'Postgres as the owner: migrations; the other two follow from it. Processes that are given both others need none.',
    secret: true,
  }),
  DATABASE_APP_URL: optional(databaseUrl, {
    help: 'Postgres as the app: neither owns the tables nor passes by row-level security.',
    defaultText: 'DATABASE_URL as evenbook_app',
    secret: true,
  }),
  DATABASE_QUEUE_URL: optional(databaseUrl, {
    help: 'Postgres as the queue: owns its own schema only.',
    defaultText: 'DATABASE_URL as evenbook_queue',
    secret: true,
  }),
  EVENBOOK_KEYS: required(keyRing, {
    help: 'Key encryption keys, version:base64 of 32 bytes, newest last; an old one stays until all is wrapped anew.',
    secret: true,
  }),
  SESSION_SECRET: required(
    z
      .string()
      .min(32, 'must have at least 32 characters')
      .transform(text => Secret.of(text)),
    { help: 'Signs session cookies; at least 32 characters.', secret: true },
  ),
  CONNECTWISE_SITES: defaulted(sites, {
    help: 'The ConnectWise cloud sites on offer: region=origin of the screens|origin of the API.',
    default: connectWiseCloud,
  }),
  CONNECTWISE_CLIENT_ID: required(z.string(), {
    help: 'The clientId registered at developer.connectwise.com.',
  }),
  XERO_CLIENT_ID: required(z.string(), { help: 'Client id of the Xero app.' }),
  XERO_CLIENT_SECRET: required(secretText, { help: 'Client secret of the Xero app.', secret: true }),
  XERO_AUTHORIZE_URL: defaulted(webAddress, {
    help: 'Where a person consents.',
    default: 'https://login.xero.com/identity/connect/authorize',
  }),
  XERO_TOKEN_URL: defaulted(webAddress, {
    help: 'Where tokens are exchanged and refreshed.',
    default: 'https://identity.xero.com/connect/token',
  }),
  XERO_API_URL: defaulted(origin, { help: 'The accounting API.', default: 'https://api.xero.com' }),
  XERO_APP_URL: defaulted(origin, { help: 'Where links into Xero lead.', default: 'https://go.xero.com' }),
  XERO_WEBHOOK_KEY: optional(secretText, { help: 'Signing key of the Xero app’s webhook.', secret: true }),
  XERO_BATCH_MAX: defaulted(wholeNumber(1, 50), {
    help: 'Documents in one Xero call, 1 to 50.',
    default: '50',
  }),
  QUICKBOOKS_CLIENT_ID: optional(z.string(), {
    help: 'Client id of the QuickBooks app; without it QuickBooks is not offered.',
  }),
  QUICKBOOKS_CLIENT_SECRET: optional(secretText, {
    help: 'Client secret of the QuickBooks app; goes with its id.',
    secret: true,
  }),
  QUICKBOOKS_AUTHORIZE_URL: defaulted(webAddress, {
    help: 'Where a person consents.',
    default: 'https://appcenter.intuit.com/connect/oauth2',
  }),
  QUICKBOOKS_TOKEN_URL: defaulted(webAddress, {
    help: 'Where tokens are exchanged and refreshed.',
    default: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
  }),
  QUICKBOOKS_REVOKE_URL: defaulted(webAddress, {
    help: 'Where a consent is given back.',
    default: 'https://developer.api.intuit.com/v2/oauth2/tokens/revoke',
  }),
  QUICKBOOKS_API_URL: defaulted(origin, {
    help: 'The accounting API.',
    default: 'https://quickbooks.api.intuit.com',
  }),
  QUICKBOOKS_APP_URL: defaulted(origin, {
    help: 'Where links into QuickBooks lead.',
    default: 'https://qbo.intuit.com',
  }),
  QUICKBOOKS_WEBHOOK_KEY: optional(secretText, {
    help: 'Verifier token of the QuickBooks app’s webhooks.',
    secret: true,
  }),
  QUICKBOOKS_BATCH_MAX: defaulted(wholeNumber(1, 30), {
    help: 'Documents in one QuickBooks call, 1 to 30.',
    default: '30',
  }),
  SMTP_URL: optional(smtpUrl, {
    help: 'Mail server for invitations, codes and alerts, smtps://user:password@host:465, or smtp:// with STARTTLS; without encryption on this machine only.',
    secret: true,
  }),
  MAIL_FROM: optional(sender, {
    help: 'Whom those mails come from, such as Evenbook <mail@books.example.com>; goes with SMTP_URL.',
  }),
  TIME_FACTOR: defaulted(factor, {
    help: 'Divides every vendor time, for sandbox and bench: 1 to 20.',
    default: '1',
  }),
  POSTING_TIMEOUT_MS: time('POSTING_TIMEOUT_MS', 'How long one write waits for its answer.'),
  LEASE_MS: time('LEASE_MS', 'How long a claimed posting belongs to its worker.'),
  SERVER_MAX_MS: time('SERVER_MAX_MS', 'The longest a vendor may still carry out a call we gave up on.'),
  SEND_MAX_MS: time('SEND_MAX_MS', 'How old an idempotency key may be when its call is repeated.'),
  QUIET_MS: time('QUIET_MS', 'How long after the last send “not found” begins to count.'),
  XERO_KEY_LIFE_MS: time('XERO_KEY_LIFE_MS', 'How long Xero keeps an idempotency key.'),
  QUICKBOOKS_QUIET_MS: time('QUICKBOOKS_QUIET_MS', 'QUIET_MS for QuickBooks, where it is longer.'),
  LOG_LEVEL: defaulted(
    z.enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be debug, info, warn, error or silent',
    }),
    {
      help: 'debug, info, warn, error or silent.',
      default: 'info',
    },
  ),
})

export type Env = ReturnType<typeof complete>

/** One line a variable: the README's table is made from it. */
export const envFields = Object.entries(variables.shape).map(([name, schema]) => {
  const about = present(schema.meta(), `${name} has no text.`)
  const fallback = about.default ?? about.defaultText
  return {
    name,
    default: typeof fallback === 'string' ? fallback : '',
    help: String(about.help),
    secret: about.secret === true,
    required: about.optional !== true && about.default === undefined,
  }
})

/** All that is wrong, a sentence each. A value is never shown: it may be a secret. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(['The configuration cannot be used:', ...problems].join('\n'))
    this.problems = problems
  }
}

let parsed: Env | undefined

/** The process's own configuration, read when first asked for: a build asks for none. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}

export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()))
  const result = variables.safeParse(given)
  const addresses =
    given.DATABASE_URL || (given.DATABASE_APP_URL && given.DATABASE_QUEUE_URL) ? [] : [noDatabase]
  if (!result.success) throw new EnvError([...result.error.issues.map(issueText), ...addresses])
  if (addresses.length > 0) throw new EnvError(addresses)
  const whole = complete(result.data)
  const problems = [
    ...timeProblems(whole),
    ...mailProblems(whole),
    ...quickBooksProblems(whole),
    ...productionProblems(whole),
  ]
  if (problems.length > 0) throw new EnvError(problems)
  return whole
}

const noDatabase =
  'DATABASE_URL is missing. Give it, or DATABASE_APP_URL and DATABASE_QUEUE_URL both for a process that does not migrate.'

function issueText({ path, message }: Pick<z.core.$ZodIssue, 'path' | 'message'>): string {
  const field = envFields.find(({ name }) => name === path[0])
  return `${String(path[0])} ${message}. ${field?.help ?? ''}`.trim()
}

/** The password of a database role: nothing to keep, both migration and processes work it out from the oldest key. */
export function rolePassword(kek: Buffer, role: string): string {
  return createHmac('sha256', kek).update(role).digest('base64url')
}

type Called = Pick<Env, 'CONNECTWISE_SITES' | 'XERO_TOKEN_URL' | 'XERO_API_URL'> &
  Pick<Env, 'QUICKBOOKS_CLIENT_ID' | 'QUICKBOOKS_TOKEN_URL' | 'QUICKBOOKS_REVOKE_URL' | 'QUICKBOOKS_API_URL'>

/** Every origin our servers call: what the egress gate is opened with. */
export function egressOrigins(from: Called): string[] {
  const { QUICKBOOKS_TOKEN_URL, QUICKBOOKS_REVOKE_URL, QUICKBOOKS_API_URL } = from
  const all = [
    ...from.CONNECTWISE_SITES.flatMap(({ ui, api }) => [ui, api]),
    ...[from.XERO_TOKEN_URL, from.XERO_API_URL],
    ...(from.QUICKBOOKS_CLIENT_ID === undefined
      ? []
      : [QUICKBOOKS_TOKEN_URL, QUICKBOOKS_REVOKE_URL, QUICKBOOKS_API_URL]),
  ]
  return [...new Set(all.map(address => new URL(address).origin))]
}

function complete(read: z.infer<typeof variables>) {
  const scaled = (name: keyof typeof times) => read[name] ?? Math.round(times[name] / read.TIME_FACTOR)
  const asRole = (role: string) => {
    const oldest = present(read.EVENBOOK_KEYS[0], 'The key ring is empty.')
    const url = new URL(present(read.DATABASE_URL, 'No address of the database.').reveal())
    url.username = role
    url.password = rolePassword(oldest.key, role)
    return Secret.of(url.href)
  }
  return {
    ...read,
    EVENBOOK_SANDBOX: read.EVENBOOK_SANDBOX ?? false,
    XERO_WEBHOOK_KEY: read.XERO_WEBHOOK_KEY,
    QUICKBOOKS_CLIENT_ID: read.QUICKBOOKS_CLIENT_ID,
    QUICKBOOKS_CLIENT_SECRET: read.QUICKBOOKS_CLIENT_SECRET,
    QUICKBOOKS_WEBHOOK_KEY: read.QUICKBOOKS_WEBHOOK_KEY,
    SMTP_URL: read.SMTP_URL,
    MAIL_FROM: read.MAIL_FROM,
    DATABASE_APP_URL: read.DATABASE_APP_URL ?? asRole('evenbook_app'),
    DATABASE_QUEUE_URL: read.DATABASE_QUEUE_URL ?? asRole('evenbook_queue'),
    POSTING_TIMEOUT_MS: scaled('POSTING_TIMEOUT_MS'),
    LEASE_MS: scaled('LEASE_MS'),
    SERVER_MAX_MS: scaled('SERVER_MAX_MS'),
    SEND_MAX_MS: scaled('SEND_MAX_MS'),
    QUIET_MS: scaled('QUIET_MS'),
    XERO_KEY_LIFE_MS: scaled('XERO_KEY_LIFE_MS'),
    QUICKBOOKS_QUIET_MS: scaled('QUICKBOOKS_QUIET_MS'),
  }
}

/** The inequalities that exactly-once rests on (measured; breaking either one doubles documents). */
function timeProblems(whole: Env): string[] {
  const problems: string[] = []
  if (whole.SEND_MAX_MS + whole.SERVER_MAX_MS >= whole.XERO_KEY_LIFE_MS) {
    problems.push(
      'SEND_MAX_MS + SERVER_MAX_MS must stay below XERO_KEY_LIFE_MS: lower SEND_MAX_MS, or a late answer meets a forgotten key.',
    )
  }
  if (whole.QUIET_MS < whole.LEASE_MS + whole.SERVER_MAX_MS) {
    problems.push(
      'QUIET_MS must be at least LEASE_MS + SERVER_MAX_MS: raise QUIET_MS, or a document still on its way counts as not found.',
    )
  }
  if (whole.POSTING_TIMEOUT_MS >= whole.LEASE_MS) {
    problems.push(
      'POSTING_TIMEOUT_MS must be shorter than LEASE_MS: lower it, or a worker loses its posting while it waits.',
    )
  }
  return problems
}

function mailProblems({ SMTP_URL, MAIL_FROM }: Env): string[] {
  if ((SMTP_URL === undefined) === (MAIL_FROM === undefined)) return []
  return ['SMTP_URL and MAIL_FROM go together: give both, or neither and no mail is sent.']
}

function quickBooksProblems({ QUICKBOOKS_CLIENT_ID, QUICKBOOKS_CLIENT_SECRET }: Env): string[] {
  if ((QUICKBOOKS_CLIENT_ID === undefined) === (QUICKBOOKS_CLIENT_SECRET === undefined)) return []
  return [
    'QUICKBOOKS_CLIENT_ID and QUICKBOOKS_CLIENT_SECRET go together: give both, or neither and QuickBooks is not offered.',
  ]
}

function productionProblems(whole: Env): string[] {
  if (whole.NODE_ENV !== 'production' || whole.EVENBOOK_SANDBOX) return []
  const addresses = {
    EVENBOOK_URL: [whole.EVENBOOK_URL],
    CONNECTWISE_SITES: whole.CONNECTWISE_SITES.flatMap(({ ui, api }) => [ui, api]),
    XERO_AUTHORIZE_URL: [whole.XERO_AUTHORIZE_URL],
    XERO_TOKEN_URL: [whole.XERO_TOKEN_URL],
    XERO_API_URL: [whole.XERO_API_URL],
    XERO_APP_URL: [whole.XERO_APP_URL],
    QUICKBOOKS_AUTHORIZE_URL: [whole.QUICKBOOKS_AUTHORIZE_URL],
    QUICKBOOKS_TOKEN_URL: [whole.QUICKBOOKS_TOKEN_URL],
    QUICKBOOKS_REVOKE_URL: [whole.QUICKBOOKS_REVOKE_URL],
    QUICKBOOKS_API_URL: [whole.QUICKBOOKS_API_URL],
    QUICKBOOKS_APP_URL: [whole.QUICKBOOKS_APP_URL],
  }
  const problems = Object.entries(addresses)
    .filter(([, list]) => list.some(isHttpOrLoopback))
    .map(
      ([name]) =>
        `${name} must be https and not this machine in production: give the public address, or set EVENBOOK_SANDBOX=1 for a sandbox.`,
    )
  if (whole.TIME_FACTOR !== 1)
    problems.push('TIME_FACTOR must be 1 in production: remove it, or set EVENBOOK_SANDBOX=1 for a sandbox.')
  return problems
}

function readSite(text: string): ConnectWiseSite | undefined {
  const [, region, ui, api] = /^\s*([a-z][a-z0-9-]{0,19})=([^|\s]+)\|([^|\s]+?)\s*$/.exec(text) ?? []
  return region && ui && api && isOrigin(ui) && isOrigin(api) ? { region, ui, api } : undefined
}
