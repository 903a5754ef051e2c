import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LedgerConsent } from '../../lib/connectors/consent-facts.ts'
import { createQuickBooksConsent } from '../../lib/connectors/quickbooks/index.ts'
import { Secret } from '../../lib/std/secret.ts'
import { REALM_AU, REALM_US } from '../simulators/quickbooks/seed.ts'
import { agreeAt, factor } from './bench.ts'
import { openQuickBooksBench, type QuickBooksBench, redirectUri } from './quickbooks-bench.ts'

const day = 86_400_000

describe('a consent to QuickBooks, over HTTP from the page to the tokens', () => {
  let bench: QuickBooksBench
  let consent: LedgerConsent
  beforeEach(async () => {
    bench = await openQuickBooksBench({ parameters: { accessLifeMs: 3_600_000 } })
    consent = open()
  })
  afterEach(() => bench.close())

  function open(secret = bench.sim.clientSecret): LedgerConsent {
    const { clientId, authorizeUrl, tokenUrl, revocationUrl: revokeUrl } = bench.sim
    return createQuickBooksConsent({
      ...{ ...bench.place, clientId, clientSecret: Secret.of(secret) },
      ...{ authorizeUrl, tokenUrl, revokeUrl },
    })
  }

  const agree = (realm: string) =>
    agreeAt(consent.authorizeUrl({ state: 'a-state', challenge: '', redirectUri }), [['realm', realm]])

  async function connected(realm: string) {
    const back = (await agree(realm)).searchParams
    const given = { code: back.get('code') ?? '', organisationId: back.get('realmId') }
    return { given, tokens: await consent.exchange({ ...given, verifier: '', redirectUri }) }
  }

  test('gives tokens, their life and the company that was chosen', async () => {
    const askedAt = Date.now()
    const back = await agree(REALM_US)
    expect(back.origin + back.pathname).toBe(redirectUri)
    expect(back.searchParams.get('state')).toBe('a-state')
    const given = { code: back.searchParams.get('code') ?? '', organisationId: REALM_US }
    const tokens = await consent.exchange({ ...given, verifier: '', redirectUri })
    const life = (tokens.expiresAt.getTime() - askedAt) * factor
    expect(life).toBeGreaterThan(55 * 60_000)
    expect(life).toBeLessThan(65 * 60_000)
    expect(await consent.organisations(tokens.accessToken, tokens.authEventId)).toEqual([
      { connectionId: REALM_US, organisationId: REALM_US, name: 'Northwind Managed IT (US)' },
    ])
  })

  test('a company that the way back only claims is not opened by the token', async () => {
    const code = (await agree(REALM_US)).searchParams.get('code') ?? ''
    const tokens = await consent.exchange({ code, organisationId: REALM_AU, verifier: '', redirectUri })
    await expect(consent.organisations(tokens.accessToken, tokens.authEventId)).rejects.toMatchObject({
      kind: 'forbidden',
    })
  })

  test('another address, another secret and no company get nothing', async () => {
    const code = (await agree(REALM_AU)).searchParams.get('code') ?? ''
    const given = { code, verifier: '', organisationId: REALM_AU }
    await expect(consent.exchange({ ...given, redirectUri, organisationId: null })).rejects.toMatchObject({
      kind: 'malformed',
    })
    // A wrong secret is our own configuration: no customer's grant may die of it.
    await expect(open('a wrong secret').exchange({ ...given, redirectUri })).rejects.toMatchObject({
      kind: 'forbidden',
      vendor: { code: 'invalid_client' },
    })
    const elsewhere = 'http://localhost:4321/elsewhere'
    await expect(consent.exchange({ ...given, redirectUri: elsewhere })).rejects.toMatchObject({
      kind: 'unauthorized',
    })
  })

  test('a code that is used again ends what it had given', async () => {
    const { given, tokens } = await connected(REALM_AU)
    await expect(consent.exchange({ ...given, verifier: '', redirectUri })).rejects.toMatchObject({
      kind: 'unauthorized',
      vendor: { code: 'invalid_grant' },
    })
    await expect(consent.refresh(tokens.refreshToken)).rejects.toMatchObject({ kind: 'unauthorized' })
  })

  test('a refusal comes back as one', async () => {
    const back = await agree('no such company')
    expect(back.searchParams.get('error')).toBe('access_denied')
    expect(back.searchParams.get('code')).toBeNull()
  })

  test('the refresh token stays for a day, then another takes its place and the earlier one is dead', async () => {
    const { tokens } = await connected(REALM_AU)
    const same = await consent.refresh(tokens.refreshToken)
    expect(same.refreshToken.equals(tokens.refreshToken)).toBe(true)
    await bench.control.advance(day + 60_000)
    const rotated = await consent.refresh(tokens.refreshToken)
    expect(rotated.refreshToken.equals(tokens.refreshToken)).toBe(false)
    await expect(consent.refresh(tokens.refreshToken)).rejects.toMatchObject({
      kind: 'unauthorized',
      vendor: { code: 'invalid_grant' },
    })
    await consent.refresh(rotated.refreshToken)
  })

  test('an access token of an hour ago is refused, and says so', async () => {
    const { tokens } = await connected(REALM_AU)
    await bench.control.advance(3_601_000)
    const ledger = bench.open({ token: async () => tokens.accessToken })
    await expect(ledger.accounts()).rejects.toMatchObject({ kind: 'unauthorized', status: 401 })
    expect(bench.refused).toEqual(['refused'])
  })

  test('a lost answer to a refresh is no refusal', async () => {
    const { tokens } = await connected(REALM_AU)
    await bench.control.fault({ match: { path: '/oauth2/v1/tokens' }, effect: 'drop-after-commit' })
    await expect(consent.refresh(tokens.refreshToken)).rejects.toMatchObject({ kind: 'unavailable' })
    await consent.refresh(tokens.refreshToken)
  })

  test('disconnecting gives the consent back, and twice is as good as once', async () => {
    const { tokens } = await connected(REALM_AU)
    const { tokens: other } = await connected(REALM_US)
    await consent.disconnect(tokens.accessToken, REALM_AU)
    await consent.disconnect(tokens.accessToken, REALM_AU)
    await expect(consent.refresh(tokens.refreshToken)).rejects.toMatchObject({ kind: 'unauthorized' })
    await consent.refresh(other.refreshToken)
  })
})
