import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import type { Member } from '../../../app/_session/member.ts'
import { within } from '../../../app/_session/within.ts'
import { type Saved, saveSection, zForm } from '../../../app/_ui/settings/save.ts'
import { formView } from '../../../app/_ui/settings/view.ts'
import { list } from '../../../lib/activity/activity.ts'
import { catalog, settingKeys } from '../../../lib/settings/catalog.ts'
import { present } from '../../../lib/std/assert.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'
import { naughtyStrings } from '../../support/naughty.ts'

/** What the action of every section does with a form, on a real Postgres. */

let database: TestDatabase
let account: BareAccount
let member: Member

beforeAll(async () => {
  database = await appEnvironment()
})
afterAll(() => database.close())
beforeEach(async () => {
  account = await bareAccount()
  const psa = { region: 'na', uiOrigin: '', loginCompany: 'demo', codebase: '', live: true }
  member = {
    ...account,
    psa,
    memberId: '1',
    name: 'Jane Ng',
    role: 'account-admin',
    companies: 'all',
    viewing: null,
    framed: true,
    sessionHash: '',
  }
})

type Values = z.input<typeof zForm>['values']
type Ask = { scope: 'account' | 'company' | 'user'; section: string }

const options: Ask = { scope: 'account', section: 'Options' }
const shown = (ask: Ask) =>
  within(member, tx => formView(tx, member, { ...ask, companyId: account.companyId }))

async function save(ask: Ask, values: Values, version: number): Promise<Saved> {
  const input = zForm.parse({ companyId: account.companyId, section: ask.section, version, values })
  const context = { member, inAccount: <T>(work: Parameters<typeof within<T>>[1]) => within(member, work) }
  const result = await saveSection(context, ask, input)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

test('of the same form sent twice at once one is saved, the other is shown what stands; nothing is told twice', async () => {
  const results = await Promise.all([
    save(options, { 'api-log-days': 7 }, 0),
    save(options, { 'api-log-days': 7 }, 0),
  ])
  expect(results.map(({ kind }) => kind).toSorted()).toEqual(['conflict', 'saved'])
  const told = await within(member, tx => list(tx, { subject: 'setting:api-log-days', limit: 10 }))
  expect(told).toHaveLength(1)
})

test('of twenty parallel saves one holds, and every other one knows who was first', async () => {
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, day) => save(options, { 'api-log-days': day + 1 }, 0)),
  )
  expect(results.filter(({ kind }) => kind === 'saved')).toHaveLength(1)
  const { fields } = await shown(options)
  const stands = fields.find(({ key }) => key === 'api-log-days')
  for (const { kind, form } of results) {
    if (kind === 'saved') continue
    const theirs = form.fields.find(({ key }) => key === 'api-log-days')
    expect(theirs).toMatchObject({ value: stands?.value, by: 'Jane Ng' })
  }
})

test('a stale form is a conflict; another section of the account is not', async () => {
  const revenue: Ask = { scope: 'account', section: 'Revenue Defaults' }
  await save(options, { 'hide-sync-all': true }, 0)
  expect((await save(options, { 'two-factor': 'optional' }, 0)).kind).toBe('conflict')
  expect((await save(revenue, { 'default-service-item': 'Labour' }, 0)).kind).toBe('saved')
})

test('every text field keeps a hostile text to the letter or refuses it at its field, and nothing else is lost', async () => {
  const texts = settingKeys.filter(key => ['text', 'amount'].includes(catalog[key].control))
  expect(texts.length).toBeGreaterThan(5)
  for (const key of texts) {
    const { scope, section } = catalog[key]
    const ask = { scope, section }
    let { version } = await shown(ask)
    for (const text of naughtyStrings) {
      const result = await save(ask, { [key]: text }, version)
      version = result.form.version
      const value = result.form.fields.find(field => field.key === key)?.value
      if (result.kind === 'saved') expect([text, text.trim()], key).toContain(value)
      else expect(result.errors[key], `${key}: ${JSON.stringify(text)}`).toMatch(/\.$/)
    }
  }
})

test('whatever text there is: kept to the letter or refused in words', async () => {
  const revenue: Ask = { scope: 'account', section: 'Revenue Defaults' }
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 120 }), async text => {
      const { version } = await shown(revenue)
      const result = await save(revenue, { 'default-service-item': text }, version)
      const field = present(
        result.form.fields.find(({ key }) => key === 'default-service-item'),
        'The field.',
      )
      return result.kind === 'saved'
        ? field.value === text.trim()
        : (result.errors['default-service-item'] ?? '').endsWith('.')
    }),
    { numRuns: 60 },
  )
})

test('more than a form can hold is refused before anything is read', () => {
  const form = (value: unknown) =>
    zForm.safeParse({ companyId: '', section: 'Options', version: 0, values: { 'two-factor': value } })
  expect(form('x'.repeat(20_001)).error?.issues[0]?.message).toBe('This is too long to be kept.')
  for (const value of [Array.from({ length: 1_001 }, () => 'x'), { nested: true }, 1n]) {
    expect(form(value).error?.issues[0]?.message).toBe(
      'This is more than a field can hold, or nothing that it can.',
    )
  }
})

test('a save takes no longer than 250 ms, 95 times of 100', async () => {
  const times: number[] = []
  for (let round = 0; round < 100; round += 1) {
    const { version } = await shown(options)
    const since = performance.now()
    await save(options, { 'api-log-days': (round % 90) + 1 }, version)
    times.push(performance.now() - since)
  }
  expect(times.toSorted((a, b) => a - b)[94]).toBeLessThanOrEqual(250)
})
