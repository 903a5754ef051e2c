/** Figures and days for people. Money comes as decimal text and never becomes a double. */
export function formatMoney(
  amount: string,
  currency: string,
  withCode = false,
  locale: string | null = null,
): string {
  const format = formatter(currency, locale)
  if (!isNumeric(amount)) return amount
  if (!format) return `${amount} ${currency}`.trim()
  const text = format.format(amount)
  return withCode && !text.includes(currency) ? `${text} ${currency}` : text
}

/** An amount under a heading that says the currency; more than two places stay. */
export function formatAmount(amount: string, locale: string | null = null): string {
  return isNumeric(amount) ? plain(locale ?? house.numbers).format(amount) : amount
}

/** A calendar date is the same day everywhere. */
export function formatDay(day: string | null, locale: string | null = null): string {
  if (day === null || !/^\d{4}-\d{2}-\d{2}/.test(day)) return day ?? ''
  return days(locale ?? house.days).format(new Date(`${day.slice(0, 10)}T00:00:00Z`))
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

/** `3 invoices, 1 credit memo, 2 bills and 4 expenses`, in whatever currencies. */
export function documentsText(totals: readonly Tally[]): string {
  const count = totals.reduce((all, one) => all + one.count, 0)
  const credits = totals.reduce((all, one) => all + one.credits, 0)
  const bills = totals.reduce((all, one) => all + one.bills, 0)
  const movements = totals.reduce((all, one) => all + one.movements, 0)
  const expenses = totals.reduce((all, one) => all + one.expenses, 0)
  const invoices = count - credits - bills - movements - expenses
  const parts = [
    ...(invoices > 0 || count === 0 ? [plural(invoices, 'invoice')] : []),
    ...(credits > 0 ? [plural(credits, 'credit memo')] : []),
    ...(bills > 0 ? [plural(bills, 'bill')] : []),
    ...(movements > 0 ? [plural(movements, 'stock movement')] : []),
    ...(expenses > 0 ? [plural(expenses, 'expense')] : []),
  ]
  return [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter(part => part !== '').join(' and ')
}

/** How many of what a list adds up are of each kind; the rest are invoices. */
interface Tally {
  count: number
  credits: number
  bills: number
  movements: number
  expenses: number
}

/** Where nobody chose anything. */
export const house = { numbers: 'en', days: 'en-GB' }

const days = kept(
  locale =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
)
const plain = kept(
  locale => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 10 }),
)

// Making one costs more than using it a hundred times.
function kept<Value>(make: (key: string) => Value): (key: string) => Value {
  const made = new Map<string, Value>()
  return key => {
    const value = made.get(key) ?? make(key)
    made.set(key, value)
    return value
  }
}

// Intl takes decimal text digit by digit (ECMA-402, Intl.NumberFormat v3).
function isNumeric(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text)
}

const money = kept(key => {
  const [locale, currency] = key.split(' ')
  return new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
})

function formatter(currency: string, locale: string | null): Intl.NumberFormat | null {
  return /^[A-Z]{3}$/.test(currency) ? money(`${locale ?? house.numbers} ${currency}`) : null
}
