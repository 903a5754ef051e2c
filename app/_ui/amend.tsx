import { amend } from '@/app/[install]/(frame)/pod/actions.ts'
import type { AmendFacts } from '@/lib/sync/views/amend.ts'
import { ActButton } from './act-button.tsx'
import { ScrollBox } from './scroll-box.tsx'
import { TimeText } from './time-text.tsx'

/** What stands in the ledger against what the record is now, before anything is sent; and why the last try came to nothing. */
export function Amending({ amend: facts, ledger }: { amend: AmendFacts; ledger: string }) {
  const { changes, problems, refused } = facts
  return (
    <>
      {changes.length > 0 && (
        <ScrollBox label="What amending changes">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">What changed</th>
                <th scope="col">In {ledger}</th>
                <th scope="col">Now</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the changes of one document keep their order
                <tr key={place}>
                  <th scope="row">{change.what}</th>
                  <td>{change.before || '–'}</td>
                  <td>{change.after || '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {problems.map(problem => (
        <p key={problem.message} className="message" data-tone="warn">
          It cannot be amended yet. {problem.message}
        </p>
      ))}
      {refused && (
        <p className="message" data-tone="warn">
          Not amended, <TimeText at={refused.at} />.{' '}
          {refused.problems.map(problem => problem.message).join(' ')}
        </p>
      )}
    </>
  )
}

/** The click carries the hash of what is shown above it. */
export function Amend({ offer, ledger }: { offer: NonNullable<AmendFacts['offer']>; ledger: string }) {
  const { postingId, hash } = offer
  return (
    <ActButton action={amend} input={{ postingId, previewHash: hash }} kind="primary" busy="Asking…">
      Amend in {ledger}
    </ActButton>
  )
}
