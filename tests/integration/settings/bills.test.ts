import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appEnvironment } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'
import { byId, decimal as d, planReference } from '../../support/planning.ts'
import { purchaseExport, purchaseLine, purchaseReference } from '../../support/purchasing.ts'
import { billAfter } from '../../support/settled-plan.ts'

/** What each setting of bills does to a plan, as planning.test.ts has it of sales. */

let database: TestDatabase

beforeAll(async () => {
  database = await appEnvironment()
})
afterAll(() => database.close())

describe('bills', () => {
  test('Post bills as: a draft where the company says so', async () => {
    const plan = await billAfter({ 'bills-as': 'draft' })
    expect([plan.ready, plan.document?.kind, plan.document?.status]).toEqual([true, 'bill', 'draft'])
  })

  test('A vendor the ledger does not know: made first where the company says so', async () => {
    const customer = { ...purchaseExport().customer, id: '910', name: 'Synnex' }
    const record = purchaseExport({ customer })
    const asked = await billAfter({}, { record })
    expect([asked.contact, asked.ready]).toEqual([null, false])
    const plan = await billAfter({ 'unknown-vendor': 'create' }, { record })
    expect(plan.contact).toMatchObject({ role: 'vendor', psaId: '910', name: 'Synnex' })
    expect(plan.ready).toBe(true)
  })

  test('Vendor invoice date source: the day that the company chose, else the order’s', async () => {
    const saved = { 'bill-date': 'vendor-invoice' }
    expect((await billAfter(saved)).document?.date).toBe('2026-11-10')
    const record = purchaseExport({ vendorInvoice: { number: '88231', date: null } })
    expect((await billAfter(saved, { record })).document?.date).toBe('2026-11-02')
  })

  test('Number of a bill: written by the company’s format, without what the order has not', async () => {
    const saved = { 'bill-number-format': '{order}, {slip} | {vendorInvoice}' }
    const record = purchaseExport({ vendorInvoice: { number: '', date: null } })
    expect((await billAfter(saved, { record })).document?.number).toBe('PO-1201, PS-1')
    await expect(billAfter({ 'bill-number-format': '{po}' })).rejects.toThrow('no token {po}')
  })

  test('Tax when bought: as calculated, the tax of the packing slip goes along to the cent', async () => {
    const record = purchaseExport({ salesTax: d('120.03'), total: d('1320.03') })
    const { document, ready } = await billAfter({ 'purchase-tax-method': 'as-calculated' }, { record })
    expect([document?.taxAsGiven, document?.lines[0]?.amountTax.toText(), ready]).toEqual([
      true,
      '120.03',
      true,
    ])
  })

  test('The one rate when bought: every taxed line of a bill takes it, whatever its code', async () => {
    const record = purchaseExport({ lines: [purchaseLine({ taxCode: 'GST-CAP' })] })
    const saved = { 'purchase-tax-method': 'static', 'purchase-tax-static-rate': 'INPUT' }
    expect((await billAfter(saved, { record })).document?.lines[0]?.tax.id).toBe('INPUT')
  })

  test('Exempt when bought: lines of a bill without tax take the chosen rate', async () => {
    const lines = [purchaseLine({ taxable: false })]
    const record = purchaseExport({ lines, salesTax: d('0'), total: d('1200') })
    const excluded = { id: 'BASEXCLUDED', name: 'BAS Excluded', rate: d('0'), active: true }
    const taxRates = byId([
      ...planReference().taxRates.values(),
      { ...excluded, canApplyToRevenue: false, canApplyToExpenses: true },
    ])
    const given = { record, reference: purchaseReference({ taxRates }) }
    const saved = { 'purchase-tax-exempt-rate': 'BASEXCLUDED' }
    expect((await billAfter(saved, given)).document?.lines[0]?.tax.id).toBe('BASEXCLUDED')
  })

  test('Account of tax on bills: takes what the vendor charged where no rate has any tax', async () => {
    const none = { id: 'NONE', name: 'No tax', rate: d('0'), active: true }
    const taxRates = byId([
      ...planReference().taxRates.values(),
      { ...none, canApplyToRevenue: false, canApplyToExpenses: true },
    ])
    const record = purchaseExport({ salesTax: d('99'), total: d('1299') })
    const given = { record, reference: purchaseReference({ taxRates }) }
    const untaxed = { 'purchase-tax-method': 'static', 'purchase-tax-static-rate': 'NONE' }
    const plan = await billAfter({ ...untaxed, 'purchase-tax-account': 'acc-310' }, given)
    const [line, tax] = plan.document?.lines ?? []
    expect([plan.ready, line?.role, tax?.role, tax?.account.id, tax?.amount.toText()]).toEqual([
      ...[true, 'sale', 'tax'],
      ...['acc-310', '99'],
    ])
    expect((await billAfter(untaxed, given)).ready).toBe(false)
  })
})
