import { expect, test } from 'vitest'
import { attachedName, contentTypeOf, isSameName } from '../../../lib/sync/receipts/file.ts'

const named = (fileName: string, title = '') => attachedName({ id: '52001', fileName, title })

test.each([
  ['Hotel Brisbane, invoice (1).pdf', '52001 Hotel Brisbane, invoice (1).pdf'],
  ['Frühstück & Café.JPG', '52001 Fruhstuck _ Cafe.JPG'],
  ['../../etc/passwd', '52001 .._.._etc_passwd'],
  ['a"b\r\nc;d.png', '52001 a_b_c_d.png'],
  ['領収書.pdf', '52001 _.pdf'],
  ['', '52001 receipt'],
  [`${'x'.repeat(300)}.pdf`, `52001 ${'x'.repeat(90)}.pdf`],
])('%s is called %s', (fileName, name) => {
  expect(named(fileName)).toBe(name)
  expect(name.length).toBeLessThanOrEqual(100)
})

test('without a file name its title is taken', () => {
  expect(named('', 'Taxi')).toBe('52001 Taxi')
})

test('what it is follows from its ending', () => {
  expect(['a.PDF', 'a.jpeg', 'a.exe', 'a'].map(contentTypeOf)).toEqual([
    'application/pdf',
    'image/jpeg',
    ...['application/octet-stream', 'application/octet-stream'],
  ])
})

test('it is known again though a ledger writes spaces and marks otherwise, and no other is', () => {
  expect(isSameName('52001 Hotel, invoice.pdf', '52001_hotel__invoice.pdf')).toBe(true)
  expect(isSameName('52001 Hotel.pdf', '52002 Hotel.pdf')).toBe(false)
  expect(isSameName('5200 1 Hotel.pdf', '52001 Hotel.pdf')).toBe(false)
})
