import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { Clock } from '../kit/clock.ts'
import { seeded } from '../kit/faults.ts'
import { tell } from '../kit/webhooks.ts'
import type { Callback, Tenant } from './entities.ts'
import type { Values } from './parameters.ts'
import { stamp } from './sim.ts'
import type { Books } from './store.ts'
import type { Told } from './told.ts'

export type Action = 'added' | 'updated' | 'deleted'
export type Forgery = 'none' | 'signature' | 'key-url' | 'company'
export type Message = { tenant: string; callbackId: number; url: string; signature: string; body: string }
export type Delivery = Message & { at: number; status: number; attempt: number }

const TIMEOUT_MS = 5_000
const RETRY_STATUSES = new Set([404, 409, 419, 429])
const RETRY_PAUSES_MS = [2_000, 4_000]
const DISABLED_AFTER_MS = 3 * 24 * 60 * 60 * 1000

/**
 * Tells the registered addresses what happened to a record: signed, retried only for 404, 409, 419 and 429, given
 * up after two retries, switched off after three days of failures. Any other failure loses the event.
 */
export function createCallbacks(options: {
  books: Books
  clock: Clock
  parameters: Values
  urls: { ui: string }
  flush(): void
}) {
  const { books, clock, parameters } = options
  const courier = createCourier(clock, parameters, (made, heard) => {
    if (settle(books, clock, made, heard)) options.flush()
  })
  let held: Message[] = []

  const message = (
    tenant: Tenant,
    callback: Callback,
    event: Event,
    forgery: Forgery = 'none',
    keyUrl = '',
  ) => messageOf(options.urls.ui, { tenant, callback, event, forgery, keyUrl })

  return {
    message,
    fire(tenant: Tenant, told: Told, action: Action, memberId: number) {
      for (const callback of books.callbacks.by('tenant', tenant.company)) {
        if (!listens(callback, told, memberId)) continue
        const made = message(tenant, callback, { told, action })
        if (parameters.callbacks.held) held.push(made)
        else courier.start(made)
      }
    },
    /** Sends without asking whether anybody listens, for replays and forgeries; each once. */
    sendNow: (made: Message): Promise<number> => courier.attempt(made, 1),
    release(): number {
      const waiting = held
      held = []
      for (const made of waiting) courier.start(made)
      return waiting.length
    },
    log: courier.log,
    settled: courier.settled,
  }
}

function createCourier(clock: Clock, parameters: Values, ended: (made: Message, heard: boolean) => void) {
  const log: Delivery[] = []
  const running = new Set<Promise<void>>()
  const random = seeded(11)

  async function attempt(made: Message, number: number): Promise<number> {
    const headers = { 'content-type': 'application/json', 'x-content-signature': made.signature }
    const status = await tell({ url: made.url, headers, body: made.body }, TIMEOUT_MS)
    log.push({ ...made, at: clock.now(), status, attempt: number })
    return status
  }

  async function deliver(made: Message) {
    const { lateMs, twice, shuffle } = parameters.callbacks
    if (!(await clock.wait(lateMs + (shuffle ? random() * 3_000 : 0)))) return
    let status = await attempt(made, 1)
    for (const [index, pause] of RETRY_PAUSES_MS.entries()) {
      if (!RETRY_STATUSES.has(status) || !(await clock.wait(pause))) break
      status = await attempt(made, index + 2)
    }
    ended(made, status >= 200 && status < 300)
    if (twice) await attempt(made, 1)
  }

  return {
    attempt,
    start(made: Message) {
      const work = deliver(made).finally(() => running.delete(work))
      running.add(work)
    },
    log: (): Delivery[] => log,
    async settled() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

type Event = { told: Told; action: Action }
type Telling = { tenant: Tenant; callback: Callback; event: Event; forgery: Forgery; keyUrl: string }

function messageOf(ui: string, { tenant, callback, event, forgery, keyUrl }: Telling): Message {
  const { told, action } = event
  const { company } = tenant
  const trueKeyUrl = `${ui}/v4_6_release/services/system_io/callbackkeys/${company}`
  const body = JSON.stringify({
    MessageId: randomUUID(),
    FromUrl: ui,
    CompanyId: forgery === 'company' ? `${company}_other` : company,
    MemberId: told.by,
    Action: action,
    Type: told.type,
    ID: told.id,
    ProductInstanceId: tenant.productInstanceId,
    PartnerId: null,
    CallbackObjectRecId: callback.id,
    Entity: action === 'deleted' ? null : JSON.stringify(told.entity()),
    Metadata: { key_url: forgery === 'key-url' ? keyUrl : trueKeyUrl },
  })
  const key = forgery === 'signature' ? 'not the key' : tenant.signingKey
  const url = callbackUrl(callback.url, told.id, action)
  return { tenant: company, callbackId: callback.id, url, signature: sign(key, body), body }
}

/** base64(HMAC-SHA256(key = SHA256(utf8 of the signing key), raw body)). */
export function sign(signingKey: string, body: string): string {
  const key = createHash('sha256').update(signingKey, 'utf8').digest()
  return createHmac('sha256', key).update(body, 'utf8').digest('base64')
}

/** Three days without one success switch the callback off; true when its row has changed. */
function settle(books: Books, clock: Clock, made: Message, heard: boolean): boolean {
  const callback = books.callbacks.get(`${made.tenant}/${made.callbackId}`)
  if (!callback) return false
  const failingSince = heard ? null : (callback.failingSince ?? clock.now())
  const over = failingSince !== null && clock.now() - failingSince >= clock.span(DISABLED_AFTER_MS)
  if (failingSince === callback.failingSince && over === callback.inactive) return false
  const updatedAt = stamp(clock.now())
  books.callbacks.put({ ...callback, failingSince, inactive: callback.inactive || over, updatedAt })
  return true
}

/** The vendor advises to end the address with `recordId=`: the id lands there, the action behind it. */
function callbackUrl(url: string, id: number, action: Action): string {
  if (url.endsWith('=')) return `${url}${id}&action=${action}`
  return `${url}${url.includes('?') ? '&' : '?'}id=${id}&action=${action}`
}

function listens(callback: Callback, told: Told, memberId: number): boolean {
  if (callback.inactive || callback.type !== told.type) return false
  if (callback.selfSuppressed && callback.memberId === memberId) return false
  return callback.level === 'owner' || callback.objectId === told.levels[callback.level]
}
