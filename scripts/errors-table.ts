import { readFileSync } from 'node:fs'
import type { Title } from './titles.ts'

export const errorsPage = 'docs/errors.md'

export interface ErrorRow {
  /** E01 to E33 */
  number: string
  /** '' where any test that says the number will do */
  title: string
}

const last = 33

/** The table of docs/errors.md: each error of other integrations, and the test that shows what happens here instead. */
export function errorRows(text = readFileSync(errorsPage, 'utf8')): ErrorRow[] {
  return text.split('\n').flatMap(line => {
    const [, number, title = ''] = /^\| (E\d\d) \| [^|]* \|(.*)\|$/.exec(line) ?? []
    return number === undefined ? [] : [{ number, title: title.trim() }]
  })
}

/** What is wrong, after all tests ran: a row without a test that ran and passed, or one whose test is not the one it names. */
export function errorFaults(rows: readonly ErrorRow[], titles: readonly Title[]): string[] {
  return Array.from({ length: last }, (_, place) => `E${String(place + 1).padStart(2, '0')}`).flatMap(
    number => {
      const row = rows.find(one => one.number === number)
      const says = new RegExp(`(?:^|\\s)${number}\\b`)
      const found = titles.filter(({ title }) => says.test(title))
      if (!row) return [`${number}: the table has no such row.`]
      if (found.length === 0) return [`${number}: no test ran whose title says it.`]
      const failed = found.find(({ outcome }) => outcome === 'failed')
      if (failed) return [`${number}: its test “${failed.title}” failed.`]
      return row.title === '' || found.some(({ title }) => title.endsWith(row.title))
        ? []
        : [`${number}: no test ran that is called “${row.title}”.`]
    },
  )
}
