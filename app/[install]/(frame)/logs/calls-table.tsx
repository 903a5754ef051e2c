import Link from 'next/link'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import type { CallLine } from '@/lib/activity/calls/calls.ts'
import { formatBytes, systemName, toneOf } from './words.ts'

export function CallsTable({ install, rows }: { install: string; rows: CallLine[] }) {
  return (
    <ScrollBox label="API calls">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">System</th>
            <th scope="col">Call</th>
            <th scope="col">Status</th>
            <th scope="col" className="number">
              Took
            </th>
            <th scope="col">Record</th>
            <th scope="col" className="number">
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.id}>
              <td className="whitespace-nowrap">
                <TimeText at={row.at.toISOString()} seconds />
              </td>
              <td>
                {systemName(row.system)}
                {row.direction === 'in' && ' to us'}
              </td>
              <td className="min-w-64 wrap-anywhere">
                <Link href={`/${install}/logs/calls/${row.id}`}>
                  {row.method} {shortened(row.path)}
                </Link>
              </td>
              <td>
                <span className="pill" data-tone={toneOf(row.status)}>
                  {row.status ?? 'No answer'}
                </span>
              </td>
              <td className="number">{row.ms.toLocaleString('en')} ms</td>
              <td>{recordText(row.records)}</td>
              <td className="number">{formatBytes(row.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function shortened(path: string): string {
  return path.length > 160 ? `${path.slice(0, 160)}…` : path
}

function recordText(records: string[]): string {
  const [first = '', second] = records
  return second === undefined ? first : `${first} and ${records.length - 1} more`
}
