import type { Call } from '../simulators/kit/record.ts'
import type { ConnectWiseBooks } from './books.ts'
import { markOf } from './figures.ts'
import { kindNames, kinds } from './kinds/table.ts'
import type { Line } from './report.ts'
import { idsBy, type Storm } from './sides.ts'

/** How many there were of each kind beside what is sold, and of the journals beside that. `batches`: of QuickBooks. */
export function figuresOfKinds(
  { plan, sides }: Storm,
  connectwise: ConnectWiseBooks,
  batches: readonly Call[],
): Line[] {
  const line = (name: string, value: number, unit: string) => ({ name: `${plan.name}.${name}`, value, unit })
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
  return [
    line('cost_journals', journalsBeside(sides, connectwise), 'journals'),
    ...kindNames.flatMap(kind => {
      const { unit } = kinds[kind]
      const parts = sides.map(({ seeded }) => seeded.others[kind])
      const carried = batches.filter(({ requestBody }) => requestBody.includes(markOf(kind, 'quickbooks')))
      return [
        line(kind, sum(parts.map(({ undone: _none, ...ways }) => Object.values(ways).flat().length)), unit),
        ...(['undone', 'amended', 'callbacks'] as const).map(way =>
          line(`${way}.${kind}`, sum(parts.map(part => part[way].length)), unit),
        ),
        line(`batches.quickbooks.${kind}`, carried.length, 'calls'),
      ]
    }),
  ]
}

/** Of invoices that are to stand: those that sell stock. */
function journalsBeside(sides: Storm['sides'], { records }: ConnectWiseBooks): number {
  const standing = ['clicks', 'callbacks', 'batched', 'amended', 'credited'] as const
  const asked = new Set(sides.flatMap(({ seeded }) => [...idsBy(seeded, ...standing)]))
  return records.filter(({ id, documents }) => asked.has(id) && documents.length > 1).length
}
