import { createClock } from '../kit/clock.ts'
import { type Control, createControl } from '../kit/control-client.ts'
import { createFaults } from '../kit/faults.ts'
import { createWindows } from '../kit/limits.ts'
import type { Route, SimRequest } from '../kit/message.ts'
import { createParameters } from '../kit/parameters.ts'
import { createRecorder } from '../kit/record.ts'
import { createServer } from '../kit/server.ts'
import { createStore } from '../kit/store.ts'
import { cookiesOf } from './auth.ts'
import { createCallbacks } from './callbacks.ts'
import { controlRoutes, seedMore, truth } from './control-routes.ts'
import { serverError, tooMany } from './errors.ts'
import { defaults, type Values } from './parameters.ts'
import { createRest, type Rest } from './rest.ts'
import { accountingRoutes } from './routes/accounting.ts'
import { agreementRoutes } from './routes/agreements.ts'
import { documentRoutes } from './routes/documents.ts'
import { expenseRoutes } from './routes/expenses.ts'
import { financeRoutes } from './routes/finance.ts'
import { pageRoutes, publicRoutes } from './routes/page.ts'
import { pageDataRoutes } from './routes/page-data.ts'
import { pageRecordRoutes } from './routes/page-records.ts'
import { paymentRoutes } from './routes/payments.ts'
import { procurementRoutes } from './routes/procurement.ts'
import { recordRoutes } from './routes/records.ts'
import { systemRoutes } from './routes/system.ts'
import { completeDemo, DEMO, LEGACY, NORTHWIND, QUAYSIDE, seedDemo } from './seed.ts'
import type { Sim } from './sim.ts'
import { createBooks } from './store.ts'

export { DEMO, LEGACY, NORTHWIND, QUAYSIDE }

export type ConnectWiseOptions = {
  uiPort?: number
  apiPort?: number
  scale?: number
  /** Keeps the books here; in memory without it. */
  directory?: string
  parameters?: Partial<Values>
  keepBodies?: boolean
  serverMaxMs?: number
}

export type RunningConnectWise = {
  /** As in the cloud: people and hosted pages at one, programs at the other. */
  urls: { ui: string; api: string }
  control: Control
  close(): Promise<void>
}

const MINUTE_MS = 60_000

export async function startConnectWise(options: ConnectWiseOptions = {}): Promise<RunningConnectWise> {
  const { scale = 1, directory, keepBodies = true, serverMaxMs = 150_000 } = options
  const clock = createClock({ scale })
  const parameters = createParameters(defaults, options.parameters)
  const store = createStore({ ...(directory === undefined ? {} : { directory }), name: 'connectwise' })
  const books = createBooks(store)
  const urls = { ui: '', api: '' }
  const flush = () => void store.flush()
  const callbacks = createCallbacks({ books, clock, parameters: parameters.current, urls, flush })
  const sim: Sim = { books, clock, parameters: parameters.current, urls, callbacks }
  if (books.tenants.all().length === 0) seedDemo(sim)
  completeDemo(sim)
  store.flush()

  const windows = createWindows(clock)
  const takeCall = (tenant: string) => windows.take(tenant, sim.parameters.limitPerMinute, MINUTE_MS)
  const common = {
    name: 'connectwise',
    clock,
    faults: createFaults({ serverMaxMs }),
    recorder: createRecorder({ keepBodies }),
    store,
    control: {
      parameters,
      seed: (input: unknown) => seedMore(sim, input),
      truth: () => truth(sim),
      routes: controlRoutes(sim, flush),
    },
    limited: (seconds: number) => tooMany(seconds),
    failed: serverError,
    revoke: (request: SimRequest) => revoke(sim, request),
  }
  const host = (routes: Route[], port: number | undefined) =>
    createServer({ ...common, routes, ...(port === undefined ? {} : { port }) })
  const uiRest = apiRoutes(createRest(sim, 'ui', takeCall))
  const ui = await host(
    [...publicRoutes(sim), ...pageDataRoutes(sim), ...pageRecordRoutes(sim), ...pageRoutes(sim), ...uiRest],
    options.uiPort,
  )
  const api = await host(apiRoutes(createRest(sim, 'api', takeCall)), options.apiPort)
  urls.ui = ui.url
  urls.api = api.url
  return {
    urls,
    control: createControl(api.url),
    async close() {
      await ui.close()
      await api.close()
    },
  }
}

function apiRoutes(rest: Rest): Route[] {
  return [
    ...accountingRoutes(rest),
    ...financeRoutes(rest),
    ...agreementRoutes(rest),
    ...paymentRoutes(rest),
    ...expenseRoutes(rest),
    ...documentRoutes(rest),
    ...procurementRoutes(rest),
    ...recordRoutes(rest),
    ...systemRoutes(rest),
  ]
}

/** The effect `revoke`: the hash or the keys that this very call carries stop working. */
function revoke(sim: Sim, request: SimRequest) {
  const hash = cookiesOf(request).get('memberHash')
  for (const session of sim.books.sessions.all())
    if (session.hash === hash) sim.books.sessions.put({ ...session, expired: true })
  const basic = Buffer.from(
    (request.header('authorization') ?? '').replace(/^Basic /, ''),
    'base64',
  ).toString()
  for (const tenant of sim.books.tenants.all()) {
    const keys = tenant.keys.filter(key => !basic.includes(`+${key.public}:`))
    if (keys.length < tenant.keys.length) sim.books.tenants.put({ ...tenant, keys })
  }
}
