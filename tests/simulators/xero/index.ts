import { type AppOptions, appControls, readSeed, registeredApp } from '../kit/app.ts'
import { createClock } from '../kit/clock.ts'
import { ok } from '../kit/control.ts'
import { createControl } from '../kit/control-client.ts'
import { createFaults } from '../kit/faults.ts'
import { type Route, route } from '../kit/message.ts'
import { createParameters } from '../kit/parameters.ts'
import { createRecorder } from '../kit/record.ts'
import { createServer } from '../kit/server.ts'
import { createStore } from '../kit/store.ts'
import { prepareBodies } from './body.ts'
import type { User } from './entities.ts'
import { createGate, type Gate } from './gate.ts'
import { defaults, type XeroParameters } from './parameters.ts'
import { problem } from './problem.ts'
import { attachmentRoutes } from './routes/attachments.ts'
import { bankTransactionRoutes } from './routes/bank-transactions.ts'
import { connectionRoutes } from './routes/connections.ts'
import { contactRoutes } from './routes/contacts.ts'
import { documentRoutes } from './routes/documents.ts'
import { journalRoutes } from './routes/journals.ts'
import { connect, oauthRoutes } from './routes/oauth.ts'
import { paymentRoutes } from './routes/payments.ts'
import { settingsRoutes } from './routes/settings.ts'
import { viewRoutes } from './routes/views.ts'
import { applySeed, DEMO_USER, seedCrowd, seedDemo, type XeroSeed } from './seed.ts'
import { openBooks } from './store.ts'
import { createTokens, type Tokens } from './tokens.ts'
import { truth, type XeroTruth } from './truth.ts'
import { createXeroWebhooks, type WebhookTarget, type XeroWebhooks } from './webhooks.ts'
import { createWorld, type World } from './world.ts'

export type XeroOptions = AppOptions<User, WebhookTarget, XeroParameters>

export type Xero = Awaited<ReturnType<typeof startXero>>

/** What a consent gives, without the browser: for tests that are not about consent. */
export type GrantAnswer = {
  access_token: string
  refresh_token: string
  expires_in: number
  scope: string
  authEventId: string
}

export const SCOPES =
  'openid profile email offline_access accounting.invoices accounting.payments accounting.banktransactions accounting.manualjournals accounting.contacts accounting.settings.read accounting.attachments'

/** Starts a whole Xero on one port: consent, tokens, API, its own pages, webhooks and the /_sim controls. */
export async function startXero(options: XeroOptions = {}) {
  const clock = createClock({ scale: options.scale ?? 1 })
  const store = createStore({ name: 'xero', directory: options.directory })
  const books = openBooks(store)
  const parameters = createParameters(defaults, options.parameters)
  let url = ''
  const webhooks = createXeroWebhooks({ books, clock, parameters, apiUrl: () => url })
  webhooks.register(options.webhook)
  const world = createWorld({
    ...registeredApp(options, 'EVENBOOKSANDBOXCLIENT00000000000', DEMO_USER),
    books,
    clock,
    parameters,
    attempt: store.attempt,
    announce: webhooks.announce,
  })
  const tokens = createTokens(world)
  const gate = createGate(world, tokens, store)
  if (books.organisations.size === 0) seedDemo(books, clock.now())
  store.flush()
  prepareBodies()

  const server = await createServer({
    name: 'xero',
    clock,
    store,
    faults: createFaults({ serverMaxMs: options.serverMaxMs }),
    recorder: createRecorder({ keepBodies: options.keepBodies }),
    routes: routes(world, tokens, gate),
    control: {
      parameters,
      seed: input => seedMore(world, readSeed<XeroSeed>(KINDS, input)),
      truth: () => truth(books),
      routes: controls(world, tokens, webhooks),
    },
    limited: gate.limited,
    failed: status => problem(status, 'An error occurred', 'An error occurred in Xero.'),
    revoke: request => tokens.revoke(request.header('authorization')?.split(' ')[1] ?? ''),
    port: options.port,
    host: options.host,
  })
  url = server.url
  return {
    url,
    apiUrl: url,
    authorizeUrl: `${url}/identity/connect/authorize`,
    tokenUrl: `${url}/connect/token`,
    revocationUrl: `${url}/connect/revocation`,
    clientId: world.clientId,
    clientSecret: world.clientSecret,
    close: server.close,
    webhooks,
    control: xeroControl(url),
  }
}

function seedMore({ books, users, clock }: World, seed: XeroSeed): object {
  if (seed.kind === 'crowd') return seedCrowd(books, users, seed, clock.now())
  return applySeed(books, seed, clock.now())
}

function routes(world: World, tokens: Tokens, gate: Gate): Route[] {
  return [
    ...viewRoutes(world),
    ...oauthRoutes(world, tokens),
    ...connectionRoutes(world, tokens),
    ...settingsRoutes(gate),
    ...contactRoutes(gate, world),
    ...documentRoutes(gate, world),
    ...bankTransactionRoutes(gate, world),
    ...journalRoutes(gate, world),
    ...attachmentRoutes(gate),
    ...paymentRoutes(gate, world),
  ]
}

/** The controls of a running Xero simulator, also of one in another process. */
export function xeroControl(url: string) {
  const control = createControl(url)
  return {
    ...control,
    truth: () => control.truth<XeroTruth>(),
    seed: <Made>(seed: XeroSeed) => control.seed<Made>(seed),
    setParameters: (values: Partial<XeroParameters>) => control.setParameters(values),
    grant: (ask: GrantRequest = {}) => control.call<GrantAnswer>('POST', 'grant', ask),
    webhook: (target: WebhookTarget) => control.call<object>('PUT', 'webhook', target),
    intent: () => control.call<Awaited<ReturnType<XeroWebhooks['intent']>>>('POST', 'webhook/intent'),
  }
}

type GrantRequest = { user?: string; organisations?: string[]; scope?: string }

function controls(world: World, tokens: Tokens, webhooks: XeroWebhooks): Route[] {
  return [
    ...appControls<User, WebhookTarget>({
      users: world.users,
      webhooks,
      grant: (user, { organisations = user.organisations, scope = SCOPES }: GrantRequest) => {
        const authEvent = connect(world, user.id, organisations)
        return { ...tokens.issue({ user: user.id, scope, authEvent }), authEventId: authEvent }
      },
    }),
    route('POST', '/_sim/webhook/intent', async () => ok(await webhooks.intent())),
  ]
}

const KINDS = [
  'bulk',
  'crowd',
  'organisation',
  'account',
  'assets',
  'contact',
  'theme',
  'item',
  'overpayment',
]
