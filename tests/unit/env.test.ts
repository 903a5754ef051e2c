import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { EnvError, egressOrigins, envFields, parseEnv, rolePassword } from '../../lib/env.ts'
import { Secret } from '../../lib/std/secret.ts'

const kek = randomBytes(32)
const least = {
  EVENBOOK_URL: 'https://books.example.com',
  DATABASE_URL: 'postgres://evenbook:hush-db@db.example.com:5432/evenbook',
  EVENBOOK_KEYS: `1:${kek.toString('base64')}`,
  SESSION_SECRET: 'hush-session-hush-session-hush-session',
  CONNECTWISE_CLIENT_ID: 'client',
  XERO_CLIENT_ID: 'xero',
  XERO_CLIENT_SECRET: 'hush-xero',
}

function problemsOf(changes: Record<string, string | undefined>): readonly string[] {
  try {
    parseEnv({ ...least, ...changes })
  } catch (error) {
    if (error instanceof EnvError) return error.problems
    throw error
  }
  return []
}

describe('what is left out', () => {
  test('has a sensible value', () => {
    expect(parseEnv({ ...least, PORT: '', XERO_BATCH_MAX: ' ' })).toMatchObject({
      NODE_ENV: 'development',
      EVENBOOK_SANDBOX: false,
      PORT: 3000,
      XERO_API_URL: 'https://api.xero.com',
      XERO_BATCH_MAX: 50,
      TIME_FACTOR: 1,
      LOG_LEVEL: 'info',
      XERO_WEBHOOK_KEY: undefined,
      POSTING_TIMEOUT_MS: 30_000,
      QUIET_MS: 210_000,
    })
  })

  test('the ConnectWise cloud is the vendor’s list', () => {
    const { CONNECTWISE_SITES: sites } = parseEnv(least)
    expect(sites.map(({ region }) => region)).toEqual(['na', 'eu', 'au', 'aus', 'za', 'staging'])
    expect(sites[1]).toEqual({
      region: 'eu',
      ui: 'https://eu.myconnectwise.net',
      api: 'https://api-eu.myconnectwise.net',
    })
  })

  test('a process that serves needs no address of the owner', () => {
    const roles = { DATABASE_APP_URL: 'postgres://app:x@db/e', DATABASE_QUEUE_URL: 'postgres://queue:x@db/e' }
    expect(parseEnv({ ...least, ...roles, DATABASE_URL: undefined }).DATABASE_URL).toBeUndefined()
    const [problem] = problemsOf({ DATABASE_APP_URL: roles.DATABASE_APP_URL, DATABASE_URL: undefined })
    expect(problem).toContain('DATABASE_URL is missing')
  })

  test('the roles’ addresses follow from the owner’s', () => {
    const whole = parseEnv({
      ...least,
      EVENBOOK_KEYS: `${least.EVENBOOK_KEYS},2:${randomBytes(32).toString('base64')}`,
    })
    expect(whole.DATABASE_APP_URL.reveal()).toBe(
      `postgres://evenbook_app:${rolePassword(kek, 'evenbook_app')}@db.example.com:5432/evenbook`,
    )
    expect(new URL(whole.DATABASE_QUEUE_URL.reveal()).username).toBe('evenbook_queue')
    expect(rolePassword(kek, 'evenbook_app')).toMatch(/^[\w-]{43}$/)
    expect(rolePassword(kek, 'evenbook_app')).not.toBe(rolePassword(kek, 'evenbook_queue'))
    const given = parseEnv({ ...least, DATABASE_APP_URL: 'postgres://other:x@pool/evenbook' })
    expect(given.DATABASE_APP_URL.reveal()).toBe('postgres://other:x@pool/evenbook')
  })

  test('is named, all at once, with what it is for', () => {
    const problems = problemsOf(Object.fromEntries(Object.keys(least).map(name => [name, undefined])))
    expect(problems).toHaveLength(Object.keys(least).length)
    expect(problems).toContain('XERO_CLIENT_ID is missing. Client id of the Xero app.')
  })
})

