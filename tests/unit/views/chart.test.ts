import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Chart } from '../../../app/[install]/(frame)/statistics/chart.tsx'
import { duration, percent } from '../../../app/[install]/(frame)/statistics/read.ts'

const month = (name: string, invoices: number, payments = 0) => ({
  month: name,
  counts: { invoices, payments, procurement: 0, expenses: 0 },
  total: invoices + payments,
  success: null,
  medianSeconds: null,
})

test('the chart is drawn on the server: a bar for each kind of a month, its total above, its name below', () => {
  const months = [month('2026-10', 8, 2), month('2026-11', 5), month('2026-12', 0)]
  const html = renderToStaticMarkup(createElement(Chart, { months }))
  const bars = [...html.matchAll(/<rect[^>]* height="([\d.]+)" fill="([^"]+)"/g)]
  expect(bars).toHaveLength(3)
  const heights = bars.map(bar => Number(bar[1]))
  expect(heights.toSorted((a, b) => b - a)[0]).toBeCloseTo(4 * Math.min(...heights), 3)
  expect(html).toContain('role="img"')
  for (const text of ['>10<', '>5<', 'Oct 26', 'Nov 26', 'Dec 26']) expect(html).toContain(text)
})

test('shares and times for people', () => {
  expect([percent(1), percent(0.9876), percent(null)]).toEqual(['100 %', '98.8 %', ''])
  expect([duration(59), duration(125), duration(7_260), duration(200_000), duration(null)]).toEqual([
    ...['59 s', '2 min 5 s', '2 h 1 min', '2 days 7 h', ''],
  ])
})
