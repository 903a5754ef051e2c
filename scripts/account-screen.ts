import { readFileSync } from 'node:fs'
import type { Title } from './titles.ts'

export const screenPage = 'docs/account-screen.md'

export interface Row {
  label: string
  title: string
}

/** The table of docs/account-screen.md: each label of the customer's screen, and the test that shows what it does. */
export function screenRows(text = readFileSync(screenPage, 'utf8')): Row[] {
  const lines = text.split('\n').filter(line => line.startsWith('| ') && !line.startsWith('| ---'))
  return lines.slice(1).map(line => {
    const [label = '', title = ''] = line
      .slice(1)
      .split(' | ')
      .map(cell => cell.trim().replace(/\s*\|$/, ''))
    return { label, title }
  })
}

/** What is wrong with the table, after all tests ran: a test that is not there, that failed, or that does not say its label. */
export function screenFaults(rows: readonly Row[], titles: readonly Title[]): string[] {
  return rows.flatMap(({ label, title }) => {
    const found = titles.filter(one => one.title.endsWith(title))
    if (title === '' || found.length === 0) return [`${label}: no test ran that is called “${title}”.`]
    if (found.some(one => one.outcome === 'failed')) return [`${label}: its test “${title}” failed.`]
    return title.includes(label) ? [] : [`${label}: the title “${title}” does not say it.`]
  })
}
