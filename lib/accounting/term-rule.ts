/**
 * How a due date follows from a document's date. ConnectWise's cross reference says it in such words, and neither ledger has
 * terms that an invoice could name: what is mapped is the rule itself. Xero knows the same four kinds (PaymentTerms:
 * DAYSAFTERBILLDATE, DAYSAFTERBILLMONTH, OFCURRENTMONTH, OFFOLLOWINGMONTH).
 */
export type TermRule =
  | { kind: 'days'; days: number }
  /** the day that many months later; 31 = the last day, whichever that is */
  | { kind: 'day'; months: number; day: number }
  | { kind: 'month-end'; days: number }

/** `30`, `30 days`, `M+1:D20`, `M0:D-0`, `EOM+15`; null: it says nothing. */
export function termRule(text: string): TermRule | null {
  const given = text.trim()
  const days = /^(\d{1,4})(?:\s*days?)?$/i.exec(given)
  if (days) return { kind: 'days', days: Number(days[1]) }
  const end = /^EOM\s*\+\s*(\d{1,3})$/i.exec(given)
  if (end) return { kind: 'month-end', days: Number(end[1]) }
  const months = /^M\s*\+?\s*(\d{1,3})\s*:\s*D\s*(-0|\d{1,2})$/i.exec(given)
  if (!months) return null
  const day = months[2] === '-0' ? 31 : Number(months[2])
  return day >= 1 && day <= 31 ? { kind: 'day', months: Number(months[1]), day } : null
}

/** One text for each rule, in ConnectWise's own words: what a mapping keeps. */
export function termText(rule: TermRule): string {
  if (rule.kind === 'days') return String(rule.days)
  if (rule.kind === 'month-end') return `EOM+${rule.days}`
  return `M${rule.months === 0 ? '0' : `+${rule.months}`}:D${rule.day === 31 ? '-0' : rule.day}`
}

/** For people. */
export function termWords(rule: TermRule): string {
  if (rule.kind === 'days')
    return rule.days === 0 ? 'On the invoice date' : `${counted(rule.days)} after the invoice date`
  if (rule.kind === 'month-end')
    return rule.days === 0
      ? 'Last day of the invoice’s month'
      : `${counted(rule.days)} after the end of the invoice’s month`
  const day = rule.day === 31 ? 'Last day' : ordinal(rule.day)
  if (rule.months === 0) return `${day} of the invoice’s month`
  return rule.months === 1 ? `${day} of the next month` : `${day} of the month ${rule.months} months later`
}

function counted(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}

function ordinal(day: number): string {
  const ends = ['th', 'st', 'nd', 'rd']
  return `${day}${(day % 100 > 10 && day % 100 < 14 ? undefined : ends[day % 10]) ?? 'th'}`
}
