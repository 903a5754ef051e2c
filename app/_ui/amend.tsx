import { amend } from '@/app/[install]/(frame)/pod/actions.ts'
import type { AmendFacts, AmendOffer } from '@/lib/sync/views/amend.ts'
import { ActButton } from './act-button.tsx'
import { Day, Money } from './formats.tsx'
import { ScrollBox } from './scroll-box.tsx'
import { TimeText } from './time-text.tsx'

interface Props {
  amend: AmendFacts
  currency: string
  ledger: string
}

/** Why it cannot be amended, what is made in its place, and why the last try came to nothing. */
export function Amending({ amend: facts, currency, ledger }: Props) {
  const { problems, refused } = facts
  return (
    <>
      {facts.offer && <Rebilling offer={facts.offer} currency={currency} ledger={ledger} />}
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

/** What stands in the ledger against what the record is now. */
export function AmendChanges({ changes, ledger }: { changes: AmendFacts['changes']; ledger: string }) {
  if (changes.length === 0) return null
  return (
    <details open>
      <summary>What changed</summary>
      <ScrollBox label="What amending changes">
        <table className="table fitting stacking">
          <colgroup>
            <col className="w-[28%]" />
            <col className="w-[36%]" />
            <col className="w-[36%]" />
          </colgroup>
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
    </details>
  )
}

/** The click carries the hash of what is shown with it. */
export function Amend({ offer, ledger }: { offer: NonNullable<AmendFacts['offer']>; ledger: string }) {
  const { postingId, hash, way } = offer
  const input = { postingId, previewHash: hash, way }
  return (
    <ActButton action={amend} input={input} kind="primary" busy="Asking…">
      {way === 'update' ? `Amend in ${ledger}` : 'Credit and bill again'}
    </ActButton>
  )
}

/** What is made in the ledger where nothing can be changed there any more. */
function Rebilling({ offer, currency, ledger }: { offer: AmendOffer; currency: string; ledger: string }) {
  const { credit, number } = offer
  if (!credit) return null
  return (
    <p className="wrap-anywhere">
      {credit.of} cannot be changed in {ledger} any more. Credit note {credit.number} over{' '}
      <Money amount={credit.total} currency={currency} withCode />, dated <Day day={credit.date} />, takes it
      back, and {number} takes its place. What is still owed of {credit.of} is settled with that credit; what
      was paid of it stays open as credit on the customer in {ledger}: apply or refund it there.
    </p>
  )
}
