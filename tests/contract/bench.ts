import { randomUUID } from 'node:crypto'
import {
  type DocumentKind,
  isBought,
  isSpent,
  type LedgerDocument,
  nobody,
  untaxed,
} from '../../lib/accounting/document.ts'
import type { WriteGuard } from '../../lib/connectors/write-facts.ts'
import { Decimal } from '../../lib/std/decimal.ts'

/** Allowed by the gate, and nobody listens on it. */
export const closedOrigin = 'http://127.0.0.1:1'
/** The vendors' times pass so much faster, in the simulators and in the connectors alike. */
export const factor = 20

export function guard(changes: Partial<WriteGuard> = {}): WriteGuard {
  return { key: `test-${randomUUID()}`, timeoutMs: 5_000, beforeBody: () => undefined, ...changes }
}

type Line = LedgerDocument['lines'][number]

/** Of a vendor's, owed or paid at once. */
export function isPurchase(kind: DocumentKind = 'invoice'): boolean {
  return isBought(kind) || isSpent(kind)
}

/** 125.50 and 12.55 of tax, on one line that `line` says the ledger's part of. */
export function salesDocument(
  number: string,
  changes: Partial<LedgerDocument>,
  line: Pick<Line, 'account' | 'item' | 'tax' | 'tracking'> & Partial<Line>,
): LedgerDocument {
  const amount = Decimal.parse('125.5')
  const tax = Decimal.parse('12.55')
  return {
    kind: 'invoice',
    number,
    contact: { psaId: '17', name: 'Any customer', ledgerId: null },
    date: '2026-11-02',
    dueDate: '2026-11-16',
    reference: 'PO 4711',
    currency: 'AUD',
    status: 'approved',
    markSent: true,
    theme: null,
    lines: [
      {
        description: 'Managed services, November',
        quantity: Decimal.one,
        unitAmount: amount,
        amount,
        amountTax: tax,
        sources: [],
        role: 'sale',
        notes: [],
        ...line,
      },
    ],
    totals: { subtotal: amount, tax, total: amount.plus(tax) },
    unitDecimals: 4,
    taxAsGiven: false,
    ledgerTax: null,
    ...changes,
  }
}

/** 125.50 from one account to another; `line` is laid over both lines. */
export function journalDocument(
  number: string,
  changes: Partial<LedgerDocument>,
  [debited, credited]: readonly [Line['account'], Line['account']],
  line: Partial<Line> = {},
): LedgerDocument {
  const amount = Decimal.parse('125.5')
  const side = (description: string, account: Line['account'], amount: Decimal): Line => ({
    description,
    quantity: Decimal.one,
    unitAmount: amount,
    amount,
    account,
    item: null,
    tax: untaxed,
    amountTax: Decimal.zero,
    tracking: [],
    sources: [],
    role: 'sale',
    notes: [],
    ...line,
  })
  const debit = side('Laptop 14", sold', debited, amount)
  const lines = [debit, side('Laptop 14", out of stock', credited, amount.negated())]
  return {
    ...salesDocument(number, {}, debit),
    kind: 'journal',
    contact: nobody,
    dueDate: '2026-11-02',
    reference: '',
    markSent: false,
    lines,
    totals: { subtotal: amount, tax: Decimal.zero, total: amount },
    unitDecimals: 2,
    ...changes,
  }
}

/** By a simulator's own record: calls that were open at the same moment. */
export function mostAtOnce(calls: { at: number; ms: number }[]): number {
  const moments = calls.flatMap(({ at, ms }) => [
    { at, step: 1 },
    { at: at + ms, step: -1 },
  ])
  const counts: number[] = []
  for (const { step } of moments.toSorted((a, b) => a.at - b.at || a.step - b.step)) {
    counts.push((counts.at(-1) ?? 0) + step)
  }
  return Math.max(...counts)
}

/** What the first form of a consent page sends along: it is the signed-in person's, with the button that allows. */
function hiddenFields(html: string): string[][] {
  const form = /<form[^>]*>([\s\S]*?)<\/form>/.exec(html)?.[1] ?? ''
  return [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
    ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&').replaceAll('&quot;', '"')],
  )
}

/** What a person does at a consent page: opens it, chooses, presses the button. The address of the way back. */
export async function agreeAt(address: string, choices: string[][]): Promise<URL> {
  const html = await (await fetch(address)).text()
  const { origin, pathname } = new URL(address)
  const response = await fetch(`${origin}${pathname}`, {
    method: 'POST',
    body: new URLSearchParams([...hiddenFields(html), ...choices]),
    redirect: 'manual',
  })
  return new URL(response.headers.get('location') ?? 'about:blank')
}
