import { readFileSync } from 'node:fs'
import { expect, describe as group, test } from 'vitest'
import { Desk } from '../../../lib/accounting/desk.ts'
import { ledgerTaxNote } from '../../../lib/accounting/ledger-tax.ts'
import { planSales, type RecordPlan } from '../../../lib/accounting/plan.ts'
import { type DescribedProblem, describe } from '../../../lib/accounting/problems.ts'
import { translateJournal } from '../../../lib/accounting/translate/journal.ts'
import { decimal, planInput } from '../../support/planning.ts'
import { readSalesCase } from '../../support/sales-case.ts'

/**
 * Each title's number is the row of a published table of errors that such integrations stop with, halfway or after posting.
 * Here each is told before anything is posted, with the thing and its cure, or cannot happen at all.
 */
const folder = new URL('../../cases/sales/', import.meta.url)
const head = '\ninvoice INV-1 Standard of 2026-11-14\nfor Acme Dental\ndue 2026-12-14\n'

function planned(given: string, book = 'standard.book'): RecordPlan {
  return planSales(readSalesCase(readFileSync(new URL(book, folder), 'utf8') + head + given))
}

/** What a person reads of a record that is not sent. */
function stopped(given: string, book?: string): DescribedProblem[] {
  const plan = planned(given, book)
  expect(plan.ready).toBe(false)
  return plan.problems.map(problem => describe(problem, book ? 'QuickBooks' : 'Xero'))
}

const support =
  'line R 4100:SYD | Onsite support | 8 × 150.00 = 1200.00 | taxed\ntotal 1320.00 with 120.00 tax\n'

