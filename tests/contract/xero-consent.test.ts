import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LedgerConsent } from '../../lib/connectors/consent-facts.ts'
import { createXeroConsent } from '../../lib/connectors/xero/index.ts'
import { Secret } from '../../lib/std/secret.ts'
import { DEMO_AU, DEMO_US } from '../simulators/xero/seed.ts'
import { agreeAt, factor } from './bench.ts'
import { openXeroBench, redirectUri, type XeroBench } from './xero-bench.ts'

describe('a consent, over HTTP from the page to the tokens', () => {
  let bench: XeroBench
  let consent: LedgerConsent
  beforeEach(async () => {
    bench = await openXeroBench({ parameters: { accessLifeMs: 30 * 60_000 } })
    consent = open()
  })
  afterEach(() => bench.close())

  function open(secret = bench.xero.clientSecret): LedgerConsent {
    const { clientId, authorizeUrl, tokenUrl } = bench.xero
    const clientSecret = Secret.of(secret)
    return createXeroConsent({ ...bench.place, clientId, clientSecret, authorizeUrl, tokenUrl })
  }

  /** What a person does: opens the page, chooses organisations, presses the button. */
  async function agree(organisations: string[], verifier = randomBytes(32).toString('base64url')) {
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const address = consent.authorizeUrl({ state: 'a-state', challenge, redirectUri })
    const choices = organisations.map(id => ['organisation', id])
    return { back: await agreeAt(address, choices), verifier }
  }

  async function connected(organisations: string[]) {
    const { back, verifier } = await agree(organisations)
    const code = back.searchParams.get('code') ?? ''
    return consent.exchange({ code, verifier, redirectUri, organisationId: null })
  }

  test('gives tokens with all scopes, their life and whose they are', async () => {
    const askedAt = Date.now()
    const { back, verifier } = await agree([DEMO_AU])
    expect(back.origin + back.pathname).toBe(redirectUri)
    expect(back.searchParams.get('state')).toBe('a-state')
    const code = back.searchParams.get('code') ?? ''
    const tokens = await consent.exchange({ code, verifier, redirectUri, organisationId: null })
    expect(tokens.scopes).toContain('accounting.invoices')
    expect(tokens.scopes).toContain('offline_access')
    expect(tokens.subject).not.toBe('')
    const life = tokens.expiresAt.getTime() - askedAt
    expect(life * factor).toBeGreaterThan(29 * 60_000)
    expect(life * factor).toBeLessThan(31 * 60_000)
    await expect(
      consent.exchange({ code, verifier, redirectUri, organisationId: null }),
    ).rejects.toMatchObject({
      kind: 'unauthorized',
      vendor: { code: 'invalid_grant' },
    })
  })

  test('lists the organisations of this consent only', async () => {
    const first = await connected([DEMO_US])
    const second = await connected([DEMO_AU])
    expect(await consent.organisations(second.accessToken, second.authEventId)).toEqual([
      {
        connectionId: expect.any(String),
        organisationId: DEMO_AU,
        name: 'Northwind Managed IT (AU)',
      },
    ])
    expect(await consent.organisations(first.accessToken, first.authEventId)).toMatchObject([
      { organisationId: DEMO_US },
    ])
  })

  test('another verifier, another address and another secret get nothing', async () => {
    const { back } = await agree([DEMO_AU])
    const code = back.searchParams.get('code') ?? ''
    await expect(
      consent.exchange({ code, verifier: 'x'.repeat(43), redirectUri, organisationId: null }),
    ).rejects.toMatchObject({
      vendor: { code: 'invalid_grant' },
    })
    const again = await agree([DEMO_AU])
    const another = again.back.searchParams.get('code') ?? ''
    const other = { code: another, verifier: again.verifier, organisationId: null }
    await expect(
      consent.exchange({ ...other, redirectUri: 'http://localhost:4321/elsewhere' }),
    ).rejects.toMatchObject({ kind: 'unauthorized' })
    // A wrong secret is our own configuration: no customer's grant may die of it.
    await expect(open('a wrong secret').exchange({ ...other, redirectUri })).rejects.toMatchObject({
      kind: 'forbidden',
      vendor: { code: 'invalid_client' },
    })
  })

  test('a refusal comes back as one', async () => {
    const { back } = await agree([])
    expect(back.searchParams.get('error')).toBe('access_denied')
    expect(back.searchParams.get('code')).toBeNull()
  })

  test('the refresh token rotates, and the one before lives on while an answer may be lost', async () => {
    const tokens = await connected([DEMO_AU])
    const rotated = await consent.refresh(tokens.refreshToken)
    expect(rotated.refreshToken.equals(tokens.refreshToken)).toBe(false)
    expect(rotated.authEventId).toBe(tokens.authEventId)
    const lost = await consent.refresh(tokens.refreshToken)
    expect(lost.refreshToken.equals(rotated.refreshToken)).toBe(false)
    await bench.control.advance(31 * 60_000)
    await expect(consent.refresh(tokens.refreshToken)).rejects.toMatchObject({
      vendor: { code: 'invalid_grant' },
    })
    expect(await consent.refresh(lost.refreshToken)).toMatchObject({ subject: tokens.subject })
  })

  test('a lost answer to a refresh is no refusal', async () => {
    const tokens = await connected([DEMO_AU])
    await bench.control.fault({ match: { path: '/connect/token' }, effect: 'drop-after-commit' })
    await expect(consent.refresh(tokens.refreshToken)).rejects.toMatchObject({ kind: 'unavailable' })
    expect(await consent.refresh(tokens.refreshToken)).toMatchObject({ subject: tokens.subject })
  })

  test('disconnecting ends one organisation and leaves the others of that person', async () => {
    const tokens = await connected([DEMO_AU, DEMO_US])
    const both = await consent.organisations(tokens.accessToken, tokens.authEventId)
    const own = both.find(({ organisationId }) => organisationId === DEMO_AU)
    await consent.disconnect(tokens.accessToken, own?.connectionId ?? '')
    await consent.disconnect(tokens.accessToken, own?.connectionId ?? '')
    const left = await consent.organisations(tokens.accessToken, tokens.authEventId)
    expect(left.map(({ organisationId }) => organisationId)).toEqual([DEMO_US])
    const ledger = bench.open({ token: async () => tokens.accessToken })
    await expect(ledger.accounts()).rejects.toMatchObject({ kind: 'forbidden' })
  })
})
