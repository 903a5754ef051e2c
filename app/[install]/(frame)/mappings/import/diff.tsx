import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import { kindWord } from '../kinds.ts'
import type { ShownDiff } from './shown.ts'

/** Row by row: what stands, what would stand, or why a row is refused. */
export function Diff({ diff }: { diff: ShownDiff }) {
  return (
    <>
      {diff.refused.length > 0 && (
        <ScrollBox label="Refused rows">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">ConnectWise</th>
                <th scope="col">Refused because</th>
              </tr>
            </thead>
            <tbody>
              {diff.refused.map(row => (
                <tr key={row.line}>
                  <td>{row.line}</td>
                  <td>
                    {kindWord(row.kind)} {row.key}
                  </td>
                  <td>{row.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {diff.changes.length > 0 && (
        <ScrollBox label="Changes">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Change</th>
                <th scope="col">ConnectWise</th>
                <th scope="col">Now</th>
                <th scope="col">Then</th>
              </tr>
            </thead>
            <tbody>
              {diff.changes.map(one => (
                <tr key={`${one.kind}${one.key}`}>
                  <td>{one.before === null ? 'Added' : one.after === null ? 'Removed' : 'Changed'}</td>
                  <td>
                    {kindWord(one.kind)} {one.name}
                  </td>
                  <td>{one.before?.name ?? '–'}</td>
                  <td>{one.after?.name ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      <More shown={diff.changes.length} all={diff.added + diff.changed + diff.removed} />
      <More shown={diff.refused.length} all={diff.refusedCount} />
    </>
  )
}

function More({ shown, all }: { shown: number; all: number }) {
  return all > shown ? (
    <p className="muted">
      The first {shown} of {all} are shown.
    </p>
  ) : null
}
