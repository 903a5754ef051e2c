import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isBought, type LedgerDocument } from '../../../lib/accounting/document.ts'
import type { RecordExport } from '../../../lib/accounting/export.ts'
import type { PlanOptions } from '../../../lib/accounting/options.ts'
import { planRecord, type RecordInput, type RecordPlan } from '../../../lib/accounting/plan.ts'
import { Decimal, sum } from '../../../lib/std/decimal.ts'
import { drawnHistory, exportOf, type Happening, worthIn } from '../../support/drawn-stock.ts'
import { readStockCase } from '../../support/stock-case.ts'

// Without a seed a red run prints the one it had; `EVENBOOK_SEED` repeats it.
const seed = Number(process.env.EVENBOOK_SEED ?? Date.now() % 2 ** 31)
const runs = { seed, numRuns: 1_000 }
const patienceMs = 120_000

/** Accounts of the golden cases' books: stock in Sydney and Melbourne, and what is drop-shipped. */
const ledgers = [
  { name: 'Xero', book: 'standard.book', sydney: '630', melbourne: '632', transit: '639' },
  { name: 'QuickBooks', book: 'quickbooks.book', sydney: '1200', melbourne: '1210', transit: '1290' },
]

describe.each(ledgers)(`$name (seed ${seed})`, ({ book, sydney, melbourne, transit }) => {
  const known = readStockCase(readFileSync(new URL(`../../cases/stock/${book}`, import.meta.url), 'utf8'))
  const plan = (record: RecordExport, options: Partial<PlanOptions>): RecordPlan => {
    const input: RecordInput = {
      ...known,
      record,
      options: { ...known.options, dropShipAccountId: transit, ...options },
    }
    return planRecord(input)
  }

  test(
    'whatever is bought, sold, counted and moved, the asset account is what ConnectWise says its stock is worth',
    () => {
      fc.assert(
        fc.property(drawnHistory, history => {
          const books = booksOf(history, record => plan(record, {}))
          const value = worthIn(history)
          expect(balance(books, sydney)).toBe(value['W-SYD'].plus(value['W-MEL']).toText())
          expect(balance(books, transit)).toBe(value.transit.toText())
          expect(sum([...books.values()]).toText()).toBe('0')
        }),
        runs,
      )
    },
    patienceMs,
  )

  test(
    'by the warehouse, each one’s own',
    () => {
      fc.assert(
        fc.property(drawnHistory, history => {
          const books = booksOf(history, record => plan(record, { stockAccountSource: 'warehouse' }))
          const value = worthIn(history)
          expect(balance(books, sydney)).toBe(value['W-SYD'].toText())
          expect(balance(books, melbourne)).toBe(value['W-MEL'].toText())
          expect(balance(books, transit)).toBe(value.transit.toText())
        }),
        runs,
      )
    },
    patienceMs,
  )

  test(
    'a journal balances, has no side of nothing, and its number is no other’s',
    () => {
      fc.assert(
        fc.property(drawnHistory, history => {
          const journals = documentsOf(history, record => plan(record, {})).filter(
            one => one.kind === 'journal',
          )
          for (const { lines, totals, number, currency } of journals) {
            const sides = lines.map(({ amount }) => amount)
            expect(sum(sides).isZero()).toBe(true)
            expect(sides.some(side => side.isZero())).toBe(false)
            expect(sum(sides.filter(side => side.isPositive())).toText()).toBe(totals.total.toText())
            expect(number.length).toBeLessThanOrEqual(21)
            expect(currency).toBe('AUD')
          }
          expect(new Set(journals.map(({ number }) => number)).size).toBe(journals.length)
        }),
        runs,
      )
    },
    patienceMs,
  )
})

type Planner = (record: RecordExport) => RecordPlan

/** All that would be posted: nothing is stopped, and what is not posted is marked. */
function documentsOf(history: readonly Happening[], plan: Planner): LedgerDocument[] {
  return history.flatMap((one, at) => {
    const { document, companion, ready, mark, problems } = plan(exportOf(one, at))
    if (!ready && !mark) throw new Error(`Not posted: ${problems.map(({ code }) => code).join()}`)
    return [document, companion].filter(posted => posted !== null)
  })
}

/** A tiny ledger: balances by account, debits positive. */
function booksOf(history: readonly Happening[], plan: Planner): Map<string, Decimal> {
  const books = new Map<string, Decimal>()
  const add = (account: string, amount: Decimal) =>
    books.set(account, (books.get(account) ?? Decimal.zero).plus(amount))
  for (const { kind, lines, totals } of documentsOf(history, plan)) {
    // A bill debits its lines, and a credit note too; what is owed stands on the other side.
    const debits = kind === 'journal' || kind === 'bill' || kind === 'credit-note'
    const signed = (amount: Decimal) => (debits ? amount : amount.negated())
    for (const { account, amount, amountTax } of lines) {
      add(account.id, signed(amount))
      add('tax', signed(amountTax))
    }
    if (kind !== 'journal') add(isBought(kind) ? 'payable' : 'receivable', signed(totals.total).negated())
  }
  return books
}

function balance(books: ReadonlyMap<string, Decimal>, account: string): string {
  return (books.get(account) ?? Decimal.zero).toText()
}
