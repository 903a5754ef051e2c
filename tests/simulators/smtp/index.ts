import { randomUUID } from 'node:crypto'
import { createClock } from '../kit/clock.ts'
import { ok, plain, refuse } from '../kit/control.ts'
import { createControl } from '../kit/control-client.ts'
import { createFaults } from '../kit/faults.ts'
import { type Route, route } from '../kit/message.ts'
import { createParameters } from '../kit/parameters.ts'
import { createRecorder } from '../kit/record.ts'
import { createServer } from '../kit/server.ts'
import { createStore } from '../kit/store.ts'
import { inboxPage } from './inbox.ts'
import { type Letter, readMessage } from './message.ts'
import { createRefusals, type Refusal, type Refusals } from './refusals.ts'
import { mailServer } from './server.ts'

export type MailOptions = {
  /** of the inbox page and the controls */
  port?: number
  smtpPort?: number
  host?: string
  /** Keeps the mails in this folder; in memory when left out. */
  directory?: string
  /** who may sign in; nobody has to */
  users?: Record<string, string>
}

export type ReceivedMail = Letter & {
  id: string
  at: number
  sender: string
  recipients: string[]
  source: string
}

export type RunningMail = Awaited<ReturnType<typeof startMail>>

/** A mail server with an inbox of everybody's mail: SMTP on one port, page and controls on another. */
export async function startMail(options: MailOptions = {}) {
  const { host = '127.0.0.1' } = options
  const clock = createClock()
  const store = createStore({
    name: 'mail',
    ...(options.directory === undefined ? {} : { directory: options.directory }),
  })
  const mails = store.collection<ReceivedMail>('mails')
  const refusals = createRefusals()
  const smtp = mailServer(refusals, options.users ?? {}, (envelope, source) => {
    mails.put({ id: randomUUID(), at: clock.now(), ...envelope, source, ...readMessage(source) })
    store.flush()
  })
  const smtpPort = await listening(smtp, options.smtpPort ?? 0, host)
  const newest = () => mails.all().reverse()
  const server = await createServer({
    name: 'mail',
    clock,
    store,
    faults: createFaults(),
    recorder: createRecorder(),
    routes: [route('GET', '/', () => inboxPage(newest()))],
    control: {
      parameters: createParameters({}),
      seed: () => ({}),
      truth: () => ({ mails: newest() }),
      routes: controls(newest, refusals, () => {
        for (const { id } of mails.all()) mails.delete(id)
        store.flush()
      }),
    },
    limited: () => ({ status: 429 }),
    failed: status => ({ status }),
    revoke: () => undefined,
    host,
    ...(options.port === undefined ? {} : { port: options.port }),
  })
  return {
    url: server.url,
    smtpUrl: `smtp://${host}:${smtpPort}`,
    control: mailControl(server.url),
    async close() {
      await new Promise<void>(resolve => {
        smtp.close(() => resolve())
      })
      await server.close()
    },
  }
}

export type MailControl = ReturnType<typeof mailControl>

/** The controls of a running mail server, also of one in another process. */
export function mailControl(url: string) {
  const control = createControl(url)
  return {
    ...control,
    /** newest first */
    mails: (to?: string) =>
      control.call<ReceivedMail[]>(
        'GET',
        `mails${to === undefined ? '' : `?${new URLSearchParams({ to })}`}`,
      ),
    clearMails: () => control.call<object>('DELETE', 'mails'),
    refuse: (refusal: Refusal) => control.call<object>('POST', 'refusals', refusal),
    clearRefusals: () => control.call<object>('DELETE', 'refusals'),
  }
}

function controls(newest: () => ReceivedMail[], refusals: Refusals, clear: () => void): Route[] {
  return [
    route('GET', '/_sim/mails', ({ query }) => {
      const to = query.get('to')
      return ok(newest().filter(({ recipients }) => to === null || recipients.includes(to)))
    }),
    route('DELETE', '/_sim/mails', () => {
      clear()
      return ok({})
    }),
    route('POST', '/_sim/refusals', request => {
      const problem = refusals.script(plain<Refusal>(request))
      return problem === undefined ? ok(refusals.list()) : refuse(problem)
    }),
    route('DELETE', '/_sim/refusals', () => {
      refusals.clear()
      return ok({})
    }),
  ]
}

function listening(smtp: ReturnType<typeof mailServer>, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    smtp.once('error', reject)
    const server = smtp.listen(port, host, () => {
      const address = server.address()
      smtp.removeListener('error', reject)
      // A client that hangs up is no fault of the server's.
      smtp.on('error', () => undefined)
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
