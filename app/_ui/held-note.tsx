import { release } from '@/app/[install]/(frame)/sync/hold/actions.ts'
import type { HoldFacts } from '@/lib/sync/views/held.ts'
import { ActButton } from './act-button.tsx'
import { Day } from './formats.tsx'
import type { Viewer } from './viewer.ts'

/** Who keeps it from being sent, until when and why. */
export function HeldNote({ hold }: { hold: HoldFacts }) {
  return (
    <>
      Held by {hold.by}
      {hold.until !== null && (
        <>
          {' '}
          until <Day day={hold.until} />
        </>
      )}
      : {hold.reason}
    </>
  )
}

/** An approver, and whoever holds it. The server asks again. */
export function mayRelease(
  hold: Pick<HoldFacts, 'byId'> | null,
  who: Pick<Viewer, 'userId' | 'maySend' | 'mayApprove'>,
): boolean {
  return hold !== null && who.maySend && (who.mayApprove || hold.byId === who.userId)
}

export function Release(props: {
  recordId: string
  hold: HoldFacts
  who: Pick<Viewer, 'userId' | 'maySend' | 'mayApprove'>
  /** where several stand below each other */
  number?: string
}) {
  const { recordId, hold, who, number } = props
  if (!mayRelease(hold, who)) return null
  return (
    <ActButton action={release} input={{ recordId }} busy="Releasing…">
      {number === undefined ? 'Release' : `Release ${number}`}
    </ActButton>
  )
}
