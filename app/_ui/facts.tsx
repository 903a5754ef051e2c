import type { ReactNode } from 'react'

type Fact = readonly [label: string, value: ReactNode]

/** What is known, row by row; what is empty has no row. `single`: one below the other, however wide it is. */
export function Facts({ facts, single = false }: { facts: readonly Fact[]; single?: boolean }) {
  return (
    <dl className={single ? 'facts single' : 'facts'}>
      {facts
        .filter(([, value]) => value !== '')
        .map(([label, value]) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
