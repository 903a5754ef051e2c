import { scaleBand, scaleLinear, scaleOrdinal } from '@visx/scale'
import { BarStack } from '@visx/shape'
import { type Series, series, seriesNames } from '@/lib/statistics/kinds.ts'
import { monthName } from '@/lib/statistics/months.ts'
import type { MonthLine } from '@/lib/statistics/statistics.ts'

const size = { width: 760, height: 260, top: 20, bottom: 24, left: 44 }
const colours: Readonly<Record<Series, string>> = {
  invoices: 'var(--color-info)',
  payments: 'var(--color-ok)',
  procurement: 'var(--color-warn)',
  expenses: 'var(--color-drift)',
}

type Scale = ReturnType<typeof scaleLinear<number>>
type Bars = { month: string } & Record<Series, number>

/** Drawn on the server: no script goes along. The same numbers stand in the table below it. */
export function Chart({ months }: { months: MonthLine[] }) {
  const most = Math.max(1, ...months.map(line => line.total))
  const x = scaleBand({
    domain: months.map(line => line.month),
    range: [size.left, size.width],
    padding: 0.25,
  })
  const y = scaleLinear({ domain: [0, most], range: [size.height - size.bottom, size.top], nice: 4 })
  const colour = scaleOrdinal({ domain: [...series], range: series.map(name => colours[name]) })
  const data = months.map((line): Bars => ({ month: line.month, ...line.counts }))
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={`Records synced per month, ${months.length} months. The numbers stand in the table below.`}
    >
      <Grid y={y} />
      <BarStack data={data} keys={[...series]} x={bar => bar.month} xScale={x} yScale={y} color={colour}>
        {stacks =>
          stacks.flatMap(stack =>
            stack.bars
              .filter(bar => bar.height > 0)
              .map(({ x: left, y: top, width, height, color, index }) => (
                <rect
                  key={`${stack.key}-${index}`}
                  x={left}
                  y={top}
                  width={width}
                  height={height}
                  fill={color}
                />
              )),
          )
        }
      </BarStack>
      {months.map(line => {
        const middle = (x(line.month) ?? 0) + x.bandwidth() / 2
        return (
          <g key={line.month}>
            {line.total > 0 && (
              <text className="value" x={middle} y={y(line.total) - 5} textAnchor="middle">
                {line.total.toLocaleString('en')}
              </text>
            )}
            <text className="axis" x={middle} y={size.height - 7} textAnchor="middle">
              {monthName(line.month).replace(/ 20(\d\d)$/, ' $1')}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

function Grid({ y }: { y: Scale }) {
  return y
    .ticks(4)
    .filter(Number.isInteger)
    .map(tick => (
      <g key={tick}>
        <line className="grid-line" x1={size.left} x2={size.width} y1={y(tick)} y2={y(tick)} />
        <text className="axis" x={size.left - 6} y={y(tick) + 4} textAnchor="end">
          {tick.toLocaleString('en')}
        </text>
      </g>
    ))
}

export function Legend() {
  return (
    <ul className="row" aria-label="Colours of the chart">
      {series.map(name => (
        <li key={name} className="row">
          <svg width="12" height="12" aria-hidden="true">
            <rect width="12" height="12" fill={colours[name]} />
          </svg>
          {seriesNames[name]}
        </li>
      ))}
    </ul>
  )
}
