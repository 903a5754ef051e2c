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

/** What people call the record, with its article. */
export function theRecord({ of }: Of): string {
  return of === 'purchase' ? 'The purchase' : 'The invoice'
}

/** Entries are written anew only so (knowledge/features.md §B1). */
export function writtenAnew({ of }: Of): string {
  return of === 'purchase'
    ? 'reopen the purchase order, un-receive the items and receive them again'
    : 'reopen and close the invoice'
}

/** The record's own screen in ConnectWise. */
export function openRecord({ of }: Of, label?: string): Fix {
  return of === 'purchase'
    ? { label: label ?? 'Open the purchase order', place: connectwise('purchase-order') }
    : { label: label ?? 'Open the invoice', place: connectwise('invoice') }
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