group('what stops elsewhere is told here before anything is posted', () => {
  test('E01 a line without a Non-Product ID takes the default at once, and one without an item is named with its mapping', () => {
    const { ready, document } = planned(
      `default Non-Product ID for R: SVC\nmap non-product SVC to SVC\n${support}`,
    )
    expect([ready, document?.lines[0]?.item?.code]).toEqual([true, 'SVC'])
    expect(document?.lines[0]?.notes).toEqual([
      'Default used: Non-Product ID SVC, as none came with the line.',
    ])
    expect(stopped(`default Non-Product ID for R: Labour\nitems are required\n${support}`)).toMatchObject([
      { title: 'Item not mapped', place: { screen: 'mappings', kind: 'item', key: 'non-product:Labour' } },
    ])
    const [told] = stopped(
      'line R 4150:SYD | Audit | 1 × 100.00 = 100.00 | no tax\ntotal 100.00 with 0.00 tax\nledger account 4150 Audits\nmap account 4150 to 4150',
      'quickbooks.book',
    )
    expect(told?.message).toMatch(/^Line “Audit” \(100\.00\) names no item.*No item is posted to 4150 Audits/)
  })

  test('E02 an account that the ledger does not have is named with the line and the mapping that leads to it', () => {
    expect(stopped(`map account 4100 to 999\n${support}`)).toMatchObject([
      {
        title: 'Account closed in the ledger',
        fixLabel: 'Map account 4100',
        place: { kind: 'account', key: '4100' },
      },
    ])
    const [told] = stopped(`unmap account 4100\n${support}`)
    expect(told?.message).toBe(
      'Line “Onsite support” (1200.00) is on ConnectWise account 4100, which has no Xero account yet.',
    )
  })

  test('E03 a purchase account that the ledger lacks stops no sale, and a missing one is named where it is asked for', () => {
    const sold = support.replace('| taxed', '| taxed | cost 5999')
    expect(planned(`COGS validation is on\n${sold}`).ready).toBe(true)
    const [told] = stopped(`COGS validation is on\n${support}`)
    expect(told).toMatchObject({ place: { screen: 'connectwise', what: 'gl-accounts' } })
    expect(told?.message).toMatch(/account 4100.*type R.*no cost of goods sold account/)
  })

  test('E04 an item of another account is told with both accounts, and accounts are known by id whatever their path', () => {
    const line =
      'line R 4100:SYD | Support | 1 × 100.00 = 100.00 | no tax | product M365\ntotal 100.00 with 0.00 tax'
    const [told] = stopped(line, 'quickbooks.book')
    expect(told?.message).toMatch(
      /Support.* belongs to 4000 Services, and its item M365 is posted to 4020 Hardware/,
    )
    expect(told?.fixLabel).toBe('Map item M365')
    const moved = `ledger account 4000 Income:Managed:Services\n${line.replace(' | product M365', '')}`
    expect(planned(moved, 'quickbooks.book').document?.lines[0]?.account.name).toBe('Income:Managed:Services')
  })

  test('E05 a customer without a contact or an address for bills is no reason to stop', () => {
    const { ready, contact } = planned(`unknown customers are created\nfor Harbour Legal\n${support}`)
    expect([ready, contact]).toMatchObject([true, { name: 'Harbour Legal', email: '' }])
  })

  test('E07 a tax code that is blank, unknown or not mapped is told with its line, and mapped by id', () => {
    const [blank] = stopped(`tax code none\n${support}`)
    expect(blank?.message).toMatch(
      /^Line “Onsite support” \(1200\.00\) is taxable, but neither the line nor the invoice has a tax code/,
    )
    const [unknown] = stopped(`tax code GST-OLD\n${support}`)
    expect(unknown?.message).toMatch(/has tax code GST-OLD, which is not among ConnectWise's tax codes/)
    expect(stopped(`tax code GST-CAP\n${support}`)).toMatchObject([
      { title: 'Tax code not mapped', place: { screen: 'mappings', kind: 'tax', key: 'tax-GST-CAP' } },
    ])
    expect(stopped(`map tax code GST to INPUT\n${support}`)).toMatchObject([{ title: 'Tax rate not usable' }])
  })

  test('E08 a difference beyond the limit is computed first and says whether the tax or the lines differ', () => {
    const [tax] = stopped(`map tax code GST to EXEMPTOUTPUT\n${support}`)
    expect(tax?.message).toMatch(/would charge 0\.00 tax, ConnectWise charged 120\.00: 120\.00 apart/)
    expect(tax?.place).toMatchObject({ screen: 'mappings', kind: 'tax' })
    const [lines] = stopped(`${support}total 1331.00 with 120.00 tax`)
    expect(lines?.message).toMatch(
      /come to 1320\.00 in Xero, the invoice to 1331\.00 in ConnectWise: 11\.00 apart/,
    )
  })

  test('E09 a record of 0.00 is marked and not posted, one of a cent is posted to the cent', () => {
    const free = 'line R 4100:SYD | Warranty | 2 × 0.00 = 0.00 | taxed\ntotal 0.00 with 0.00 tax'
    expect(planned(free)).toMatchObject({ mark: true, document: null })
    const cent = 'line R 4100:SYD | Correction | 1 × 0.01 = 0.01 | no tax\ntotal 0.01 with 0.00 tax'
    const { ready, document } = planned(cent)
    expect([ready, document?.totals.total.toText(), document?.lines.length]).toEqual([true, '0.01', 1])
  })

  test('E10 lines that do not add up to the total are told before, a cent of them stands on its own line', () => {
    expect(stopped(`${support}total 1321.00 with 120.00 tax`)).toMatchObject([{ title: 'Amounts differ' }])
    const { ready, document } = planned(`${support}total 1320.01 with 120.00 tax`)
    expect([ready, document?.totals.total.toText()]).toEqual([true, '1320.01'])
    expect(document?.lines.map(line => line.role)).toEqual(['sale', 'rounding'])
  })

  test('E11 a price of more than four decimals goes as one times the exact amount, without a rounding line', () => {
    const { ready, document } = planned(
      'line RP 4200:SYD | Storage | 1000 × 5.245662 = 5245.66 | taxed\ntotal 5770.23 with 524.57 tax',
    )
    expect([ready, document?.lines.length]).toEqual([true, 1])
    expect(document?.lines[0]).toMatchObject({ description: 'Storage (1000 × 5.245662)' })
    expect(document?.lines[0]?.unitAmount.toText()).toBe('5245.66')
  })

  test('E15 a class that is missing or not mapped is named with its category and segment, or only warned of', () => {
    const [missing] = stopped(support.replace('4100:SYD', '4100'))
    expect(missing?.message).toMatch(
      /^Line “Onsite support” \(1200\.00\) has no class in segment 2, which feeds Region/,
    )
    expect(stopped(support.replace('SYD', 'BNE'))).toMatchObject([
      { title: 'Class not mapped', place: { screen: 'mappings', kind: 'tracking-2', key: 'BNE' } },
    ])
    const warned = planned(`a missing class only warns\n${support.replace('4100:SYD', '4100')}`)
    expect([warned.ready, warned.problems.map(({ code }) => code)]).toEqual([true, ['tracking-missing']])
  })

  test('E17 a journal of what goods cost bears accounts and no item, however long the product’s ID is', () => {
    const long = 'LICENCE-BUSINESS-PREMIUM-ANNUAL-COMMITMENT-2026'
    const desk = new Desk(planInput(), 'purchase')
    const side = (id: string, account: string, amount: string) => ({
      ...{ id, account, segments: ['SYD'], description: long },
      quantity: decimal('1'),
      amount: decimal(amount),
    })
    const head = {
      number: '12-adjustment',
      date: '2026-11-14',
      currency: 'AUD',
      status: 'approved',
      description: 'Stock',
    } as const
    const journal = translateJournal(head, [side('1', '4100', '80'), side('2', '4200', '-80')], desk)
    expect(desk.problems()).toEqual([])
    expect(journal?.lines.map(({ item, description }) => [item, description])).toEqual([
      [null, long],
      [null, long],
    ])
  })

  test('E18 a product ID of any length goes by the mapped item of the ledger', () => {
    const long = 'LICENCE-BUSINESS-PREMIUM-ANNUAL-COMMITMENT-2026'
    const { ready, document } = planned(
      `map product ${long} to M365\nline RP 4200:SYD | Licence | 1 × 100.00 = 100.00 | no tax | product ${long}\ntotal 100.00 with 0.00 tax`,
    )
    expect([ready, document?.lines[0]?.item?.code]).toEqual([true, 'M365'])
  })

  test('E22 a line without text takes the name of its item, and without one it is named', () => {
    const line = (rest: string) =>
      `line RP 4200:SYD | | 1 × 100.00 = 100.00 | no tax${rest}\ntotal 100.00 with 0.00 tax`
    expect(planned(line(' | product M365')).document?.lines[0]?.description).toBe('M365')
    expect(stopped(line(''))).toMatchObject([{ title: 'Line without text' }])
  })

  test('E27 a number that a batch of ConnectWise cannot bear is told before the ledger has it', () => {
    const [told] = stopped(`${support}invoice INV|7 Standard of 2026-11-14`)
    expect(told?.message).toBe('Number INV|7 cannot be used in both books: it contains the character |.')
  })

  test('E28 E29 a closed record without entries says that a GL mapping is wanting and how it comes to them', () => {
    const [told] = stopped('total 100.00 with 0.00 tax')
    expect(told).toMatchObject({ title: 'No entries in ConnectWise', place: { what: 'gl-accounts' } })
    expect(told?.message).toMatch(
      /for want of a GL mapping. After completing it, reopen and close the invoice/,
    )
  })

  group('E30: automated sales tax is foretold, and one that differs goes as the company says', () => {
    const sold = 'line R 4100:SYD | Support | 8 × 150.00 = 1200.00 | taxed\n'
    const engine = 'ledger tax AST:3 Travis County 8.25%, decided by the ledger\nmap tax code TX to AST:3\n'
    const off = `${engine}${sold}total 1296.00 with 96.00 tax\n`
    const us = 'quickbooks-us.book'

    test('E30: Halt stops it before it is posted, and names both figures and what they are apart', () => {
      expect(stopped(`a tax that differs halts\n${off}`, us)).toMatchObject([
        {
          severity: 'needs-fix',
          message: expect.stringMatching(/tax 99\.00; in ConnectWise it is 96\.00, a difference of 3\.00/),
          place: { screen: 'company', field: 'tax-difference' },
        },
      ])
    })

    test('E30: Warning sends the tax of ConnectWise, and names both figures', () => {
      const { ready, document, problems } = planned(`a tax that differs warns\n${off}`, us)
      expect([ready, document?.taxAsGiven, document?.totals.tax.toText()]).toEqual([true, true, '96'])
      expect(problems.map(one => describe(one, 'QuickBooks'))).toMatchObject([
        {
          severity: 'check',
          message: expect.stringMatching(/tax 99\.00.* 96\.00, a difference of 3\.00/),
        },
      ])
    })

    test('E30: Ignore lets the tax of QuickBooks stand, which is foretold in the preview and no finding', () => {
      const { ready, document, problems } = planned(`a tax that differs is ignored\n${off}`, us)
      expect([ready, problems]).toEqual([true, []])
      expect([document?.taxAsGiven, document?.totals.total.toText()]).toEqual([false, '1299'])
      expect(ledgerTaxNote(document?.ledgerTax ?? null, 'QuickBooks')).toMatch(/99\.00.*96\.00.*3\.00/)
    })

    test('E30: what cannot be foretold says so, is halted, and else goes along as ConnectWise has it', () => {
      const unknown = `map tax code TX to TAX\n${sold}total 1299.00 with 99.00 tax\n`
      const [told] = stopped(`a tax that differs halts\n${unknown}`, us)
      expect(told).toMatchObject({ title: 'Tax that the ledger decides', place: { kind: 'tax' } })
      const { ready, document, problems } = planned(unknown, us)
      expect([ready, problems, document?.totals.tax.toText()]).toEqual([true, [], '99'])
      expect(ledgerTaxNote(document?.ledgerTax ?? null, 'QuickBooks')).toMatch(/cannot be foretold/)
    })

    test('E30: zero tax in ConnectWise on a taxed line is a difference like any other', () => {
      const zero = `${engine}${sold}total 1200.00 with 0.00 tax\n`
      expect(stopped(`a tax that differs halts\n${zero}`, us)[0]?.message).toMatch(/99\.00.* 0\.00/)
      expect(planned(zero, us).document?.totals.tax.toText()).toBe('0')
    })
  })

  test('E32 what was done for you is a note to look at, and never the same as what stops', () => {
    const { ready, problems } = planned(`${support}total 1320.02 with 120.00 tax`)
    expect([ready, problems.map(one => describe(one, 'Xero').severity)]).toEqual([true, ['check']])
    const [beyond] = stopped(`${support}total 1320.20 with 120.00 tax`)
    expect(beyond?.severity).toBe('needs-fix')
  })
})
