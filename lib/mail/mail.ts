import { createTransport, type Transporter } from 'nodemailer'
import { env } from '../env.ts'
import { isLoopbackHost } from '../std/configured.ts'
import { createLogger } from '../std/log.ts'

export interface Mail {
  /** one address, without a name */
  to: string
  subject: string
  text: string
  /** what names this very mail: sent again, it has the same Message-ID (RFC 5322 §3.6.4) */
  id?: string
}

/** Says what the person can do; the server's own words stay out, they are an outsider's. */
export class MailError extends Error {
  override readonly name = 'MailError'
  readonly kind: 'not-configured' | 'address' | 'refused' | 'unreachable'

  constructor(kind: MailError['kind'], options?: ErrorOptions) {
    super(words[kind], options)
    this.kind = kind
  }
}

const words = {
  'not-configured': 'No mail can be sent: this installation has no mail server yet (SMTP_URL and MAIL_FROM).',
  address: 'The mail server does not accept this e-mail address. Check its spelling.',
  refused: 'The mail server did not take the mail. Try again later.',
  unreachable: 'The mail server cannot be reached. Try again in a moment.',
} as const

const log = createLogger('mail')

export function isMailConfigured(): boolean {
  return env().SMTP_URL !== undefined && env().MAIL_FROM !== undefined
}

/**
 * At once, while somebody waits for it; nothing is kept for later. Not through the egress gate: that one guards addresses
 * which customers and vendors name, and no input reaches this one. The operator's relay often is this very machine.
 */
export async function sendMail(mail: Mail, { timeoutMs = 15_000 } = {}): Promise<void> {
  const { SMTP_URL: address, MAIL_FROM: from } = env()
  if (!address || !from) throw new MailError('not-configured')
  if (!isMailAddress(mail.to) || /\p{Cc}/u.test(mail.subject)) throw new MailError('address')
  const transport = transportTo(new URL(address.reveal()), timeoutMs)
  const deadline = AbortSignal.timeout(timeoutMs)
  const late = new Promise<never>((_, reject) => {
    deadline.addEventListener('abort', () => reject(new MailError('unreachable')), { once: true })
  })
  try {
    const headers = { 'Auto-Submitted': 'auto-generated' }
    const { id, ...letter } = mail
    const named = id !== undefined && { messageId: `<${id}@${new URL(env().EVENBOOK_URL).hostname}>` }
    await Promise.race([
      transport.sendMail({ ...letter, ...named, from, headers, ...noOutsideContent }),
      late,
    ])
  } catch (error) {
    const failure = error instanceof MailError ? error : new MailError(kindOf(error), { cause: error })
    log.warn(
      { kind: failure.kind, code: textOf(error, 'code'), status: codeOf(error) },
      'A mail was not sent',
    )
    throw failure
  } finally {
    transport.close()
  }
}

/** As forms take it too: one address, nothing that a header or a command of SMTP could read differently. */
export function isMailAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/i.test(
      text,
    )
  )
}

// A text that names a file or an address must not make the library read it.
const noOutsideContent = { disableFileAccess: true, disableUrlAccess: true }

function transportTo(url: URL, timeoutMs: number): Transporter {
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return createTransport({
    host,
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    // Invitations are keys: they leave this machine encrypted or not at all.
    requireTLS: !secure && !isLoopbackHost(url.hostname),
    ignoreTLS: isLoopbackHost(url.hostname),
    ...(url.username !== '' && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
  })
}

/** By the reply's number (RFC 5321 §4.2.3) and the command it answers. */
function kindOf(error: unknown): MailError['kind'] {
  const status = codeOf(error)
  if (status === undefined) return 'unreachable'
  return status >= 500 && textOf(error, 'command').startsWith('RCPT') ? 'address' : 'refused'
}

function codeOf(error: unknown): number | undefined {
  return error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
    ? error.responseCode
    : undefined
}

function textOf(error: unknown, name: 'code' | 'command'): string {
  const value = error instanceof Error ? Object.getOwnPropertyDescriptor(error, name)?.value : undefined
  return typeof value === 'string' ? value : ''
}
