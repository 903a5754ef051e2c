import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAccount, showAccount } from '../../../lib/accounts/accounts.ts'
import { findInstall, findWebhook } from '../../../lib/accounts/directory.ts'
import { AccountRefused } from '../../../lib/accounts/prove.ts'
import { frameAncestors, psaFacts, psaOf } from '../../../lib/accounts/psa.ts'
import { sha256 } from '../../../lib/std/id.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import { accountsWorld, demoInput, dump, type World } from '../../support/accounts-world.ts'

let world: World

beforeAll(async () => {
  world = await accountsWorld()
})
afterAll(() => world.close())
beforeEach(() => world.connectwise.control.clearFaults())

describe('a new account', () => {
  test('stands whole: keys that work, a company, an admin, an address for frames and one for callbacks', async () => {
    const made = await createAccount(demoInput({ companyName: 'Acme AU' }))
    expect(await findInstall(made.installKey)).toEqual({ accountId: made.accountId })
    expect(made.frameUrl).toContain(`/${made.installKey}/pod?screen=[cw_screen]&id=[cw_id]`)
    const key = new URL(made.callbackUrl).pathname.split('/').at(-1) ?? ''
    expect(await findWebhook(sha256(key))).toEqual({ accountId: made.accountId, installKey: made.installKey })
    const psa = await psaOf(made.accountId)
    await psa.probe()
    expect(await psaOf(made.accountId)).toBe(psa)
    expect(await psaFacts(made.accountId)).toMatchObject({ loginCompany: DEMO.company, live: true })
    expect(await frameAncestors(made.installKey)).toEqual([world.connectwise.urls.ui])
    expect(await frameAncestors('unknown')).toEqual([])
    const shown = await showAccount({ installKey: made.installKey })
    expect(shown).toMatchObject({
      accountId: made.accountId,
      callbackUrl: made.callbackUrl,
      companies: [{ companyId: made.companyId, name: 'Acme AU', organisation: null }],
      admins: [{ memberIdentifier: 'JNg', name: 'Jane Ng' }],
    })
    expect(JSON.stringify(shown)).not.toContain(DEMO.keys.private)
  })

  test('is found by its name when only one has it', async () => {
    const made = await createAccount(demoInput({ name: 'Once', admin: { memberId: '152' }, live: false }))
    expect(await showAccount({ name: 'Once' })).toMatchObject({ installKey: made.installKey, live: false })
    await createAccount(demoInput({ name: 'Once' }))
    await expect(showAccount({ name: 'Once' })).rejects.toThrow(/2 accounts/)
    expect(await showAccount({ name: 'Never' })).toBeNull()
    expect(await showAccount({ installKey: 'never' })).toBeNull()
  })

  test('leaves no secret readable in any table', async () => {
    const made = await createAccount(demoInput())
    const text = await dump(world.database)
    expect(text).toContain(made.installKey)
    expect(text).not.toContain(DEMO.keys.private)
    expect(text).not.toContain(new URL(made.callbackUrl).pathname.split('/').at(-1))
  })
})

describe('what is refused stores nothing and says what and the cure', () => {
  const cases = [
    ['region', demoInput({ region: 'mars' }), /region “mars”.*demo/],
    ['login-company', demoInput({ loginCompany: 'nobody' }), /login company “nobody”/],
    ['keys', demoInput({ privateKey: 'canary-private-key' }), /refused the API keys.*Make new ones/],
    ['keys', demoInput({ publicKey: 'wrong' }), /refused the API keys/],
    ['member', demoInput({ admin: { memberIdentifier: 'Ghost' } }), /no member “Ghost”/],
    ['member', demoInput({ admin: { memberId: '9999' } }), /no member with id 9999/],
    ['input', demoInput({ name: '' }), /name/],
    ['input', demoInput({ loginCompany: 'a;b' }), /loginCompany/],
  ] as const

  async function refusal(input: Parameters<typeof createAccount>[0]): Promise<AccountRefused> {
    const before = await dump(world.database)
    const error = await createAccount(input).then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(await dump(world.database)).toBe(before)
    if (!(error instanceof AccountRefused)) throw new Error('It was not refused.', { cause: error })
    expect(error.message).not.toContain('canary')
    expect(error.message).not.toContain(DEMO.keys.private)
    return error
  }

  test.each(cases)('a wrong %s', async (thing, input, message) => {
    const error = await refusal(input)
    expect(error.thing).toBe(thing)
    expect(error.message).toMatch(message)
  })

  test('an inactive member', async () => {
    const change = (inactive: boolean) =>
      world.connectwise.control.call('POST', 'members', { tenant: DEMO.company, member: 'RVoss', inactive })
    await change(true)
    const error = await refusal(demoInput({ admin: { memberIdentifier: 'RVoss' } }))
    await change(false)
    expect(error.message).toMatch(/inactive/)
  })

  test('keys that the cloud hides behind 401 or 404, and a ConnectWise that cannot be reached', async () => {
    await world.connectwise.control.fault({
      match: { path: 'companyinfo' },
      effect: 'drop-before',
      times: 50,
    })
    const error = await refusal(demoInput())
    expect(error.thing).toBe('connectwise')
    expect(error.message).toMatch(/Try again/)
  })
})
