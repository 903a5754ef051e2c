import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { saveMapping } from '../../../lib/mappings/mappings.ts'
import { ledgerItems } from '../../../lib/reference/reference.ts'
import { present } from '../../../lib/std/assert.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import {
  agreement,
  downpayment,
  expense,
  minus,
  time,
  unrounded,
  untaxed,
} from '../../simulators/connectwise/seed-lines.ts'
import { DEPARTMENTS, LOCATIONS } from '../../simulators/connectwise/seed-tenant.ts'
import { closedInvoice, type PostingWorld, postingWorld } from '../../support/world.ts'

let world: PostingWorld

/** The account on which ConnectWise keeps deposits, and Customer Deposits in Xero. */
const deposits = { psa: '410', ledger: '810' }

beforeAll(async () => {
  world = await postingWorld()
  const [department, location] = [
    present(DEPARTMENTS[0], 'a department'),
    present(LOCATIONS[0], 'a location'),
  ]
  const row = {
    id: 9_001,
    glType: 'RD',
    mappedType: 'Corporate',
    mappedRecord: null,
    segments: [deposits.psa, department.name, location.name, 'Deposit'],
    cogs: ['', '', '', ''],
    salesCode: '',
  }
  await world.connectwise.control.call('POST', 'gl-accounts', { tenant: DEMO.company, rows: [row] })
  await mapDeposits()
})

afterAll(() => world.close())

const kinds = [
  {
    type: 'Standard',
    lines: [time('Onsite support', '2.75', '175.0000'), unrounded(time('Remote', '0.33', '175.0000'))],
  },
  {
    type: 'Agreement',
    lines: [agreement('Managed services', '1249.97'), agreement('Workstations', '87.35')],
  },
  { type: 'Progress', lines: [time('Server refresh, stage 2', '24', '165.0000', 'Project')] },
  { type: 'DownPayment', lines: [downpayment('Deposit 40%', '4800.00')] },
  { type: 'Miscellaneous', lines: [expense('Restocking fee', '45.15'), untaxed(expense('Ferry', '54.00'))] },
  {
    type: 'Consolidated',
    lines: [
      agreement('Managed services', '1850.05'),
      time('Firewall', '3.5', '160.1000'),
      expense('Ferry', '54.00'),
    ],
  },
  { type: 'CreditMemo', lines: [minus(time('Onsite support, credited', '1.5', '67.0300'))] },
]

test.each(kinds)('$type stands in Xero over ConnectWise’s total, and is marked', async ({ type, lines }) => {
  const invoice = await closedInvoice(world, { type, lines })
  await world.ask([invoice])
  await world.work()
  expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  const [document, ...more] = await world.books.inXero(invoice.number)
  expect(more).toEqual([])
  expect(document?.type).toBe(type === 'CreditMemo' ? 'ACCRECCREDIT' : 'ACCREC')
  expect(document?.total).toBe(invoice.total.replace('-', ''))
  expect(document?.lines.length).toBeGreaterThanOrEqual(lines.length)
})

test('a down payment stands on income in advance, and the final invoice takes it back from there', async () => {
  const deposit = await closedInvoice(world, {
    type: 'DownPayment',
    lines: [downpayment('Deposit', '5000.00')],
  })
  const final = await closedInvoice(world, {
    type: 'Progress',
    lines: [time('Server refresh', '100', '400.0000'), minus(downpayment('Deposit, applied', '5000.00'))],
  })
  await world.ask([deposit, final])
  await world.work()
  const [[first], [last]] = [await world.books.inXero(deposit.number), await world.books.inXero(final.number)]
  expect([first?.total, last?.total]).toEqual(['5500.00', '38500.00'])
  expect(first?.lines.map(({ accountCode, lineAmount }) => [accountCode, lineAmount])).toEqual([
    [deposits.ledger, '5000.00'],
  ])
  expect(last?.lines.map(({ accountCode, lineAmount }) => [accountCode, lineAmount])).toEqual([
    ['202', '40000.00'],
    [deposits.ledger, '-5000.00'],
  ])
})

async function mapDeposits(): Promise<void> {
  const { accountId, companyId, actor } = world
  await inAccount(accountId, async tx => {
    const accounts = await ledgerItems(tx, companyId, ['account'])
    const { id, name } = present(
      accounts.find(({ code }) => code === deposits.ledger),
      'Customer Deposits',
    )
    const decision = { companyId, kind: 'account' as const, psaKey: deposits.psa, psaName: deposits.psa }
    await saveMapping(tx, { ...decision, ledger: { id, name }, actor })
  })
}
