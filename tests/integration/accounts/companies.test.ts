import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  addCompany,
  type CompanyChange,
  deleteCompany,
  hadNoBooks,
  listCompanies,
  renameCompany,
} from '../../../lib/accounts/companies.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { list } from '../../../lib/activity/activity.ts'
import { saveMapping } from '../../../lib/mappings/mappings.ts'
import { readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'
import { naughtyStrings } from '../../support/naughty.ts'

let database: TestDatabase
let account: BareAccount

beforeAll(async () => {
  database = await appEnvironment()
})
afterAll(() => database.close())
beforeEach(async () => {
  account = await bareAccount('First')
})

const actor = () => ({ id: account.userId, name: 'Jane Ng' })
const inside: <T>(work: Parameters<typeof inAccount<T>>[1]) => Promise<T> = work =>
  inAccount(account.accountId, work)
const add = (name: string) => inside(tx => addCompany(tx, { ...account, name, actor: actor() }))
const rename = (companyId: string, name: string) =>
  inside(tx => renameCompany(tx, { accountId: account.accountId, companyId, name, actor: actor() }))
const remove = (companyId: string, name: string) =>
  inside(tx => deleteCompany(tx, { accountId: account.accountId, companyId, name, actor: actor() }))
const names = async () => (await inside(listCompanies)).map(company => company.name)
const idOf = (change: CompanyChange) => (change.kind === 'done' ? change.companyId : change.reason)

test('a company is added, renamed and told of in the activity', async () => {
  const id = idOf(await add('  Second  '))
  expect(await names()).toEqual(['First', 'Second'])
  await rename(id, 'Second AU')
  expect(await names()).toEqual(['First', 'Second AU'])
  const lines = await inside(tx => list(tx, { subject: `company:${id}`, limit: 10 }))
  expect(lines.map(({ verb, actorName }) => [verb, actorName])).toEqual([
    ['company.renamed', 'Jane Ng'],
    ['company.added', 'Jane Ng'],
  ])
})

test.each([
  ['', 'Give the company a name.'],
  ['   ', 'Give the company a name.'],
  ['first', 'Another company of this account has this name.'],
  ['a'.repeat(101), 'A name has at most 100 characters.'],
  ['two\nlines', 'Write the name on one line'],
])('the name %j is refused with the reason', async (name, reason) => {
  expect(await add(name)).toMatchObject({ kind: 'refused', reason: expect.stringContaining(reason) })
  expect(await names()).toEqual(['First'])
})

test('a hostile name is kept to the letter or refused in words', async () => {
  for (const name of naughtyStrings) {
    const change = await add(name)
    if (change.kind === 'done') {
      expect(await names()).toContain(name.trim())
      await remove(change.companyId, name)
    } else expect(change.reason).toMatch(/\.$/)
  }
})

test('of two that take one name at once one gets it', async () => {
  const changes = await Promise.all([add('Twin'), add('Twin')])
  expect(changes.map(({ kind }) => kind).toSorted()).toEqual(['done', 'refused'])
})

describe('deleting', () => {
  test('needs the name, and takes the company’s settings along', async () => {
    const id = idOf(await add('Second'))
    await inside(tx =>
      saveSettings(tx, {
        scope: 'company',
        scopeId: id,
        version: 0,
        values: { 'post-as': 'draft' },
        actor: null,
      }),
    )
    expect(await remove(id, 'second')).toMatchObject({ kind: 'refused' })
    expect(await remove(id, 'Second')).toEqual({ kind: 'done', companyId: id })
    expect(await names()).toEqual(['First'])
    expect((await inside(tx => readSettings(tx, 'company', id))).version).toBe(0)
    expect(await remove(id, 'Second')).toMatchObject({ kind: 'refused' })
  })

  test('is refused once there were books, and for the last one', async () => {
    expect(await remove(account.companyId, 'First')).toMatchObject({
      reason: expect.stringContaining('last'),
    })
    const id = idOf(await add('Second'))
    expect(await inside(tx => hadNoBooks(tx, id))).toBe(true)
    await inside(tx =>
      saveMapping(tx, {
        companyId: id,
        kind: 'account',
        psaKey: '200',
        psaName: 'Sales',
        ledger: { id: 'x', name: 'Sales' },
        actor: actor(),
      }),
    )
    expect(await inside(tx => hadNoBooks(tx, id))).toBe(false)
    expect(await remove(id, 'Second')).toMatchObject({ reason: expect.stringContaining('history') })
  })

  test('of another account there is no such company', async () => {
    const mine = account
    account = await bareAccount('Other')
    expect(await remove(mine.companyId, 'First')).toMatchObject({ kind: 'refused' })
    expect(await rename(mine.companyId, 'Taken')).toMatchObject({ kind: 'refused' })
  })
})
