import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type ActionPlan, act } from '../../../app/_session/action.ts'
import { agreementOf } from '../../../app/_session/agreement.ts'
import type { Member } from '../../../app/_session/member.ts'
import { pathHeader } from '../../../app/_session/request.ts'
import { done } from '../../../app/_session/result.ts'
import { markSecondFactor } from '../../../lib/accounts/directory/standing.ts'
import { createSession } from '../../../lib/accounts/directory.ts'
import type { Permission, Role } from '../../../lib/accounts/permissions.ts'
import { ConnectorError } from '../../../lib/connectors/ports.ts'
import { appEnvironment, appUrl, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let account: BareAccount
let member: Member
let ran: unknown[]

beforeAll(async () => {
  database = await appEnvironment()
  account = await bareAccount()
})
afterAll(() => database.close())
beforeEach(async () => {
  ran = []
  const { accountId, userId, installKey } = account
  const { idHash } = await createSession({ accountId, userId, parentHash: null, secondFactor: true })
  const psa = { region: 'na', uiOrigin: '', loginCompany: 'demo', codebase: '', live: true }
  const who = {
    memberId: '1',
    name: 'Jane Ng',
    role: 'user' as const,
    companies: 'all' as const,
    viewing: null,
    framed: true,
  }
  member = { accountId, userId, installKey, sessionHash: idHash, psa, ...who }
})

const plan: ActionPlan<z.ZodObject<{ number: z.ZodString }>, string> = {
  schema: z.object({ number: z.string().min(1, 'Give a number.') }),
  permission: 'send',
  fn: async (_context, input) => {
    ran.push(input)
    return done(input.number)
  },
}

const ours = () => ({
  origin: appUrl,
  'sec-fetch-site': 'same-origin',
  [pathHeader]: `/${account.installKey}/pod?id=1`,
})
const caller = () => ({ install: account.installKey, agreement: agreementOf(member.sessionHash) })

function run(
  given: { headers?: Record<string, string>; caller?: unknown; input?: unknown; who?: Member | null },
  what = plan,
) {
  const { who = member } = given
  const request = {
    headers: new Headers(given.headers ?? ours()),
    appOrigin: appUrl,
    find: async (install: string) => (install === account.installKey ? who : null),
  }
  return act(
    request,
    what,
    given.caller === undefined ? caller() : given.caller,
    given.input ?? { number: '10451' },
  )
}

const code = async (result: ReturnType<typeof run>) => {
  const answer = await result
  return answer.ok ? 'ok' : answer.error.code
}

test('from our page, of an agreed frame, with the right and good input it runs, and the session stays awake', async () => {
  await database.owner.execute(
    sql`update directory_sessions set last_seen_at = now() - interval '20 minutes' where id_hash = ${member.sessionHash}`,
  )
  expect(await run({})).toEqual({ ok: true, value: '10451' })
  const rows = await database.owner.execute(
    sql`select now() - last_seen_at < interval '1 minute' as awake from directory_sessions where id_hash = ${member.sessionHash}`,
  )
  expect(rows[0]).toEqual({ awake: true })
})

test.each([
  ['no origin', { origin: '' }],
  ['origin null', { origin: 'null' }],
  ['another origin', { origin: 'https://evil.example' }],
  ['a look-alike', { origin: `${appUrl}.evil.example` }],
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['no fetch metadata', { 'sec-fetch-site': '' }],
  ['another account’s page', { [pathHeader]: '/AbCdEfGhIjKlMnOpQrStUv/pod' }],
  ['no page', { [pathHeader]: '' }],
])('%s is refused before anything is looked up', async (_name, change) => {
  expect(await code(run({ headers: { ...ours(), ...change }, who: null }))).toBe('origin')
  expect(ran).toEqual([])
})

test('without a session, an agreement, the right or good input nothing runs', async () => {
  expect(await code(run({ who: null }))).toBe('session')
  expect(await code(run({ caller: { ...caller(), agreement: '' } }))).toBe('agreement')
  expect(await code(run({ caller: { ...caller(), agreement: agreementOf('another session') } }))).toBe(
    'agreement',
  )
  const weaker = (role: Role) => run({ who: { ...member, role } })
  expect(await code(weaker('read-only'))).toBe('permission')
  expect(await code(weaker('none'))).toBe('permission')
  expect(await run({ input: { number: '' } })).toEqual({
    ok: false,
    error: { code: 'input', message: 'Give a number.', reference: '', fields: { number: 'Give a number.' } },
  })
  expect(await code(run({ caller: null }))).toBe('origin')
  expect(ran).toEqual([])
})

test('whoever looks as somebody else changes nothing, whatever that person may do', async () => {
  const viewing = { userId: account.userId, name: 'Sam Lee' }
  const looking = (role: Role) => ({ ...member, role, viewing })
  for (const role of ['account-admin', 'user'] as const) {
    expect(await run({ who: looking(role) })).toMatchObject({
      ok: false,
      error: { code: 'permission', message: expect.stringContaining('as Sam Lee does') },
    })
  }
  expect(ran).toEqual([])
  expect(await code(run({ who: looking('read-only') }, { ...plan, permission: 'view' }))).toBe('ok')
})

test('Two-factor Authentication: 2FA Mode is set to required: without a code nothing runs but what reads', async () => {
  const { accountId, userId } = account
  const { idHash } = await createSession({ accountId, userId, parentHash: null })
  const fresh = { ...member, sessionHash: idHash, role: 'account-admin' as const }
  const as = { who: fresh, caller: { ...caller(), agreement: agreementOf(idHash) } }
  const withPermission = (permission: Permission) => run(as, { ...plan, permission })
  expect(await withPermission('view')).toMatchObject({ ok: true })
  expect(ran).toHaveLength(1)
  for (const permission of ['send', 'map', 'approve'] as const)
    expect(await withPermission(permission)).toMatchObject({
      error: { code: 'factor', factor: { need: 'trusted' } },
    })
  for (const permission of ['configure', 'manage-users'] as const)
    expect(await withPermission(permission)).toMatchObject({
      error: { code: 'factor', factor: { need: 'recent' } },
    })
  // What a person changes of their own asks by itself, and what cannot be used is said before a code is asked for.
  expect(await run(as, { ...plan, permission: 'view', factor: 'recent' })).toMatchObject({
    error: { code: 'factor' },
  })
  expect(await code(run({ ...as, input: { number: '' } }))).toBe('input')
  expect(ran).toHaveLength(1)
  await markSecondFactor(idHash)
  for (const permission of ['send', 'configure'] as const)
    expect(await withPermission(permission)).toMatchObject({ ok: true })
  await database.owner.execute(
    sql`update directory_sessions set second_factor_at = now() - interval '11 minutes' where id_hash = ${idHash}`,
  )
  expect(await withPermission('send')).toMatchObject({ ok: true })
  expect(await withPermission('configure')).toMatchObject({ error: { code: 'factor' } })
})

test('a tab of its own has nobody to agree with', async () => {
  expect(await code(run({ who: { ...member, framed: false }, caller: { ...caller(), agreement: '' } }))).toBe(
    'ok',
  )
})

test('what breaks has a reference and no inner text; an outside refusal has its own words', async () => {
  const broken = { ...plan, fn: () => Promise.reject(new Error('canary: select * from secrets')) }
  const answer = await run({}, broken)
  expect(answer).toMatchObject({ ok: false, error: { code: 'unexpected' } })
  expect(JSON.stringify(answer)).not.toContain('canary')
  expect(!answer.ok && answer.error.reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  const outside = new ConnectorError({
    system: 'xero',
    kind: 'unauthorized',
    message: 'canary: GET http://inside:1',
  })
  expect(await run({}, { ...plan, fn: () => Promise.reject(outside) })).toMatchObject({
    error: { code: 'outside', message: expect.stringContaining('Reconnect') },
  })
})
