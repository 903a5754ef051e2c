/** Lists that no vendor keeps: what a person or a company can choose of the standards. */

/** Where the two ledgers' customers are; it decides how figures and days are written and which tax words fit. */
export const locales = [
  { id: 'en-AU', name: 'English (Australia)' },
  { id: 'en-CA', name: 'English (Canada)' },
  { id: 'en-GB', name: 'English (United Kingdom)' },
  { id: 'en-IE', name: 'English (Ireland)' },
  { id: 'en-NZ', name: 'English (New Zealand)' },
  { id: 'en-US', name: 'English (United States)' },
  { id: 'en-ZA', name: 'English (South Africa)' },
] as const

/** The IANA zones that this Node knows (ECMA-402, Intl.supportedValuesOf), with UTC, which that list leaves out. */
export function timeZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter(zone => zone !== 'UTC')]
}

export function isTimeZone(text: string): boolean {
  return known.has(text)
}

const known: ReadonlySet<string> = new Set(timeZones())

export function isLocale(text: string): boolean {
  return locales.some(({ id }) => id === text)
}
