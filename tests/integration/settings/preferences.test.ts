import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { formatDay, formatMoney } from '../../../app/_ui/format.ts'
import { momentWords } from '../../../app/_ui/moment-words.ts'
import { formView } from '../../../app/_ui/settings/view.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { replaceList } from '../../../lib/reference/store.ts'
import { formatsOf, lookOf } from '../../../lib/settings/preferences.ts'
import { readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'
import { addPerson } from '../../support/people.ts'

/** What a person, or a company for everybody, chose of how Evenbook looks and writes. */

let database: TestDatabase
let account: BareAccount

beforeAll(async () => {
  database = await appEnvironment()
})
afterAll(() => database.close())
beforeEach(async () => {
  account = await bareAccount()
})

async function save(values: Record<string, unknown>, scope: 'user' | 'company' = 'user') {
  const { accountId, userId, companyId } = account
  const scopeId = scope === 'user' ? userId : companyId
  return inAccount(accountId, async tx => {
    const { version } = await readSettings(tx, scope, scopeId)
    return saveSettings(tx, { scope, scopeId, values, version, actor: { id: userId, name: 'Jane Ng' } })
  })
}
const look = (userId = account.userId) => inAccount(account.accountId, tx => lookOf(tx, userId))
const formats = (userId = account.userId) =>
  inAccount(account.accountId, tx => formatsOf(tx, userId, account.companyId))
const at = '2026-03-29T14:05:00Z'
const now = new Date('2026-06-01T00:00:00Z')
const time = async () => momentWords(at, await formats(), now)

test('Appearance: the page is drawn dark for who chose it', async () => {
  expect((await look()).appearance).toBe('light')
  await save({ appearance: 'dark' })
  expect((await look()).appearance).toBe('dark')
})

test('Rows in tables: roomier for who chose it', async () => {
  await save({ 'row-density': 'comfortable' })
  expect((await look()).density).toBe('comfortable')
})

test('Time zone: times are shown in the zone that a person chose', async () => {
  await save({ 'time-zone': 'Europe/London' }, 'company')
  await save({ 'my-time-zone': 'Australia/Sydney' })
  expect((await time()).short).toBe('30 Mar, 01:05')
  expect((await time()).long).toContain('GMT+11')
})

test('Time zone: a company’s times are shown in its own zone', async () => {
  await save({ 'time-zone': 'America/New_York' }, 'company')
  expect((await time()).short).toBe('29 Mar, 10:05')
})

test('Dates and numbers: written the way a person chose', async () => {
  await save({ 'my-locale': 'en-US' })
  const { locale } = await formats()
  expect(formatDay('2026-03-29', locale)).toBe('Mar 29, 2026')
  expect(formatMoney('4812.50', 'AUD', false, locale)).toBe('$4,812.50')
})

test('Locale: the company’s days and figures are written its way', async () => {
  await save({ 'company-locale': 'en-ZA' }, 'company')
  const { locale } = await formats()
  expect(formatDay('2026-03-29', locale)).toBe('29 Mar 2026')
  expect(formatMoney('4812.50', 'ZAR', false, locale).replaceAll(/\s/gu, ' ')).toMatch(/^R ?4 812[.,]50$/)
})

test('a company’s locale is fixed for life: a second choice is refused at its field, the same one is not', async () => {
  expect(await save({ 'company-locale': 'en-AU' }, 'company')).toMatchObject({ kind: 'saved' })
  expect(await save({ 'company-locale': 'en-NZ' }, 'company')).toEqual({
    kind: 'invalid',
    errors: { 'company-locale': 'It was fixed for life when it was chosen.' },
  })
  expect(await save({ 'company-locale': 'en-AU' }, 'company')).toMatchObject({ kind: 'saved', changed: [] })
})

test('the country of the connected organisation suggests a locale, and chooses none', async () => {
  const { accountId, companyId } = account
  const data = {
    baseCurrency: 'NZD',
    currencies: [],
    periodLockDate: null,
    yearLockDate: null,
    shortCode: '',
  }
  const suggested = () =>
    inAccount(accountId, async tx => {
      const { fields } = await formView(tx, account, { scope: 'company', section: 'Company', companyId })
      const field = fields.find(({ key }) => key === 'company-locale')
      return [field?.suggestion?.value ?? null, field?.value]
    })
  const connect = (countryCode: string) =>
    inAccount(accountId, tx =>
      replaceList({ tx, accountId, ownerId: companyId, kind: 'organisation' }, [
        { id: 'org', code: '', name: 'Org', active: true, data: { ...data, countryCode, timeZone: '' } },
      ]),
    )
  expect(await suggested()).toEqual([null, null])
  await connect('NZ')
  expect(await suggested()).toEqual(['en-NZ', null])
  await connect('FR')
  expect(await suggested()).toEqual([null, null])
})

test('what one person chose is nobody else’s', async () => {
  const other = await addPerson(account.accountId, { name: 'Sam Lee', role: 'user', companyIds: [] })
  await save({ appearance: 'dark', 'my-locale': 'en-US' })
  expect(await look(other.userId)).toEqual({ appearance: 'light', density: 'dense' })
  expect((await formats(other.userId)).locale).toBeNull()
})

test('a zone or a locale that does not exist is refused', async () => {
  const saved = await save({ 'my-time-zone': 'Mars/Olympus', 'my-locale': 'tlh' })
  expect(saved).toMatchObject({ kind: 'invalid' })
  expect(saved.kind === 'invalid' && Object.keys(saved.errors)).toEqual(['my-time-zone', 'my-locale'])
})
