import type { HoldFacts } from '@/lib/sync/views/held.ts'
import type { RecordPanel } from '@/lib/sync/views/panel.ts'
import type { PostingFacts } from '@/lib/sync/views/panel-facts.ts'
import { TimeText } from './time-text.tsx'
import type { Viewer } from './viewer.ts'

/** Who, when, how fresh. */
export function RecordFoot({ panel, viewer }: { panel: RecordPanel; viewer: Viewer }) {
  const { posting, standing } = panel
  if (panel.outOfTouch !== '')
    return (
      <p className="foot">
        Last read <TimeText at={panel.seenAt ?? posting?.updatedAt ?? ''} />
      </p>
    )
  if (standing === 'held' && panel.hold) return <HeldFoot hold={panel.hold} />
  if (!posting?.live) {
    const { realTime, ledger } = viewer
    if (standing === 'fix') return <p className="foot">Nothing goes to {ledger} while this stands.</p>
    return standing === 'ready' && !realTime ? (
      <p className="foot">Real-time sync is off, so send it yourself.</p>
    ) : null
  }
  const by = posting.requestedBy === '' ? '' : ` by ${posting.requestedBy}`
  switch (standing) {
    case 'waiting':
    case 'sending':
    case 'marking':
    case 'unmarking':
    case 'undoing':
      return <p className="foot">You can leave this screen; it carries on.</p>
    case 'checking':
      return <p className="foot">It cannot be sent twice.</p>
    case 'fix':
      return (
        <p className="foot">
          Once it is fixed it goes by itself. Stopped <TimeText at={posting.updatedAt} /> · ref{' '}
          <code>{posting.reference}</code>
        </p>
      )
    case 'marked':
      return <Done what="Marked" posting={posting} by={by} />
    case 'undone':
    case 'batch-stays':
      return <Done what="Undone" posting={posting} by={by} />
    case 'changed':
    case 'changed-there':
      return <p className="foot">Nothing changes until you choose.</p>
    default:
      return (
        <Done what="Sent" posting={posting} by={by}>
          {posting.batch === '' && standing === 'in-ledger' ? ' · being batched in ConnectWise' : ''}
        </Done>
      )
  }
}

function Done(props: { what: string; posting: PostingFacts; by: string; children?: string }) {
  const { what, posting, by, children } = props
  return (
    <p className="foot">
      {what} <TimeText at={posting.postedAt ?? posting.updatedAt} />
      {by}
      {children}
    </p>
  )
}

function HeldFoot({ hold }: { hold: HoldFacts }) {
  return (
    <p className="foot">
      Held <TimeText at={hold.at} />.{' '}
      {hold.goes ? 'It goes once it is released.' : 'It stays here when it is released.'}
    </p>
  )
}
