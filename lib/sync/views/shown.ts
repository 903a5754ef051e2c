import { describe, type Place, type Problem, type Severity } from '../../accounting/problems.ts'
import type { Decimal } from '../../std/decimal.ts'

/** A problem in words, for a screen: plain data that may cross to the browser. */
export interface ShownProblem {
  code: string
  severity: Severity
  title: string
  message: string
  fixLabel: string
  place: Place
}

export function showProblems(problems: readonly Problem[], ledger: string): ShownProblem[] {
  return problems.map(problem => ({ code: problem.code, ...describe(problem, ledger) }))
}

/** Cents where they suffice; a figure that needs more places keeps them. */
export function amountText(amount: Decimal): string {
  return amount.places() <= 2 ? amount.toFixedText(2) : amount.toText()
}
