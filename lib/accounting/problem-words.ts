import type { Place, Problem, ProblemCode, ProblemOf, Severity } from './problems.ts'

/** How a problem is told. */
export interface Entry<C extends ProblemCode> {
  severity: Severity
  title: string | ((problem: ProblemOf<C>) => string)
  /** what happened, to which line or record, in words the person who closes invoices uses */
  message(problem: ProblemOf<C>, ledger: string): string
  /** the one next step */
  fix(problem: ProblemOf<C>, ledger: string): Fix
}

export interface Fix {
  label: string
  place: Place
}

type Of = Pick<Problem, 'of'>

interface Words {
  /** with its article */
  name: string
  /** entries are written anew only so (knowledge/features.md §B1) */
  anew: string
  /** the record's own screen in ConnectWise */
  open: Fix
}

const invoice: Words = {
  name: 'The invoice',
  anew: 'reopen and close the invoice',
  open: { label: 'Open the invoice', place: connectwise('invoice') },
}

const others: Readonly<Record<NonNullable<Problem['of']>, Words>> = {
  purchase: {
    name: 'The purchase',
    anew: 'reopen the purchase order, un-receive the items and receive them again',
    open: { label: 'Open the purchase order', place: connectwise('purchase-order') },
  },
  expense: {
    name: 'The expense',
    anew: 'reject the expense, and submit and approve it again',
    open: { label: 'Open the expense', place: connectwise('expense') },
  },
  stock: {
    name: 'The stock movement',
    anew: 'reopen and close the adjustment or transfer',
    open: { label: 'Open inventory', place: connectwise('inventory') },
  },
}

function wordsOf({ of }: Of): Words {
  return of === undefined ? invoice : others[of]
}

/** What people call the record, with its article. */
export function theRecord(about: Of): string {
  return wordsOf(about).name
}

export function writtenAnew(about: Of): string {
  return wordsOf(about).anew
}

export function openRecord(about: Of, label?: string): Fix {
  const { open } = wordsOf(about)
  return { ...open, label: label ?? open.label }
}

export function lineOf(problem: Pick<Problem, 'line' | 'amount' | 'lines' | 'of'>): string {
  if (!problem.line) return theRecord(problem)
  const amount = problem.amount === undefined ? '' : ` (${problem.amount})`
  const more = (problem.lines ?? 1) - 1
  const others = more === 0 ? '' : `, like ${more} other ${more === 1 ? 'line' : 'lines'},`
  return `Line “${problem.line}”${amount}${others}`
}

export function named(name: string): string {
  return name === '' ? '' : ` (${name})`
}

export function mapping(kind: string, key: string): Place {
  return { screen: 'mappings', kind, key }
}

/** By the key of its entry in settings/catalog.ts; `connection` is the page's own part. */
export function company(field: string): Place {
  return { screen: 'company', field }
}

/** An empty id means the record itself. */
export function connectwise(what: string): Place {
  return { screen: 'connectwise', what, id: '' }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 1 Jul 2026: a calendar date as a person reads it. */
export function dayInWords(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`
}
