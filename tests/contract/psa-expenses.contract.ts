import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExpenseRules } from '../../lib/accounting/expense-groups.ts'
import { expenseWeekId, mondayOf } from '../../lib/accounting/expense-id.ts'
import { calendarDate } from '../../lib/std/clock.ts'
import { Decimal, sum } from '../../lib/std/decimal.ts'
import { type BenchExpense, type ExpenseBench, unpostedExpenses } from './expense-bench.ts'
import { guard } from './psa-bench.ts'

const each: ExpenseRules = {
  grouping: 'entry',
  companyPaid: new Set(['3']),
  byPaymentType: false,
  cutOffDate: null,
  ownLocations: new Set(),
}
const byWeek: ExpenseRules = { ...each, grouping: 'week' }

/** What every PSA behind the port keeps of what members spent, whatever rows and entries it writes. */
export function expensesContract(name: string, open: () => Promise<ExpenseBench>): void {
  describe(`${name}: expenses`, () => {
    let bench: ExpenseBench
    let rules: ExpenseRules
    beforeAll(async () => {
      bench = await open()
      rules = { ...each, companyPaid: await bench.companyPaid() }
    })
    afterAll(() => bench.close())

    async function exported(spent: BenchExpense) {
      const [record, ...others] = await bench.psa.exportExpenses([spent.recordId], rules)
      if (!record) throw new Error('the expense was not exported')
      expect(others).toEqual([])
      return record
    }

    test('an expense is one row of its member, with what becomes of it', async () => {
      const spent = await bench.spend({ amount: '38.60' })
      const rows = await unpostedExpenses(bench.psa, rules)
      expect(rows.filter(row => row.recordId === spent.recordId)).toEqual([
        {
          recordId: spent.recordId,
          exportId: spent.recordId,
          number: spent.number,
          kind: 'expense',
          billingType: 'Reimbursable',
          parentId: '',
          customer: expect.objectContaining({ identifier: 'SMarsh', name: 'Sam Marsh' }),
          date: spent.date,
          dueDate: null,
          total: Decimal.parse('38.60'),
          currency: 'AUD',
          dateClosed: expect.stringMatching(/^\d{4}-\d\d-\d\d/),
          locationId: '2',
          statusName: 'ReadyToBill',
        },
      ])
      expect(new Set(rows.map(row => row.recordId)).size).toBe(rows.length)
      expect(await bench.psa.unpostedOf([spent.recordId], rules)).toEqual(
        rows.filter(row => row.recordId === spent.recordId),
      )
    })

    test('an export agrees to the cent with the vendor’s books, and its tax is what was typed', async () => {
      const spent = await bench.spend({
        amount: '132.50',
        tax: '12.50',
        notes: 'One night',
        company: 'AcmeDental',
      })
      const record = await exported(spent)
      expect(record).toMatchObject({ kind: 'expense', recordId: spent.recordId, number: spent.number })
      expect(record.customer).toMatchObject({ identifier: 'SMarsh', name: 'Sam Marsh' })
      expect([record.total.toFixedText(2), record.salesTax.toFixedText(2)]).toEqual(['132.50', '12.50'])
      expect(record.lines.map(({ glType, amount }) => [glType, amount.toFixedText(2)])).toEqual([
        ['EE', '120.00'],
        ['ET', '12.50'],
      ])
      expect(record.entries).toMatchObject([
        { description: 'One night', taxType: 'GST', status: 'ReadyToBill', classification: 'reimbursable' },
      ])
      expect(record.glEntryIds).toEqual(spent.entryIds)
    })

    test('what the company paid stands against its offset account; what was private stands there alone', async () => {
      const paid = await exported(await bench.spend({ amount: '87.45', tax: '7.95', paidBy: 'fuelCard' }))
      expect(paid.lines.map(({ glType, amount }) => [glType, amount.toFixedText(2)])).toEqual([
        ['EI', '79.50'],
        ['ET', '7.95'],
        ['EO', '-87.45'],
      ])
      const own = await exported(
        await bench.spend({ amount: '64.35', paidBy: 'companyVisa', as: 'personal' }),
      )
      expect(own.lines.map(({ glType, amount }) => [glType, amount.toFixedText(2)])).toEqual([
        ['EO', '-64.35'],
      ])
    })

    test('every entry is of one expense, however many of one member are asked for', async () => {
      const list = []
      for (const amount of ['10.00', '20.00', '30.00']) list.push(await bench.spend({ amount, daysAgo: 40 }))
      list.push(await bench.spend({ member: 'RVoss', amount: '40.00', daysAgo: 40 }))
      const records = await bench.psa.exportExpenses(
        list.map(one => one.recordId),
        rules,
      )
      const told = new Map(records.map(record => [record.recordId, record]))
      for (const spent of list) {
        const record = told.get(spent.recordId)
        expect(record?.glEntryIds).toEqual(spent.entryIds)
        expect(sum(record?.lines.map(({ amount }) => amount) ?? []).toFixedText(2)).toBe(spent.amount)
      }
    })

    test('a member’s week is one record of all its expenses that become the same', async () => {
      const days = { daysAgo: 61 }
      const list = [
        await bench.spend({ ...days, amount: '10.00' }),
        await bench.spend({ ...days, amount: '20.00', on: 'meals' }),
      ]
      await bench.spend({ ...days, amount: '99.00', paidBy: 'companyVisa' })
      const monday = mondayOf(calendarDate(list[0]?.date ?? ''))
      const id = expenseWeekId({
        memberId: list[0]?.memberId ?? '',
        monday,
        outcome: 'reimbursable',
        paymentTypeId: '',
        locationId: '',
      })
      const week = { ...byWeek, companyPaid: rules.companyPaid }
      const [row] = await bench.psa.unpostedOf([id], week)
      expect(row?.recordId).toBe(id)
      const [record] = await bench.psa.exportExpenses([id], week)
      const ids = list.flatMap(({ entryIds }) => entryIds)
      expect(record?.glEntryIds.filter(entry => ids.includes(entry))).toEqual(ids)
      expect(record?.total).toEqual(row?.total)
      expect(new Set(record?.entries.map(({ member }) => member.id)).size).toBe(1)
      // By itself it is no record any more.
      expect(await bench.psa.unpostedOf([list[0]?.recordId ?? ''], week)).toEqual([])
      expect(await bench.psa.exportExpenses([list[0]?.recordId ?? ''], week)).toEqual([])
    })

    test('a batch takes it off the list, and its deletion puts it there again', async () => {
      const spent = await bench.spend({})
      const { glEntryIds } = await exported(spent)
      const made = await bench.psa.createBatch('expense', `EB-E${spent.number}`, glEntryIds, guard())
      expect(made.kind).toBe('done')
      expect(await bench.psa.unpostedOf([spent.recordId], rules)).toEqual([])
      expect(await bench.psa.exportExpenses([spent.recordId], rules)).toEqual([])
      const [batch] = await bench.psa.findBatches([`EB-E${spent.number}`])
      expect((await bench.psa.deleteBatch(batch?.id ?? '', guard())).kind).toBe('done')
      expect(await bench.psa.unpostedOf([spent.recordId], rules)).toHaveLength(1)
    })
  })
}
