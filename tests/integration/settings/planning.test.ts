import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertCompany } from '../../../lib/accounts/store.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { saveSettings } from '../../../lib/settings/settings.ts'
import { newId } from '../../../lib/std/id.ts'
import { appEnvironment, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'
import {
  byId,
  decimal as d,
  mappings,
  planReference,
  salesExport,
  salesLine,
} from '../../support/planning.ts'
import { planAfter } from '../../support/settled-plan.ts'

/** What each setting does to a plan: saved in Postgres, read by the engine's own reader, planned by the one planner. */

let database: TestDatabase

beforeAll(async () => {
  database = await appEnvironment()
})
afterAll(() => database.close())

const codes = (plan: Awaited<ReturnType<typeof planAfter>>) => plan.problems.map(problem => problem.code)
const line = async (...given: Parameters<typeof planAfter>) => (await planAfter(...given)).document?.lines[0]

describe('invoices', () => {
  test('Post invoices as: a draft where the company says so', async () => {
    expect((await planAfter({ company: { 'post-as': 'draft' } })).document?.status).toBe('draft')
  })

  test('Mark as sent: the ledger is told that the customer has it', async () => {
    expect((await planAfter({ company: { 'mark-sent': true } })).document?.markSent).toBe(true)
  })

  test('Branding theme: the document names the theme that the company chose', async () => {
    const plan = await planAfter({ company: { 'branding-theme': 'theme-card' } })
    expect(plan.document?.theme).toEqual({ id: 'theme-card', name: 'Pay by card' })
    const gone = await planAfter({ company: { 'branding-theme': 'theme-old' } })
    expect(gone.problems).toEqual([{ code: 'theme-gone', theme: 'Old letterhead' }])
  })

  test('A customer the ledger does not know: made first where the company says so', async () => {
    const customer = { ...salesExport().customer, id: '300', name: 'Harbour Legal' }
    const plan = await planAfter(
      { company: { 'unknown-customer': 'create' } },
      { record: salesExport({ customer }) },
    )
    expect(plan.contact?.name).toBe('Harbour Legal')
    expect(plan.ready).toBe(true)
  })

  test('Product items: a product without one stops its record where they are required', async () => {
    const lines = [salesLine({ item: { id: '99', identifier: 'LAP14' } })]
    const plan = await planAfter({ company: { items: 'required' } }, { record: salesExport({ lines }) })
    expect([codes(plan), plan.ready]).toEqual([['item-unmapped'], false])
  })

  test('Service Invoice Detail Level: one line a GL mapping, with the same total and hours', async () => {
    const lines = ['1', '2'].map(id => salesLine({ id, quantity: d('4'), amount: d('600') }))
    const record = salesExport({ lines, glEntryIds: ['1', '2'] })
    const { document } = await planAfter({ company: { 'detail-level': 'standard' } }, { record })
    expect(document?.lines.map(one => [one.description, one.quantity.toText()])).toEqual([['Services', '8']])
    expect(document?.totals.total).toEqual(record.total)
  })
})

describe('due date and reference', () => {
  const eom = { name: 'EOM', xref: 'M+1:D30', dueDays: null }

  test('Due date from: the cross reference of the terms goes first where the company says so', async () => {
    const record = salesExport({ date: '2027-01-15', dueDate: '2027-02-14', terms: eom })
    const { document } = await planAfter({ company: { 'due-date-source': 'terms' } }, { record })
    expect(document?.dueDate).toBe('2027-02-28')
  })

  test('Due date where there is none: the company’s own format gives it, never past the end of a month', async () => {
    const record = salesExport({ date: '2027-01-31', dueDate: null, terms: { ...eom, xref: '' } })
    const { document } = await planAfter({ company: { 'due-date-format': 'M+1:D31' } }, { record })
    expect(document?.dueDate).toBe('2027-02-28')
    await expect(planAfter({ company: { 'due-date-format': 'next month' } })).rejects.toThrow('M+1:D20')
  })

  test('Reference: written by the company’s format, without what the record has not', async () => {
    const record = salesExport({ purchaseOrder: 'PO-7' })
    const format = { 'reference-format': 'PO {customerPO}, Project {project}, No. {invoice}' }
    expect((await planAfter({ company: format }, { record })).document?.reference).toBe(
      'PO PO-7, No. INV-501',
    )
    await expect(planAfter({ company: { 'reference-format': '{po}' } })).rejects.toThrow('no token {po}')
  })
})

describe('tax', () => {
  test('Tax when sold: as calculated, ConnectWise’s own tax goes along to the cent', async () => {
    const record = salesExport({ salesTax: d('120.03'), total: d('1320.03') })
    const { document, ready } = await planAfter({ company: { 'tax-method': 'as-calculated' } }, { record })
    expect([document?.taxAsGiven, document?.lines[0]?.amountTax.toText(), ready]).toEqual([
      true,
      '120.03',
      true,
    ])
  })

  test('The one rate: every taxed line takes it, whatever its code', async () => {
    const record = salesExport({ lines: [salesLine({ taxCode: 'GST-CAP' })] })
    const saved = { 'tax-method': 'static', 'tax-static-rate': 'OUTPUT' }
    expect((await line({ company: saved }, { record }))?.tax.id).toBe('OUTPUT')
  })

  test('Exempt when sold: lines without tax take the chosen rate', async () => {
    const record = salesExport({
      lines: [salesLine({ taxable: false })],
      salesTax: d('0'),
      total: d('1200'),
    })
    const exports = { id: 'EXPORTS', name: 'GST Free Exports', rate: d('0'), active: true }
    const taxRates = byId([
      ...planReference().taxRates.values(),
      { ...exports, canApplyToRevenue: true, canApplyToExpenses: false },
    ])
    const given = { record, reference: planReference({ taxRates }) }
    expect((await line({ company: { 'tax-exempt-rate': 'EXPORTS' } }, given))?.tax.id).toBe('EXPORTS')
  })
})

describe('a ledger with a tax of its own', () => {
  const { organisation } = planReference()
  const rules = { ...organisation.rules, taxOn: 'document' as const }
  const given = {
    reference: planReference({ organisation: { ...organisation, rules } }),
    record: salesExport({ salesTax: d('118'), total: d('1318') }),
  }

  test('When QuickBooks’ tax differs: halted, a record whose tax is foretold otherwise is not sent', async () => {
    const saved = { 'tax-method': 'as-calculated', 'tax-difference': 'halt' }
    const plan = await planAfter({ company: saved }, given)
    expect([plan.ready, plan.problems]).toEqual([
      false,
      [{ code: 'tax-differs', ledgerTax: '120.00', connectwise: '118.00', difference: '2.00' }],
    ])
  })
})

describe('rounding and adjustment', () => {
  const off = (cents: string) => ({ record: salesExport({ total: d('1320').plus(d(cents)) }) })
  const rounded = { 'rounding-account': 'acc-860' }
  const adjusted = { 'adjustment-account': 'acc-860' }
  const items = { reference: planReference() }

  test('Rounding account: a cent that is left over stands on its own line', async () => {
    const plan = await planAfter({ company: rounded }, off('0.01'))
    expect(plan.document?.lines.at(-1)).toMatchObject({ role: 'rounding', account: { code: '860' } })
    expect(plan.ready).toBe(true)
  })

  test('Largest rounding line: a difference beyond it stops the record', async () => {
    const plan = await planAfter({ company: { ...rounded, 'rounding-limit': '0.02' } }, off('0.03'))
    expect([codes(plan), plan.ready]).toEqual([['out-of-balance'], false])
  })

  test('Rounding item: the rounding line names it', async () => {
    const plan = await planAfter(
      { company: { ...rounded, 'rounding-item': 'item-m365' } },
      { ...items, ...off('0.01') },
    )
    expect(plan.document?.lines.at(-1)?.item?.code).toBe('M365')
  })

  test('Adjustment account: a larger difference stands on its own line', async () => {
    const plan = await planAfter({ company: adjusted }, off('4.50'))
    expect(plan.document?.lines.at(-1)).toMatchObject({ role: 'adjustment', amount: d('4.5') })
    expect([codes(plan), plan.ready]).toEqual([['adjustment-applied'], true])
  })

  test('Adjustment item: the adjustment line names it', async () => {
    const plan = await planAfter({ company: { ...adjusted, 'adjustment-item': 'item-m365' } }, off('4.50'))
    expect(plan.document?.lines.at(-1)?.item?.code).toBe('M365')
  })

  test('Limit Adjustments Amount: a difference beyond it stops the record', async () => {
    const plan = await planAfter({ company: { ...adjusted, 'adjustment-limit': '4.00' } }, off('4.50'))
    expect([codes(plan), plan.ready]).toEqual([['out-of-balance'], false])
  })
})

describe('records', () => {
  test('Kinds of records: one that is switched off stays out, with the rule in words', async () => {
    const record = salesExport({ kind: 'credit-memo' })
    const plan = await planAfter({ company: { 'record-kinds': ['invoices'] } }, { record })
    expect([codes(plan), plan.document, plan.ready]).toEqual([['kind-excluded'], null, false])
  })

  test('Cut-off date: a record before it stays out, with the day in words', async () => {
    const plan = await planAfter({ company: { 'cut-off-date': '2026-11-15' } })
    expect(plan.problems).toEqual([{ code: 'before-cut-off', date: '2026-11-14', cutOff: '2026-11-15' }])
  })

  test('Records of $0.00: posted like any other where the company says so', async () => {
    const lines = [salesLine({ unitPrice: d('0'), amount: d('0') })]
    const record = salesExport({ lines, total: d('0'), salesTax: d('0') })
    const plan = await planAfter({ company: { 'zero-records': 'post' } }, { record })
    expect([codes(plan), plan.ready, plan.mark]).toEqual([['zero-total'], true, false])
  })
})

describe('tracking', () => {
  const team = {
    id: 'team',
    name: 'Team',
    perDocument: false,
    options: byId([{ id: 'projects', name: 'Projects', active: true }]),
  }
  const reference = planReference({ tracking: new Map([...planReference().tracking, ['team', team]]) })
  const both = mappings({
    and: [
      ['tracking-3', 'PROJ', 'projects'],
      ['sales-rep', '7', 'projects'],
    ],
  })
  const record = salesExport({
    lines: [salesLine({ segments: ['SYD', 'PROJ', ''] })],
    salesRep: { id: '7', name: 'Jane Ng' },
  })
  const given = { record, reference, mappings: both }
  const options = async (company: Record<string, unknown>) =>
    (await line({ company }, given))?.tracking.map(one => `${one.category} ${one.option}`)

  test('Tracking Categories: GL segment 2 becomes an option of the category that it feeds', async () => {
    expect(await options({ 'segment-2-category': 'region' })).toEqual(['Region Sydney'])
  })

  test('Tracking Categories: GL segment 3 becomes an option of the category that it feeds', async () => {
    expect(await options({ 'segment-3-category': 'team' })).toEqual(['Team Projects'])
  })

  test('Tracking Categories: the sales rep becomes an option of the category that takes it', async () => {
    expect(await options({ 'sales-rep-tracking': true, 'sales-rep-category': 'team' })).toEqual([
      'Team Projects',
    ])
  })

  test('Tracking Categories: the sales rep is tracked only while it is switched on', async () => {
    expect(await options({ 'sales-rep-tracking': false, 'sales-rep-category': 'team' })).toEqual([])
    expect(await options({ 'sales-rep-tracking': true, 'sales-rep-category': 'team' })).toEqual([
      'Team Projects',
    ])
  })
})

describe('revenue defaults', () => {
  const kinds = [
    ['Default Non-Product ID for Revenue Service', 'service', 'R'],
    ['Default Non-Product ID for Revenue Expense', 'expense', 'RE'],
    ['Default Non-Product ID for Revenue Agreement', 'agreement', 'RA'],
    ['Default Non-Product ID for Deferred Revenue', 'deferred', 'RD'],
  ] as const

  for (const [label, kind, glType] of kinds) {
    const given = (segments: string[]) => ({
      record: salesExport({ lines: [salesLine({ glType, segments })] }),
      mappings: mappings({
        and: [
          ['item', 'non-product:Default', 'item-m365'],
          ['item', 'non-product:Own', 'item-own'],
        ],
      }),
      reference: planReference({
        items: byId([
          { id: 'item-m365', code: 'M365', name: 'Microsoft 365', accountId: null },
          { id: 'item-own', code: 'OWN', name: 'Own', accountId: null },
        ]),
      }),
    })
    const saved = (enabled: boolean) => ({
      account: { [`default-${kind}-item-enabled`]: enabled, [`default-${kind}-item`]: 'Default' },
    })

    test(`${label}: used where none came with the line`, async () => {
      const used = await line(saved(true), given(['SYD', '', '']))
      expect([used?.item?.code, used?.notes]).toEqual([
        'M365',
        ['Default used: Non-Product ID Default, as none came with the line.'],
      ])
      const own = await line(saved(true), given(['SYD', '', 'Own']))
      expect([own?.item?.code, own?.notes]).toEqual(['OWN', []])
    })

    test(`${label}: used only while it is enabled`, async () => {
      expect((await line(saved(false), given(['SYD', '', ''])))?.item).toBeNull()
      expect((await line(saved(true), given(['SYD', '', ''])))?.item?.code).toBe('M365')
    })
  }
})

describe('options', () => {
  test('COGS Validation enabled: a revenue line without a cost of goods account stops its record', async () => {
    const plan = await planAfter({ account: { 'cogs-validation': true } })
    expect([codes(plan), plan.ready]).toEqual([['cost-account-missing'], false])
    const lines = [salesLine({ costAccount: '5100' })]
    const sound = await planAfter(
      { account: { 'cogs-validation': true } },
      { record: salesExport({ lines }) },
    )
    expect([codes(sound), sound.ready]).toEqual([[], true])
  })

  test('COGS Validation enabled: procurement among the records asks for it whatever was chosen', async () => {
    const kinds = ['invoices', 'credit-memos', 'procurement']
    const plan = await planAfter({
      account: { 'cogs-validation': false },
      company: { 'record-kinds': kinds },
    })
    expect(codes(plan)).toEqual(['cost-account-missing'])
  })

  test('Warn on Missing Class for Tracking Codes: a missing class is a warning and no stop', async () => {
    const record = salesExport({ lines: [salesLine({ segments: ['', '', ''] })] })
    const company = { 'segment-2-category': 'region' }
    const plan = await planAfter({ account: { 'warn-missing-class': true }, company }, { record })
    expect([codes(plan), plan.ready]).toEqual([['tracking-missing'], true])
    const waits = await planAfter({ account: { 'warn-missing-class': false }, company }, { record })
    expect(waits.problems).toMatchObject([
      { code: 'tracking-missing', segment: 2, category: 'Region', line: 'Onsite support' },
    ])
    expect(waits.ready).toBe(false)
  })
})

describe('values that do not go together', () => {
  test('a category takes either a segment or the sales rep', async () => {
    const company = {
      'segment-2-category': 'region',
      'sales-rep-tracking': true,
      'sales-rep-category': 'region',
    }
    await expect(planAfter({ company })).rejects.toThrow('A GL segment feeds this category already')
  })

  test('two companies never take one location, not even saved at once', async () => {
    const { accountId, companyId, userId } = await bareAccount()
    const other = newId()
    await inAccount(accountId, tx => insertCompany(tx, { accountId, id: other, name: 'Demo NZ' }))
    const save = (scopeId: string, locations: string[]) =>
      inAccount(accountId, tx =>
        saveSettings(tx, {
          scope: 'company',
          scopeId,
          values: { locations },
          version: 0,
          actor: { id: userId, name: 'Jane Ng' },
        }),
      )
    const results = await Promise.all([save(companyId, ['2', '11']), save(other, ['11'])])
    expect(results.map(result => result.kind).toSorted()).toEqual(['invalid', 'saved'])
    const refused = results.find(result => result.kind === 'invalid')
    expect(refused).toMatchObject({ errors: { locations: expect.stringContaining('already takes one') } })
  })
})
