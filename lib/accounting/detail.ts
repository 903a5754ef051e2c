import { sum } from '../std/decimal.ts'
import type { RecordLine } from './export.ts'
import { cents, isMeasurable } from './money.ts'
import type { PlanOptions } from './options.ts'

/** A line of the document with the GL entries that it stands for. */
export interface WorkLine extends RecordLine {
  parts: readonly RecordLine[]
}

/** Time and agreements are what a customer may want told in short; products, expenses and deposits stay as they are. */
const work: Readonly<Record<string, string>> = { R: 'Services', RA: 'Agreement' }

/**
 * Lines at the level of detail that the company wants: every entry; one a ticket or agreement; or one a GL mapping. Entries
 * become one line only where the ledger would book them alike, so account, tax, classes and amounts stay what they were.
 */
export function atDetail(lines: readonly RecordLine[], detail: PlanOptions['detail']): WorkLine[] {
  if (detail === 'detail') return lines.map(line => ({ ...line, parts: [line] }))
  const groups = new Map<string, [RecordLine, ...RecordLine[]]>()
  for (const [place, line] of lines.entries()) {
    const key = keyOf(line, place, detail)
    const known = groups.get(key)
    if (known) known.push(line)
    else groups.set(key, [line])
  }
  return [...groups.values()].map(parts => together(parts, detail))
}

/** What may stand on one line has one key; all else has its own. */
function keyOf(line: RecordLine, place: number, detail: 'summary' | 'standard'): string {
  if (!isWork(line)) return `line ${place}`
  const { glType, account, segments, taxable, taxCode } = line
  const what = detail === 'summary' ? workOf(line) : ''
  return JSON.stringify([glType, account, segments, taxable, taxCode, what])
}

function together(parts: [RecordLine, ...RecordLine[]], detail: 'summary' | 'standard'): WorkLine {
  const [first] = parts
  if (!isWork(first)) return { ...first, parts }
  const prices = new Set(parts.map(part => part.unitPrice?.toText()))
  return {
    ...first,
    description: detail === 'summary' ? workOf(first) : (work[first.glType] ?? ''),
    quantity: sum(parts.map(part => part.quantity)),
    unitPrice: prices.size === 1 ? first.unitPrice : null,
    // To the cent as each would stand by itself: the level of detail changes no total.
    amount: sum(parts.map(part => cents(part.amount))),
    parts,
  }
}

function isWork(line: RecordLine): boolean {
  const measurable = isMeasurable(line.quantity) && isMeasurable(line.amount)
  return measurable && line.item === null && Object.hasOwn(work, line.glType)
}

function workOf(line: RecordLine): string {
  return line.work.trim() || line.description.trim()
}
