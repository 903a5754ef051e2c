import { ledgerName } from '../../accounts/ledgers.ts'
import { ConnectorError, type ConnectorErrorKind } from '../../connectors/ports.ts'
import { MailError } from '../../mail/mail.ts'

/** Why ConnectWise could not be asked, for the person who looks; the connector's own message is for the log. */
export function troubleOf(error: ConnectorError): string {
  return words[error.kind] ?? 'ConnectWise gave an answer that we do not understand.'
}

/** The same for whatever an action threw; null: it was not the outside. */
export function troubleText(error: unknown): string | null {
  if (error instanceof MailError) return error.message
  if (!(error instanceof ConnectorError)) return null
  if (error.system === 'connectwise') return troubleOf(error)
  const ledger = ledgerName(error.system)
  return error.kind === 'unauthorized'
    ? `${ledger} no longer accepts our connection. Reconnect it on the Companies page.`
    : `${ledger} gave no answer that we can use. Try again.`
}

const words: Readonly<Partial<Record<ConnectorErrorKind, string>>> = {
  unavailable: 'We can’t reach ConnectWise.',
  limited: 'ConnectWise asks us to wait a moment.',
  unauthorized: 'ConnectWise no longer accepts our keys. An account admin can renew them.',
  forbidden: 'Our ConnectWise keys lack a right to read this. An account admin can grant it.',
}
