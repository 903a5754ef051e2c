import { type AppOptions, appControls, readSeed, registeredApp } from '../kit/app.ts'
import { createClock } from '../kit/clock.ts'
import { createControl } from '../kit/control-client.ts'
import { createFaults } from '../kit/faults.ts'
import type { Route } from '../kit/message.ts'
import { createParameters } from '../kit/parameters.ts'
import { createRecorder } from '../kit/record.ts'
import { createServer } from '../kit/server.ts'
import { createStore } from '../kit/store.ts'
import { prepareBodies } from './body.ts'
import type { User } from './entities.ts'
import { createGate, type Gate } from './gate.ts'
import { defaults, type QuickBooksParameters } from './parameters.ts'
import { gatewayAnswer } from './problem.ts'
import { batchRoutes } from './routes/batch.ts'
import { changeRoutes } from './routes/cdc.ts'
import { entityRoutes } from './routes/entities.ts'
import { oauthRoutes } from './routes/oauth.ts'
import { reportRoutes } from './routes/reports.ts'
import { settingsRoutes } from './routes/settings.ts'
import { uploadRoutes } from './routes/upload.ts'
import { viewRoutes } from './routes/views.ts'
import { DEMO_USER, REALM_AU, seedDemo } from './seed.ts'
import { applySeed, type QuickBooksSeed } from './seeding.ts'
import { openBooks } from './store.ts'
import { createTokens, type Pair, type Tokens } from './tokens.ts'
import { type QuickBooksTruth, truth } from './truth.ts'
import { createQuickBooksWebhooks, type QuickBooksWebhooks, type WebhookTarget } from './webhooks.ts'
import { createWorld, type World } from './world.ts'

export type QuickBooksOptions = AppOptions<User, WebhookTarget, QuickBooksParameters>

export type QuickBooks = Awaited<ReturnType<typeof startQuickBooks>>

/** Starts a whole QuickBooks Online on one port: consent, tokens, API, its own pages, webhooks and the /_sim controls. */
export async function startQuickBooks(options: QuickBooksOptions = {}) {
  const clock = createClock({ scale: options.scale ?? 1 })
  const store = createStore({ name: 'quickbooks', directory: options.directory })
  const books = openBooks(store)
  const parameters = createParameters(defaults, options.parameters)
  const webhooks = createQuickBooksWebhooks({ clock, parameters })
  webhooks.register(options.webhook)
  const world = createWorld({
    ...registeredApp(options, 'ABSANDBOXCLIENT000000000000000000000000000000000', DEMO_USER),
    books,
    clock,
    parameters,
    attempt: store.attempt,
    announce: webhooks.announce,
  })
  const tokens = createTokens(world)
  const gate = createGate(world, tokens, store)
  if (books.companies.size === 0) seedDemo(books, clock.now())
  store.flush()
  prepareBodies()
  const server = await createServer({
    name: 'quickbooks',
    clock,
    store,
    faults: createFaults({ serverMaxMs: options.serverMaxMs }),
    recorder: createRecorder({ keepBodies: options.keepBodies }),
    routes: routes(world, tokens, gate),
    control: {
      parameters,
      seed: input => applySeed(books, readSeed<QuickBooksSeed>(KINDS, input), clock.now()),
      truth: () => truth(world),
      routes: controls(world, tokens, webhooks),
    },
    limited: gate.limited,
    failed: status => failure(world, status),
    revoke: request => void tokens.revoke(request.header('authorization')?.split(' ')[1] ?? ''),
    port: options.port,
    host: options.host,
  })
  return {
    ...addresses(server.url),
    clientId: world.clientId,
    clientSecret: world.clientSecret,
    close: server.close,
    webhooks,
    control: quickBooksControl(server.url),
  }
}

function addresses(url: string) {
  return {
    url,
    apiUrl: url,
    authorizeUrl: `${url}/connect/oauth2`,
    tokenUrl: `${url}/oauth2/v1/tokens/bearer`,
    revocationUrl: `${url}/v2/oauth2/tokens/revoke`,
  }
}

function failure({ parameters, clock }: World, status: number) {
  const detail = 'An error occurred in QuickBooks.'
  const problem = { status, message: 'InternalServerError', code: '10000', detail, type: 'SystemFault' }
  return gatewayAnswer(parameters.current.gatewayLowerCase, problem, clock.now())
}

function routes(world: World, tokens: Tokens, gate: Gate): Route[] {
  return [
    ...viewRoutes(world),
    ...oauthRoutes(world, tokens),
    ...settingsRoutes(gate),
    ...batchRoutes(gate, world),
    ...changeRoutes(gate),
    ...uploadRoutes(gate, world),
    ...reportRoutes(gate),
    ...entityRoutes(gate, world),
  ]
}

/** The controls of a running QuickBooks simulator, also of one in another process. */
export function quickBooksControl(url: string) {
  const control = createControl(url)
  return {
    ...control,
    truth: () => control.truth<QuickBooksTruth>(),
    seed: <Made>(seed: QuickBooksSeed) => control.seed<Made>(seed),
    setParameters: (values: Partial<QuickBooksParameters>) => control.setParameters(values),
    grant: (ask: GrantRequest = {}) => control.call<Pair & { realmId: string }>('POST', 'grant', ask),
    webhook: (target: WebhookTarget) => control.call<object>('PUT', 'webhook', target),
  }
}

/** What a consent gives, without the browser: for tests that are not about consent. */
type GrantRequest = { user?: string; realm?: string; scope?: string }

function controls(world: World, tokens: Tokens, webhooks: QuickBooksWebhooks): Route[] {
  return appControls<User, WebhookTarget>({
    users: world.users,
    webhooks,
    grant: (user, { realm = REALM_AU, scope = 'com.intuit.quickbooks.accounting' }: GrantRequest) => ({
      ...tokens.issue({ user: user.id, realm, scope }),
      realmId: realm,
    }),
  })
}

const KINDS = ['bulk', 'preferences', 'multicurrency', 'entity', 'assets', 'rate']
