import {
  type QuickBooks,
  type QuickBooksOptions,
  startQuickBooks,
} from '../../simulators/quickbooks/index.ts'
import { REALM_AU } from '../../simulators/quickbooks/seed.ts'

type Ask = { realm?: string; scope?: string }
export type Entity = Record<string, unknown> & { Id: string; SyncToken: string; Line: { Id: string }[] }
export type Problem = { code: string; Message: string; Detail: string }
export type Answered = {
  [entity: string]: unknown
  Customer: Entity
  Vendor: Entity
  Invoice: Entity
  CreditMemo: Entity
  Payment: Entity
  Bill: Entity
  VendorCredit: Entity
  Purchase: Entity
  JournalEntry: Entity
  Fault?: { Error: Problem[]; type: string }
  QueryResponse: Record<string, Entity[]> & { totalCount?: number; maxResults?: number }
  BatchItemResponse: ({ bId: string; Fault?: { Error: Problem[] } } & Record<string, Entity>)[]
}

/** A caller with a token of one company, for tests of the simulator itself. */
export async function quickBooksCaller(sim: Pick<QuickBooks, 'url' | 'control'>, ask: Ask = {}) {
  const realm = ask.realm ?? REALM_AU
  const grant = await sim.control.grant(ask)

  async function call(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const response = await fetch(`${sim.url}/v3/company/${realm}/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${grant.access_token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parsed(text) }
  }

  const post = (path: string, body: object) => call('POST', path, body)
  const query = async (text: string) => {
    const { body, status } = await call('GET', `query?query=${encodeURIComponent(text)}`)
    return status === 200 ? body.QueryResponse : { Fault: [], error: body.Fault?.Error[0]?.Detail }
  }
  /** All of a type that are active. */
  const listed = async (type: string): Promise<Entity[]> => {
    const { body } = await call('GET', `query?query=${encodeURIComponent(`select * from ${type}`)}`)
    return body.QueryResponse[type] ?? []
  }
  return { grant, realm, call, post, query, listed }
}

export async function startQuickBooksCaller(options: QuickBooksOptions = {}, ask: Ask = {}) {
  const sim = await startQuickBooks({
    ...options,
    parameters: { secondLimit: 10_000, ...options.parameters },
  })
  return { sim, ...(await quickBooksCaller(sim, ask)) }
}

/** What the code of a refusal is. */
export function codeOf({ body }: { body: Answered }): string | undefined {
  return body.Fault?.Error[0]?.code
}

/** A sale to the first customer, of one item. */
export function sale(number: string, more: object = {}) {
  return {
    DocNumber: number,
    TxnDate: '2026-11-02',
    CustomerRef: { value: '1' },
    Line: [line(100)],
    ...more,
  }
}

export function line(amount: number, detail: object = {}, more: object = {}) {
  return {
    Description: 'Managed service',
    Amount: amount,
    DetailType: 'SalesItemLineDetail',
    SalesItemLineDetail: { ItemRef: { value: '1' }, TaxCodeRef: { value: '2' }, ...detail },
    ...more,
  }
}

/** A line of a bill or a purchase, on travel. */
export function expense(Amount: number, detail: object = {}) {
  return {
    Amount,
    DetailType: 'AccountBasedExpenseLineDetail',
    AccountBasedExpenseLineDetail: { AccountRef: { value: '20' }, TaxCodeRef: { value: '2' }, ...detail },
  }
}

function parsed(text: string): Answered {
  return JSON.parse(text.startsWith('{') ? text : '{}')
}
