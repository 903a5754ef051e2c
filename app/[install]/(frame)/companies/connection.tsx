import { TimeText } from '@/app/_ui/time-text.tsx'
import type { Viewer } from '@/app/_ui/viewer.ts'
import { Connect } from './connect.tsx'
import { Disconnect } from './disconnect.tsx'

interface Props {
  companyId: string
  viewer: Viewer
  question: string
  /** the ledgers to choose from; of a connected company its own */
  offers: { vendor: 'xero' | 'quickbooks'; name: string }[]
  connection: { name: string; currency: string; since: string; reconnectNeeded: string | null } | null
}

export function Connection({ companyId, viewer, question, offers, connection }: Props) {
  const { ledger, mayConfigure } = viewer
  return (
    <section className="card" id="connection" aria-label="Connection">
      <h2 className="section-head">Connection</h2>
      {connection === null ? (
        <p>No ledger is connected: invoices are checked, and nothing is sent.</p>
      ) : connection.reconnectNeeded === null ? (
        <p>
          <span aria-hidden="true">✓ </span>
          Connected to <strong>{connection.name}</strong> in {ledger}
          {connection.currency !== '' && ` (${connection.currency})`}, since{' '}
          <TimeText at={connection.since} />.
        </p>
      ) : (
        <p className="message" data-tone="warn">
          {ledger} no longer accepts the connection to <strong>{connection.name}</strong>.{' '}
          {connection.reconnectNeeded} What waits goes by itself once it is renewed.
        </p>
      )}
      {mayConfigure ? (
        <div className="actions">
          {(connection === null || connection.reconnectNeeded !== null) &&
            offers.map(({ vendor, name }) => (
              <Connect
                key={vendor}
                companyId={companyId}
                ledger={vendor}
                question={question}
                label={connection === null ? `Connect to ${name}` : `Reconnect to ${name}`}
              />
            ))}
          {connection !== null && <Disconnect companyId={companyId} name={connection.name} ledger={ledger} />}
        </div>
      ) : (
        <p className="muted">An account admin connects and disconnects it.</p>
      )}
    </section>
  )
}
