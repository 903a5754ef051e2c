import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { Refusal, Refusals } from './refusals.ts'

type Receive = (envelope: { sender: string; recipients: string[] }, source: string) => void

/** A mail server that takes everything, unless it was told otherwise. Plain on this machine; credentials are optional. */
export function mailServer(refusals: Refusals, users: Record<string, string>, receive: Receive): SMTPServer {
  const options: SMTPServerOptions = {
    name: 'mail.simulated',
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect: (_, next) => answer(refusals.draw('connect'), next),
    onAuth: ({ username = '', password = '' }, _, next) =>
      users[username] === password
        ? next(null, { user: username })
        : next(failure(535, 'Authentication failed')),
    onMailFrom: (_address, _session, next) => answer(refusals.draw('sender'), next),
    onRcptTo: ({ address }, _, next) => answer(refusals.draw('recipient', address), next),
    onData(stream, session, next) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const refusal = refusals.draw('data')
        if (refusal) return answer(refusal, next)
        const { mailFrom, rcptTo } = session.envelope
        const sender = mailFrom ? mailFrom.address : ''
        receive(
          { sender, recipients: rcptTo.map(({ address }) => address) },
          Buffer.concat(chunks).toString('latin1'),
        )
        next()
      })
    },
  }
  return new SMTPServer(options)
}

function answer(refusal: Refusal | undefined, next: (error?: Error | null) => void): void {
  if (refusal?.silent) return
  next(refusal ? failure(refusal.code ?? 451, 'Refused by the script') : null)
}

function failure(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode })
}
