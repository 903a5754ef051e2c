import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import type { ManageReport, RowOutcome } from '@/lib/accounts/manage-install.ts'

const outcomes: Readonly<Record<RowOutcome, { word: string; tone: string }>> = {
  made: { word: 'Made', tone: 'ok' },
  there: { word: 'Was there', tone: 'ok' },
  repaired: { word: 'Repaired', tone: 'ok' },
  removed: { word: 'Removed', tone: 'ok' },
  drifted: { word: 'To repair', tone: 'warn' },
  missing: { word: 'Missing', tone: 'warn' },
  'not-listed': { word: 'Not offered', tone: 'neutral' },
  off: { word: 'Off', tone: 'neutral' },
  refused: { word: 'Refused', tone: 'bad' },
  unclear: { word: 'Not answered', tone: 'bad' },
}

export function Rows({ report }: { report: ManageReport }) {
  return (
    <ScrollBox label="Rows in Manage">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Where in Manage</th>
            <th scope="col">State</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {report.rows.map(row => (
            <tr key={row.label}>
              <td>{row.label}</td>
              <td>{row.table}</td>
              <td>
                <span className="pill" data-tone={outcomes[row.outcome].tone}>
                  {outcomes[row.outcome].word}
                </span>
              </td>
              <td>
                {row.reason}
                {row.right !== '' && ` Give it this right, at All: ${row.right}.`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
