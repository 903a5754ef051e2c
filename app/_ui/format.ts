/** Figures and days for people. Money comes as decimal text and never becomes a double. */
export function formatMoney(amount: string, currency: string, withCode = false): string {
  const money = formatter(currency)
  if (!isNumeric(amount)) return amount
  if (!money) return `${amount} ${currency}`.trim()
  const text = money.format(amount)
  return withCode && !text.includes(currency) ? `${text} ${currency}` : text
}

/** An amount under a heading that says the currency; more than two places stay. */
export function formatAmount(amount: string): string {
  return isNumeric(amount) ? plain.format(amount) : amount
}

/** A calendar date is the same day everywhere. */
export function formatDay(day: string | null): string {
  if (day === null || !/^\d{4}-\d{2}-\d{2}/.test(day)) return day ?? ''
  return days.format(new Date(`${day.slice(0, 10)}T00:00:00Z`))
}

export function formatSpan(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

const days = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const plain = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 10 })

// Intl takes decimal text digit by digit (ECMA-402, Intl.NumberFormat v3).
function isNumeric(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text)
}

const known = new Map<string, Intl.NumberFormat>()

function formatter(currency: string): Intl.NumberFormat | null {
  if (!/^[A-Z]{3}$/.test(currency)) return null
  const found =
    known.get(currency) ??
    new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  known.set(currency, found)
  return found
}
