import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DEMO, startConnectWise } from '../../simulators/connectwise/index.ts'
import { callerOf, patch } from './connectwise-client.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'connectwise-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

test('the books outlive the process, and are seeded once', async () => {
  const before = await startConnectWise({ directory })
  await callerOf(before)('/finance/invoices/1222', patch('status', { id: 3 }))
  const kept = await before.control.truth()
  await before.close()
  const after = await startConnectWise({ directory })
  expect(await after.control.truth()).toEqual(kept)
  await after.close()
})

test('Manage signs in a member for its pages only, and a stranger to nothing', async () => {
  const { urls, close } = await startConnectWise()
  const enter = (member: string) =>
    fetch(`${urls.ui}/signin?company=${DEMO.company}&member=${member}&to=invoices/1222`, {
      redirect: 'manual',
    })
  const entered = await enter('JNg')
  expect(entered.headers.get('location')).toBe(`/v4_6_release/manage/${DEMO.company}/invoices/1222`)
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const data = (company: string) =>
    fetch(`${urls.ui}/v4_6_release/manage/${company}/data/authentication`, { headers: { cookie } })
  expect(await (await data(DEMO.company)).json()).toMatchObject({
    companyid: DEMO.company,
    memberid: 'JNg',
    memberContext: 'web',
    site: urls.ui,
  })
  expect((await data('northwind_msp')).status).toBe(401)
  expect((await enter('Mallory')).status).toBe(401)
  expect((await enter('APIEvenbook')).status).toBe(401)
  await close()
})
