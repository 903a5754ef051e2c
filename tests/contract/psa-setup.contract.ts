import { describe, expect, test } from 'vitest'
import { calendarDate } from '../../lib/std/clock.ts'
import type { PsaBench } from './psa-bench.ts'

export function setupContract(name: string, bench: () => PsaBench): void {
  describe(`${name}: what the server says of itself`, () => {
    test('version, zone and a clock that goes with ours', async () => {
      const info = await bench().psa.systemInfo()
      expect(info).toMatchObject({ version: 'v2025.1.104482', timeZone: 'AUS Eastern Standard Time' })
      expect(Math.abs(info.clockAheadMs ?? Number.NaN)).toBeLessThan(2_000)
    })

    test('the accounting package and its four segments', async () => {
      const setup = await bench().psa.accountingSetup()
      expect(setup).toMatchObject({ package: 'Other', includesCogs: true, expensesAsBills: true })
      expect(setup.segments.map(({ number, name, type }) => `${number} ${name} ${type}`)).toEqual([
        '1 Account Account',
        '2 Tracking 1 Class',
        '3 Tracking 2 Class',
        '4 Non-Product ID Class',
      ])
    })

    test('locations and vendors', async () => {
      expect(await bench().psa.locations()).toContainEqual({ id: '11', name: 'Melbourne' })
      const vendors = await bench().psa.vendors()
      expect(vendors.map(({ identifier }) => identifier)).toEqual(['IngramMicro', 'SouthernTel'])
    })
  })

  describe(`${name}: rights`, () => {
    test('an API member with its full role has every right that is needed', async () => {
      const { psa } = bench()
      const answers = await Promise.all(psa.neededRights.map(({ id }) => psa.hasRight(id)))
      expect(psa.neededRights.length).toBeGreaterThan(5)
      expect(answers).not.toContain(false)
    })

    test.each([
      ['Finance/Accounting Interface', '', ['accounting-inquire', 'accounting-add', 'accounting-delete']],
      ['Finance/Accounting Interface', 'IA', ['accounting-delete']],
      ['Finance/Accounting Interface', 'ID', ['accounting-add']],
      ['Finance/Invoicing', '', ['invoicing-inquire']],
      ['Companies/Company Maintenance', '', ['companies-inquire']],
      ['Companies/Manage Attachments', '', ['attachments-inquire']],
      ['Procurement/Purchase Orders', '', ['purchase-orders-inquire']],
      ['Time & Expense/Expense Report Entry', '', ['expenses-inquire']],
      ['System/Member Maintenance', '', ['members-inquire']],
      ['System/Table Setup', 'I', ['tables-delete']],
    ])('%s with only “%s” lacks exactly these', async (right, allowed, missing) => {
      const { psa } = bench()
      const before = await bench().allow(right, allowed)
      const answers = await Promise.all(
        psa.neededRights.map(async ({ id }) => ((await psa.hasRight(id)) ? [] : [id])),
      )
      await bench().allow(right, before)
      expect(answers.flat()).toEqual(missing)
    })

    test('asking changes nothing', async () => {
      const before = await bench().writes()
      const { psa } = bench()
      await Promise.all(psa.neededRights.map(({ id }) => psa.hasRight(id)))
      expect(await bench().writes()).toBe(before)
    })
  })

  describe(`${name}: expenses`, () => {
    test('how they can be paid', async () => {
      const types = await bench().psa.paymentTypes()
      expect(types.map(({ name, company, classification }) => ({ name, company, classification }))).toEqual([
        { name: 'Own card', company: false, classification: 'reimbursable' },
        { name: 'Cash', company: false, classification: 'reimbursable' },
        { name: 'Company Visa', company: true, classification: 'non-reimbursable' },
        { name: 'Company fuel card', company: true, classification: 'non-reimbursable' },
      ])
    })

    test('each since a day, with member, way of payment and classification; older ones are left out', async () => {
      const since = daysAgo(90)
      const rows = await bench().psa.expenses(since)
      expect(rows.every(row => row.date >= since)).toBe(true)
      expect(rows.map(row => row.amount.toString())).not.toContain('75')
      const odd = rows.find(row => row.description === 'Family dinner, wrong card')
      expect(odd).toMatchObject({
        member: { identifier: 'SMarsh', name: 'Sam Marsh' },
        paymentType: { name: 'Company Visa' },
        classification: 'personal',
        currency: 'AUD',
        billable: false,
        customer: null,
      })
      expect(odd?.amount.toString()).toBe('64.35')
      const charged = rows.find(row => row.description === 'Ferry' && row.paymentType.name !== '')
      expect(charged).toMatchObject({ billable: true, customer: { identifier: 'MangroveNew' } })
    })
  })
}

function daysAgo(days: number) {
  return calendarDate(new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10))
}
