import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ConnectWiseConfig, createConnectWise } from '../../lib/connectors/connectwise/index.ts'
import type { Psa } from '../../lib/connectors/ports.ts'
import type { MemberClaim } from '../../lib/connectors/psa-facts.ts'
import type { CallRecord } from '../../lib/connectors/transport.ts'
import { type Clock, systemClock } from '../../lib/std/clock.ts'
import { createEgress } from '../../lib/std/http.ts'
import { createLogger } from '../../lib/std/log.ts'
import { Secret } from '../../lib/std/secret.ts'
import { DEMO, type RunningConnectWise, startConnectWise } from '../simulators/connectwise/index.ts'
import type { Values } from '../simulators/connectwise/parameters.ts'
import type { InvoiceSpec } from '../simulators/connectwise/seed.ts'
import type { BenchInvoice } from './psa-bench.ts'

export type ConnectWiseBench = Awaited<ReturnType<typeof openConnectWiseBench>>

/** Allowed by the gate, and nobody listens on it. */
export const closedOrigin = 'http://127.0.0.1:1'
/** The vendor's times pass so much faster, in the simulator and in the connector alike. */
export const factor = 20

interface Shown {
  id: number
  billingLogId: number
  number: string
  total: string
  salesTax: string
  entries: { id: number; batchId: number | null }[]
}

interface Bought {
  productId: string
  order: { id: number; number: string }
  slip: string
  total: string
  salesTax: string
  entries: { id: number; batchId: number | null }[]
}

interface Moved {
  productId: string
  type: 'Adjustment' | 'Transfer'
  total: string
  entries: { id: number; batchId: number | null }[]
}

interface Truth {
  tenants: Record<
    string,
    {
      invoices: Shown[]
      purchases: Bought[]
      movements: Moved[]
      stock: { warehouse: string; xref: string; pieces: string; value: string }[]
      batches: { id: number; identifier: string; entries: unknown[]; records: unknown[] }[]
    }
  >
}

/** A ConnectWise over HTTP with the demo's login company opened, and what it was asked. */
export async function openConnectWiseBench(parameters: Partial<Values> = {}) {
  const simulator = await startConnectWise({ scale: factor, parameters })
  const { control, urls } = simulator
  const rewriting = await startRewriting(urls.api)
  const egress = createEgress({ allowed: [urls.ui, urls.api, rewriting.origin, closedOrigin] })
  const calls: CallRecord[] = []
  const pausesMs: number[] = []
  const config: ConnectWiseConfig = {
    uiOrigin: urls.ui,
    apiOrigin: urls.api,
    loginCompany: DEMO.company,
    codebase: 'v2025_1/',
    publicKey: DEMO.keys.public,
    privateKey: Secret.of(DEMO.keys.private),
    clientId: Secret.of('00000000-0000-4000-8000-00000000c11d'),
    egress,
    clock: countingClock(pausesMs),
    timeFactor: factor,
    log: createLogger('connectwise'),
    onCall: call => void calls.push(call),
  }
  const open = (changes: Partial<ConnectWiseConfig> = {}): Psa => createConnectWise({ ...config, ...changes })
  return {
    simulator,
    control,
    open,
    psa: open(),
    calls,
    pausesMs,
    rewriting,
    ...behind(control),
    close: async () => {
      await egress.close()
      await rewriting.close()
      await simulator.close()
    },
  }
}

/** What is done behind the connector's back. */
function behind(control: RunningConnectWise['control']) {
  const tenant = DEMO.company
  return {
    books: async () => {
      const { tenants } = await control.truth<Truth>()
      const own = tenants[tenant]
      if (!own) throw new Error('the demo login company is gone')
      return own
    },
    add: async (spec: InvoiceSpec): Promise<BenchInvoice> => {
      const body = { tenant, invoices: [spec] }
      const { invoices } = await control.call<{ invoices: Shown[] }>('POST', 'invoices', body)
      return benchInvoice(invoices)
    },
    claim: async (member: string): Promise<MemberClaim> => {
      const session = await control.call<Session>('POST', 'sessions', { tenant, member })
      const { memberid, memberHash, memberContext } = session
      return { loginCompany: tenant, memberId: memberid, memberHash: Secret.of(memberHash), memberContext }
    },
  }
}

type Session = Record<'memberid' | 'memberHash' | 'memberContext', string>

function benchInvoice([shown]: Shown[]): BenchInvoice {
  if (!shown) throw new Error('no invoice was made')
  return {
    recordId: String(shown.id),
    billingLogId: String(shown.billingLogId),
    number: shown.number,
    total: shown.total,
    salesTax: shown.salesTax,
    glEntryIds: shown.entries.map(entry => String(entry.id)),
  }
}

/** Waits as long as it is told, and keeps a note of it. */
function countingClock(pausesMs: number[]): Clock {
  const clock = systemClock(factor)
  return {
    ...clock,
    wait: async (ms, signal) => {
      pausesMs.push(ms)
      await clock.wait(ms, signal)
    },
  }
}

/** A server between that hands everything on and changes what comes back as it is told. */
async function startRewriting(target: string) {
  let rewrite = (text: string) => text
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
    const headers = new Headers()
    for (const name of ['authorization', 'clientid', 'content-type', 'accept'])
      headers.set(name, String(incoming.headers[name] ?? ''))
    const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}
    const answer = await fetch(`${target}${incoming.url}`, {
      method: incoming.method ?? 'GET',
      headers,
      ...body,
    })
    outgoing
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end(rewrite(await answer.text()))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${portOf(server.address())}`
  return {
    origin,
    with: (next: (text: string) => string) => {
      rewrite = next
    },
    close: () => {
      server.closeAllConnections()
      return new Promise<unknown>(resolve => server.close(resolve))
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.')
  return address.port
}
