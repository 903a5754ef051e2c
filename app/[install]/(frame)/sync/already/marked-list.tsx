'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { ActButton } from '@/app/_ui/act-button.tsx'
import { Money } from '@/app/_ui/formats.tsx'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import type { PostingLine } from '@/lib/sync/views/run.ts'
import { takeBack } from './actions.ts'

/** What was marked last, each to be taken back alone. */
export function MarkedList({ install, rows }: { install: string; rows: PostingLine[] }) {
  const router = useRouter()
  return (
    <section aria-label="Marked last">
      <h2 className="section-head">Marked last</h2>
      <ScrollBox label="Marked records">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Record</th>
              <th scope="col" className="number">
                Total
              </th>
              <th scope="col">Reason</th>
              <th scope="col">When</th>
              <th scope="col">
                <span className="sr-only">Take back</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={row.postingId}>
                <td>
                  <Link href={`/${install}/documents/${row.postingId}`}>{row.number}</Link>
                </td>
                <td className="number">
                  <Money amount={row.total} currency={row.currency} withCode />
                </td>
                <td>{row.reason}</td>
                <td>
                  <TimeText at={row.at} />
                </td>
                <td>
                  <ActButton
                    action={takeBack}
                    input={{ postingIds: [row.postingId] }}
                    busy="Asking…"
                    onDone={({ runId }) => router.push(`/${install}/sync/${runId}`)}
                  >
                    Take back<span className="sr-only"> the mark of {row.number}</span>
                  </ActButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}
