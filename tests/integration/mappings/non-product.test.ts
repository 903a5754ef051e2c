import { afterAll, beforeAll, expect, test } from 'vitest'
import { formView } from '../../../app/_ui/settings/view.ts'
import { insertCompany } from '../../../lib/accounts/store.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { noteKeys, saveMapping } from '../../../lib/mappings/mappings.ts'
import { replaceList } from '../../../lib/reference/store.ts'
import { saveSettings } from '../../../lib/settings/settings.ts'
import { newId } from '../../../lib/std/id.ts'
import { appEnvironment, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await appEnvironment()
})
afterAll(() => database.close())

test('known Non-Product IDs are offered with whether they are mapped; any other is saved as well', async () => {
  const { accountId, companyId, userId } = await bareAccount()
  const actor = { id: userId, name: 'Jane Ng' }
  const other = newId()
  const item = (kind: 'item' | 'account', psaKey: string) => ({
    companyId,
    kind,
    psaKey,
    psaName: psaKey,
    actor,
  })
  await inAccount(accountId, async tx => {
    await insertCompany(tx, { accountId, id: other, name: 'Zealand' })
    const labour = { ...item('item', 'non-product:Labour'), ledger: { id: 'i1', name: 'Labour' } }
    await saveMapping(tx, labour)
    await saveMapping(tx, { ...labour, companyId: other })
    await saveMapping(tx, { ...labour, psaKey: 'non-product:Travel' })
    await saveMapping(tx, { ...labour, psaKey: '31' })
    await saveMapping(tx, { ...labour, kind: 'account', psaKey: 'non-product:Account' })
    await noteKeys(tx, companyId, [{ kind: 'item', key: 'non-product:Backup', name: 'Backup' }])
    const list = { tx, accountId, ownerId: companyId, kind: 'item' }
    const row = { name: 'Any', active: true, data: {} }
    await replaceList(list, [
      { ...row, id: 'i1', code: 'Labour' },
      { ...row, id: 'i2', code: 'HOSTING' },
      { ...row, id: 'i3', code: 'OLD', active: false },
    ])
  })

  const ask = { scope: 'account', section: 'Revenue Defaults', companyId } as const
  const read = () => inAccount(accountId, tx => formView(tx, { accountId, userId }, ask))
  const offered = (await read()).lists['non-product'] ?? []
  expect(offered.map(({ value, open }) => [value, open?.companyId ?? 'mapped'])).toEqual([
    ['Backup', companyId],
    ['HOSTING', companyId],
    ['Labour', 'mapped'],
    ['Travel', other],
  ])

  const values = { 'default-service-item': 'Something else' }
  const save = { scope: 'account', scopeId: accountId, values, version: 0, actor } as const
  expect(await inAccount(accountId, tx => saveSettings(tx, save))).toMatchObject({ kind: 'saved' })
  const again = await read()
  expect(again.fields.find(({ key }) => key === 'default-service-item')?.value).toBe('Something else')
  expect(again.lists['non-product']).toEqual(offered)
})
