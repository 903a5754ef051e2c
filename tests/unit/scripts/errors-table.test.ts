import { expect, test } from 'vitest'
import { type ErrorRow, errorFaults, errorRows } from '../../../scripts/errors-table.ts'
import type { Title } from '../../../scripts/titles.ts'

const numbers = Array.from({ length: 33 }, (_, place) => `E${String(place + 1).padStart(2, '0')}`)

test('the table has each row once, and a title says the number of its row', () => {
  const rows = errorRows()
  expect(rows.map(({ number }) => number)).toEqual(numbers)
  for (const { number, title } of rows) expect(title === '' || title.startsWith(number), number).toBe(true)
})

test('a row without a test, with one that failed, or with another than the one it names is a fault', () => {
  const ran = (title: string, outcome: Title['outcome'] = 'passed'): Title => ({
    runner: 'vitest',
    file: 'a.test.ts',
    title,
    outcome,
  })
  const rows: ErrorRow[] = numbers.map(number => ({ number, title: number === 'E03' ? 'E03 as named' : '' }))
  const titles = numbers.map(number => ran(`suite ${number} is told`))
  expect(errorFaults(rows, [...titles, ran('E03 as named')])).toEqual([])
  const without = titles.filter(({ title }) => !title.includes('E02') && !title.includes('E33'))
  const faults = errorFaults(rows, [...without, ran('PO-E02 is an order'), ran('E05: broke', 'failed')])
  expect(faults.map(fault => fault.slice(0, 3))).toEqual(['E02', 'E03', 'E05', 'E33'])
  expect(errorFaults(rows.slice(1), [...titles, ran('E03 as named')])).toEqual([
    'E01: the table has no such row.',
  ])
})
