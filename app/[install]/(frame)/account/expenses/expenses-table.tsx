import type { ReactNode } from 'react'
import { formatAmount, formatDay, formatMoney, plural } from '@/app/_ui/format.ts'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import type { ExpenseRow, ExpensesView } from '@/lib/sync/views/expenses.ts'

/** `again`: what asks ConnectWise once more, where it did not answer. */
export function ExpensesTable({ view, again }: { view: ExpensesView; again: ReactNode }) {
  if (view.outOfTouch !== '')
    return (
      <div className="message" data-tone="warn" role="alert">
        <p>
          ConnectWise could not be asked for the last expenses. {view.outOfTouch} The choice can be saved all
          the same.
        </p>
        <div className="actions">{again}</div>
      </div>
    )
  return (
    <>
      <p role="status">
        {plural(view.count, 'expense')} since {formatDay(view.since)} would become:
      </p>
      {view.rows.length > 0 && (
        <ScrollBox label="What the last expenses become">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Becomes</th>
                <th scope="col" className="number">
                  Count
                </th>
                <th scope="col" className="number">
                  Total
                </th>
              </tr>
            </thead>
            {view.rows.map(row => (
              <Rows key={row.becomes} row={row} />
            ))}
          </table>
        </ScrollBox>
      )}
    </>
  )
}

/** The sum, and below it over the whole width what it is made of: a column for that would be a word wide. */
function Rows({ row }: { row: ExpenseRow }) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup">{row.becomes}</th>
        <td className="number">{row.count.toLocaleString('en')}</td>
        <td className="number">
          {row.totals.map(({ total, currency }) => (
            <div key={currency}>
              {currency === '' ? `${formatAmount(total)} in no currency` : formatMoney(total, currency, true)}
            </div>
          ))}
        </td>
      </tr>
      {row.examples.length > 0 && (
        <tr className="sources">
          <td colSpan={3}>
            <ul>
              {row.examples.map(example => (
                <li key={example.id}>
                  {example.text}: {example.reason}
                </li>
              ))}
            </ul>
          </td>
        </tr>
      )}
    </tbody>
  )
}
