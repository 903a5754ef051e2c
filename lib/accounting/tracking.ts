import type { Desk } from './desk.ts'
import type { DocumentLine, TrackingRef } from './document.ts'
import type { SalesExport } from './export.ts'
import type { LineFacts } from './problems.ts'

/** GL segments 2 and 3 of a line become options of the tracking categories that the company feeds with them. */
export function findTracking(segments: string[], facts: LineFacts, desk: Desk): TrackingRef[] {
  const second = findOption(2, segments[0] ?? '', facts, desk)
  const third = findOption(3, segments[1] ?? '', facts, desk)
  return [second, third].filter(option => option !== null)
}

function findOption(segment: 2 | 3, text: string, facts: LineFacts, desk: Desk): TrackingRef | null {
  const { options, reference } = desk
  const categoryId = segment === 2 ? options.segment2CategoryId : options.segment3CategoryId
  if (categoryId === null) return null
  const category = reference.tracking.get(categoryId)
  if (!category) {
    desk.report({ code: 'category-gone', segment })
    return null
  }
  const value = text.trim()
  const common = {
    segment,
    category: category.name,
    ...(options.missingTracking === 'warn' && { warn: true }),
    ...facts,
  }
  if (value === '') {
    desk.report({ code: 'tracking-missing', ...common })
    return null
  }
  const optionId = desk.find(segment === 2 ? 'tracking-2' : 'tracking-3', value, value)
  if (optionId === null) {
    desk.report({ code: 'tracking-unmapped', value, ...common })
    return null
  }
  const option = category.options.get(optionId)
  if (!option?.active) {
    desk.report({ code: 'tracking-inactive', value, option: option?.name ?? '', ...common })
    return null
  }
  return { categoryId, category: category.name, optionId, option: option.name }
}

/**
 * The record's sales rep as an option of the category that takes it, on every line; null where none is tracked. A category
 * that a segment feeds as well keeps the segment's option: the ledger takes one of each category.
 */
export function findSalesRep(rep: SalesExport['salesRep'], desk: Desk): TrackingRef | null {
  const { salesRepCategoryId: categoryId, missingTracking } = desk.options
  if (categoryId === null) return null
  const category = desk.reference.tracking.get(categoryId)
  if (!category) {
    desk.report({ code: 'sales-rep-category-gone' })
    return null
  }
  const common = { category: category.name, ...(missingTracking === 'warn' && { warn: true }) }
  const name = rep.name.trim()
  const repId = rep.id.trim() || name
  if (repId === '') {
    desk.report({ code: 'sales-rep-missing', ...common })
    return null
  }
  const who = { rep: name || repId, repId }
  const optionId = desk.find('sales-rep', repId, who.rep)
  const option = optionId === null ? undefined : category.options.get(optionId)
  if (optionId === null) desk.report({ code: 'sales-rep-unmapped', ...who, ...common })
  else if (!option?.active) {
    desk.report({ code: 'sales-rep-inactive', ...who, option: option?.name ?? '', ...common })
  }
  return option?.active
    ? { categoryId, category: category.name, optionId: option.id, option: option.name }
    : null
}

/** Where the ledger takes one option for the whole document, its lines must not differ in it. */
export function checkPerDocument(lines: DocumentLine[], desk: Desk): void {
  for (const { id, name, perDocument } of desk.reference.tracking.values()) {
    if (!perDocument) continue
    const used = lines.flatMap(line => line.tracking).filter(one => one.categoryId === id)
    const options = new Map(used.map(one => [one.optionId, one.option] as const))
    if (options.size > 1) {
      desk.report({
        code: 'tracking-several',
        category: name,
        options: [...options.values()].toSorted().join(', '),
      })
    }
  }
}