describe('what is wrong', () => {
  test.each([
    ['NODE_ENV', 'prod'],
    ['EVENBOOK_SANDBOX', 'yes'],
    ['EVENBOOK_URL', 'https://books.example.com/app'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'hush'],
    ['EVENBOOK_KEYS', '1:hush'],
    ['SESSION_SECRET', 'hush'],
    ['CONNECTWISE_SITES', 'eu=https://eu.myconnectwise.net'],
    ['CONNECTWISE_SITES', 'eu=https://a.example|https://b.example,eu=https://a.example|https://b.example'],
    ['XERO_TOKEN_URL', 'https://a.example/token?hush'],
    ['SMTP_URL', 'https://hush@mail.example.com'],
    ['SMTP_URL', 'smtp://mail.example.com?hush=1'],
    ['MAIL_FROM', 'hush'],
    ['XERO_BATCH_MAX', '51'],
    ['XERO_BATCH_MAX', '0'],
    ['TIME_FACTOR', '21'],
    ['TIME_FACTOR', '0.5'],
    ['LEASE_MS', '-1'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is one sentence that names it and does not show it', (name, value) => {
    const problems = problemsOf({ [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${name} must `))
    expect(problems.join()).not.toContain('hush')
  })
})

describe('times', () => {
  test('a factor divides the defaults, not what was given', () => {
    expect(parseEnv({ ...least, TIME_FACTOR: '20', SERVER_MAX_MS: '6000' })).toMatchObject({
      TIME_FACTOR: 20,
      POSTING_TIMEOUT_MS: 1_500,
      LEASE_MS: 3_000,
      SERVER_MAX_MS: 6_000,
      SEND_MAX_MS: 9_000,
      QUIET_MS: 10_500,
      XERO_KEY_LIFE_MS: 18_000,
    })
  })

  test.each([
    [{ SEND_MAX_MS: '210000' }, 'SEND_MAX_MS'],
    [{ SEND_MAX_MS: '209999' }, undefined],
    [{ XERO_KEY_LIFE_MS: '330000' }, 'SEND_MAX_MS'],
    [{ QUIET_MS: '209999' }, 'QUIET_MS'],
    [{ LEASE_MS: '60001' }, 'QUIET_MS'],
    [{ POSTING_TIMEOUT_MS: '60000' }, 'POSTING_TIMEOUT_MS'],
  ])('%j: refused at %s', (changes, name) => {
    expect(problemsOf(changes).map(problem => problem.split(' ')[0])).toEqual(name ? [name] : [])
  })
})

describe('mail', () => {
  const both = { SMTP_URL: 'smtps://relay:hush@mail.example.com', MAIL_FROM: 'Evenbook <mail@example.com>' }

  test('is its server and its sender, or neither', () => {
    expect(problemsOf(both)).toEqual([])
    expect(problemsOf({ SMTP_URL: both.SMTP_URL })[0]).toMatch(/^SMTP_URL and MAIL_FROM go together/)
    expect(problemsOf({ MAIL_FROM: both.MAIL_FROM })).toHaveLength(1)
  })

  test('may go over a relay on this machine in production', () => {
    expect(problemsOf({ NODE_ENV: 'production', ...both, SMTP_URL: 'smtp://127.0.0.1:25' })).toEqual([])
  })
})

describe('production', () => {
  const production = { NODE_ENV: 'production' }

  test('is fine with public addresses', () => {
    expect(problemsOf(production)).toEqual([])
  })

  test.each([
    ['EVENBOOK_URL', 'http://books.example.com'],
    ['EVENBOOK_URL', 'https://127.0.0.1:3000'],
    ['CONNECTWISE_SITES', 'eu=https://eu.myconnectwise.net|http://127.0.0.1:4000'],
    ['CONNECTWISE_SITES', 'eu=https://localhost:1|https://api-eu.myconnectwise.net'],
    ['XERO_AUTHORIZE_URL', 'http://login.xero.com/authorize'],
    ['XERO_TOKEN_URL', 'https://[::1]/token'],
    ['XERO_API_URL', 'https://xero.localhost'],
    ['XERO_APP_URL', 'http://go.xero.com'],
    ['TIME_FACTOR', '2'],
  ])('%s=%s stops the start, unless it is a sandbox', (name, value) => {
    expect(problemsOf({ ...production, [name]: value }).map(problem => problem.split(' ')[0])).toEqual([name])
    expect(problemsOf({ ...production, [name]: value, EVENBOOK_SANDBOX: '1' })).toEqual([])
    expect(problemsOf({ [name]: value })).toEqual([])
  })
})

describe('secrets', () => {
  test('do not show when the configuration is printed', () => {
    const whole = parseEnv({ ...least, XERO_WEBHOOK_KEY: 'hush-hook' })
    const printed = inspect(whole, { depth: 9 }) + JSON.stringify(whole)
    expect(printed).not.toMatch(/hush/)
    expect(printed).not.toContain(kek.toString('base64').slice(0, 12))
    expect(whole.XERO_CLIENT_SECRET.equals(Secret.of('hush-xero'))).toBe(true)
    expect(whole.EVENBOOK_KEYS[0]?.key.equals(kek)).toBe(true)
  })
})

test('the table names every variable, with a text and a default or the word required', () => {
  expect(envFields.map(({ name }) => name).sort()).toEqual(Object.keys(parseEnv(least)).sort())
  for (const field of envFields) expect(field.help, field.name).toMatch(/^.{10,}\.$/)
  expect(envFields.filter(({ required }) => required).map(({ name }) => name)).toEqual(
    Object.keys(least).filter(name => name !== 'DATABASE_URL'),
  )
  expect(envFields.filter(({ secret }) => secret).map(({ name }) => name)).toContain('XERO_CLIENT_SECRET')
  expect(envFields.find(({ name }) => name === 'LEASE_MS')).toMatchObject({
    default: '60000 ÷ TIME_FACTOR',
    required: false,
  })
})

test('the gate is opened for the servers we call, not for where people go', () => {
  const origins = egressOrigins(
    parseEnv({ ...least, CONNECTWISE_SITES: 'eu=https://u.example|https://a.example' }),
  )
  expect(origins).toEqual([
    'https://u.example',
    'https://a.example',
    'https://identity.xero.com',
    'https://api.xero.com',
  ])
})

test('QuickBooks is offered as a whole or not at all, and only then may be called', () => {
  const [problem] = problemsOf({ QUICKBOOKS_CLIENT_ID: 'quickbooks' })
  expect(problem).toContain('QUICKBOOKS_CLIENT_ID and QUICKBOOKS_CLIENT_SECRET go together')
  const both = { QUICKBOOKS_CLIENT_ID: 'quickbooks', QUICKBOOKS_CLIENT_SECRET: 'hush-quickbooks' }
  const whole = parseEnv({ ...least, ...both })
  expect(whole).toMatchObject({ QUICKBOOKS_BATCH_MAX: 30, QUICKBOOKS_QUIET_MS: 240_000 })
  expect(egressOrigins(whole)).toEqual(
    expect.arrayContaining([
      'https://oauth.platform.intuit.com',
      'https://developer.api.intuit.com',
      'https://quickbooks.api.intuit.com',
    ]),
  )
  expect(egressOrigins(parseEnv(least)).join()).not.toContain('intuit')
})
