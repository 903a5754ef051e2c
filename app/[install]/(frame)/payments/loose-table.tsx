import { ActButton } from '@/app/_ui/act-button.tsx'
import { Day, Money } from '@/app/_ui/formats.tsx'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import type { LoosePayment } from '@/lib/sync/views/payments.ts'
import { leaveOut, match } from './actions.ts'

/** Each with the invoices that it may be for. */
export function LooseTable({ rows, mayWork }: { rows: LoosePayment[]; mayWork: boolean }) {
  return (
    <ScrollBox label="Unmatched payments">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Paid</th>
            <th scope="col">Document</th>
            <th scope="col">Customer</th>
            <th scope="col" className="number">
              Amount
            </th>
            <th scope="col">Why it is here</th>
            <th scope="col">Invoice in ConnectWise</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.id}>
              <td>
                <Day day={row.date} />
              </td>
              <td>{row.number || row.reference}</td>
              <td>{row.customer}</td>
              <td className="number">
                <Money amount={row.amount} currency={row.currency} withCode />
              </td>
              <td>{row.why}</td>
              <td>
                <Candidates row={row} mayWork={mayWork} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function Candidates({ row, mayWork }: { row: LoosePayment; mayWork: boolean }) {
  return (
    <div className="grid gap-1">
      {row.candidates.map(one => (
        <div key={one.recordId} className="row">
          <span>
            {one.number} by its {one.by}, {one.customer}, <Money amount={one.total} currency={one.currency} />
          </span>
          {mayWork && (
            <ActButton action={match} input={{ paymentId: row.id, recordId: one.recordId }} busy="Saving…">
              It is for this<span className="sr-only"> invoice {one.number}</span>
            </ActButton>
          )}
        </div>
      ))}
      {mayWork && (
        <ActButton action={leaveOut} input={{ paymentId: row.id }} busy="Saving…">
          Leave out
        </ActButton>
      )}
    </div>
  )
}
