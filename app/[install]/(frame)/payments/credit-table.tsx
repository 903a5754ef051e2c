import { Money } from '@/app/_ui/formats.tsx'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import type { UnevenCredit } from '@/lib/sync/views/credits.ts'

/** Credit that ConnectWise and the ledger do not say alike, and why. */
export function CreditTable({ rows, ledger }: { rows: UnevenCredit[]; ledger: string }) {
  if (rows.length === 0) return null
  return (
    <section aria-label="Applied credit">
      <h2>Credit that differs</h2>
      <ScrollBox label="Credit that differs">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Credit memo</th>
              <th scope="col">Invoice</th>
              <th scope="col">Customer</th>
              <th scope="col" className="number">
                In ConnectWise
              </th>
              <th scope="col" className="number">
                In {ledger}
              </th>
              <th scope="col">Why it is here</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={row.id}>
                <td>{row.credit}</td>
                <td>{row.invoice}</td>
                <td>{row.customer}</td>
                <td className="number">
                  <Money amount={row.connectwise} currency={row.currency} withCode />
                </td>
                <td className="number">
                  <Money amount={row.ledger} currency={row.currency} withCode />
                </td>
                <td>{row.why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}
