import { afterAll, beforeAll, expect, test } from 'vitest'
import { describe, parseProblems } from '../../../lib/accounting/problems.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { saveMapping } from '../../../lib/mappings/mappings.ts'
import { ledgerItems } from '../../../lib/reference/reference.ts'
import { present } from '../../../lib/std/assert.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import { recordsByIds } from '../../../lib/sync/records/store.ts'
import { scanNext } from '../../../lib/sync/views/setup.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import { downpayment } from '../../simulators/connectwise/seed-lines.ts'
import { DEPARTMENTS, LOCATIONS } from '../../simulators/connectwise/seed-tenant.ts'
import { closedInvoice, type PostingWorld, postingWorld } from '../../support/world.ts'

/** The health scan of Setup: what lies in ConnectWise is looked at before anything of it is sent. */

let world: PostingWorld
beforeAll(async () => {
  world = await postingWorld()
})
afterAll(() => world.close())

/** What the scan says of a record. */
async function scanned(recordId: string) {
  const { accountId, companyId, engine } = world
  const ask = { accountId, companyId, psa: await engine.psaOf(accountId), inAccount }
  await refreshUnposted(engine, accountId, companyId)
  for (let after: string | null = ''; after !== null; ) {
    const step: Awaited<ReturnType<typeof scanNext>> = await scanNext(ask, after)
    expect(step.checked).toBe(true)
    after = step.after
  }
  const [row] = await inAccount(accountId, tx => recordsByIds({ tx }, [recordId]))
  const { checkState, problems } = present(row, 'the record')
  return { checkState, told: parseProblems(problems).map(problem => describe(problem, 'Xero')) }
}

test('E28: a mapping that ConnectWise lacks is told by the scan with its cure, and one row there and a new closing mend it', async () => {
  const invoice = await closedInvoice(world, {
    type: 'DownPayment',
    lines: [downpayment('Deposit 40%', '4800.00')],
  })
  const before = await world.books.allInXero()
  const { checkState, told } = await scanned(String(invoice.id))
  expect(checkState).toBe('problems')
  expect(told).toMatchObject([
    { title: 'No entries in ConnectWise', fixLabel: 'Open GL accounts', place: { what: 'gl-accounts' } },
  ])
  expect(told[0]?.message).toContain('for want of a GL mapping')

  const [department, location] = [DEPARTMENTS[0]?.name, LOCATIONS[0]?.name]
  const row = {
    ...{ id: 9_001, glType: 'RD', mappedType: 'Corporate', mappedRecord: null, salesCode: '' },
    segments: ['410', department, location, 'Deposit'],
    cogs: ['', '', '', ''],
  }
  await world.connectwise.control.call('POST', 'gl-accounts', { tenant: DEMO.company, rows: [row] })
  await world.books.change(invoice.id, { status: 'New' })
  await world.books.change(invoice.id, { status: 'Closed' })
  const { accountId, companyId, actor } = world
  await inAccount(accountId, async tx => {
    const accounts = await ledgerItems(tx, companyId, ['account'])
    const { id, name } = present(
      accounts.find(({ code }) => code === '810'),
      'Customer Deposits',
    )
    const decision = { companyId, kind: 'account' as const, psaKey: '410', psaName: '410' }
    await saveMapping(tx, { ...decision, ledger: { id, name }, actor })
  })
  expect(await scanned(String(invoice.id))).toEqual({ checkState: 'ok', told: [] })
  expect(await world.books.allInXero()).toEqual(before)
})
