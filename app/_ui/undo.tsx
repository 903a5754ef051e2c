import { undo } from '@/app/[install]/(frame)/pod/actions.ts'
import type { UndoFacts, UndoOffer } from '@/lib/sync/views/undo.ts'
import { ActButton } from './act-button.tsx'
import { ConfirmStrip } from './confirm-strip.tsx'
import { TimeText } from './time-text.tsx'

/** One click and a confirmation that says what happens to both books. */
export function Undo({ offer, ledger }: { offer: UndoOffer; ledger: string }) {
  const input = { postingId: offer.postingId }
  if (offer.again)
    return (
      <ActButton action={undo} input={input} kind="primary" busy="Asking…">
        Delete its batch
      </ActButton>
    )
  const act = offer.how === 'void' ? 'Void' : 'Delete'
  const batch = offer.batch === '' ? '' : ` and delete batch ${offer.batch} in ConnectWise`
  return (
    <ConfirmStrip
      label="Undo…"
      question={`${act} ${offer.number} in ${ledger}${batch}? Then it is unposted, and goes again only when somebody sends it.`}
    >
      <ActButton action={undo} input={input} kind="danger" busy="Asking…">
        {act}
      </ActButton>
    </ConfirmStrip>
  )
}

/** Why it still stands although somebody wanted it undone. */
export function UndoRefused({ refused }: { refused: UndoFacts['refused'] }) {
  if (!refused) return null
  return (
    <p className="message" data-tone="warn">
      Not undone, <TimeText at={refused.at} />. {refused.problems.map(problem => problem.message).join(' ')}
    </p>
  )
}
