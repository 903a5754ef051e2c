import { accept, send, stopAnyway } from '@/app/[install]/(frame)/pod/actions.ts'
import { takeBack } from '@/app/[install]/(frame)/sync/already/actions.ts'
import { hold } from '@/app/[install]/(frame)/sync/hold/actions.ts'
import type { RecordPanel } from '@/lib/sync/views/panel.ts'
import { ActButton } from './act-button.tsx'
import { Amend } from './amend.tsx'
import { Release } from './held-note.tsx'
import { HoldRecords } from './hold.tsx'
import { SendAnyway } from './send-anyway.tsx'
import { TabLink } from './tab-link.tsx'
import { Undo } from './undo.tsx'
import type { Viewer } from './viewer.ts'

/** Nothing of it is on its way, and something could be. */
const holdable: ReadonlySet<RecordPanel['standing']> = new Set([
  ...['open', 'unchecked', 'ready', 'waiting', 'fix', 'undone'],
] as const)

/** At most a primary and one more. What somebody may not do is absent, not greyed. */
export function RecordActions({ panel, viewer }: { panel: RecordPanel; viewer: Viewer }) {
  const { posting, standing, recordId, connection } = panel
  const { ledger, install } = viewer
  const sendable = viewer.maySend && connection.kind !== 'none'
  return (
    <div className="actions">
      {sendable && standing !== 'in-ledger' && standing !== 'held' && panel.hash !== null && (
        <ActButton action={send} input={{ recordId, previewHash: panel.hash }} kind="primary" busy="Sending…">
          {standing === 'not-sent' ? 'Mark in ConnectWise' : `Send to ${ledger}`}
        </ActButton>
      )}
      {sendable && standing === 'fix' && panel.hash === null && (
        <ActButton action={send} input={{ recordId, previewHash: null }} busy="Asking…">
          {tryWords(posting, ledger)}
        </ActButton>
      )}
      {viewer.maySend && holdable.has(standing) && (
        <HoldRecords action={hold} input={{ recordIds: [recordId] }} label="Hold" />
      )}
      {standing === 'held' && panel.hold && <Release recordId={recordId} hold={panel.hold} who={viewer} />}
      {viewer.mayApprove && sendable && panel.anyway.offer !== null && (
        <SendAnyway recordId={recordId} code={panel.anyway.offer} ledger={ledger} />
      )}
      {viewer.mayApprove && panel.anyway.reversible && (
        <ActButton action={stopAnyway} input={{ recordId }} busy="Asking…">
          Do not send anyway
        </ActButton>
      )}
      {viewer.mayApprove && posting?.live && standing === 'marked' && (
        <ActButton action={takeBack} input={{ postingIds: [posting.id] }} busy="Asking…">
          Take the mark back
        </ActButton>
      )}
      {viewer.mayApprove && connection.kind === 'connected' && panel.amend.offer && (
        <Amend offer={panel.amend.offer} ledger={ledger} />
      )}
      {viewer.mayApprove && posting && differs(panel) && (
        <ActButton action={accept} input={{ postingId: posting.id }}>
          Accept {ledger}’s
        </ActButton>
      )}
      {viewer.mayApprove && connection.kind === 'connected' && panel.undo.offer && (
        <Undo offer={panel.undo.offer} ledger={ledger} />
      )}
      {connection.kind !== 'connected' && viewer.mayConfigure && (
        <TabLink
          to={`/${install}/companies/${panel.companyId}#connection`}
          label={connection.kind === 'none' ? 'Connect a ledger' : `Reconnect ${ledger}`}
          primary
        />
      )}
    </div>
  )
}

function differs({ standing, posting }: RecordPanel): boolean {
  if (standing === 'changed' || standing === 'changed-there') return true
  return posting?.state === 'mismatch' && standing !== 'batch-stays'
}

function tryWords(posting: RecordPanel['posting'], ledger: string): string {
  if (!posting?.live) return 'Send once fixed'
  return posting.reason === '' ? 'Try again' : `Send it to ${ledger} instead`
}
