import { attachAgain } from '@/app/[install]/(frame)/pod/actions.ts'
import type { RecordPanel } from '@/lib/sync/views/panel.ts'
import { ActButton } from './act-button.tsx'
import type { Viewer } from './viewer.ts'

/** The files that hang on an expense's document, and what is in the way of the others: never mixed into the state. */
export function Receipts({ receipts, viewer }: { receipts: RecordPanel['receipts']; viewer: Viewer }) {
  if (receipts === null) return null
  const { words, problems, again } = receipts
  return (
    <section aria-label="Receipts">
      <dl className="facts">
        <dt>Receipts</dt>
        <dd>
          {words}
          {again !== null && viewer.maySend && (
            <>
              {' '}
              <ActButton action={attachAgain} input={{ postingId: again }} busy="Asking…">
                Attach again
              </ActButton>
            </>
          )}
        </dd>
      </dl>
      {problems.map(problem => (
        <p key={`${problem.code}${problem.message}`} className="message" data-tone="warn">
          {problem.title}. {problem.message}
        </p>
      ))}
    </section>
  )
}
