import { type GrantAnswer, startXero, type Xero, type XeroOptions } from '../../simulators/xero/index.ts'
import { DEMO_AU } from '../../simulators/xero/seed.ts'

/** A caller with a token, for tests of the simulator itself. */
export async function xeroCaller(xero: Pick<Xero, 'url' | 'control'>, ask: { scope?: string } = {}) {
  const grant: GrantAnswer = await xero.control.grant(ask)

  async function call(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const response = await fetch(`${xero.url}/api.xro/2.0/${path}`, {
      method,
      headers: { authorization: `Bearer ${grant.access_token}`, 'xero-tenant-id': DEMO_AU, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parsed(text) }
  }

  return { grant, call }
}

export async function startWithCaller(options: XeroOptions = {}) {
  const xero = await startXero(options)
  return { xero, ...(await xeroCaller(xero)) }
}

/** One approved sales invoice with one line. */
export function invoice(number: string, more: object = {}) {
  return {
    Type: 'ACCREC',
    InvoiceNumber: number,
    Contact: { Name: 'Acacia Dental Group' },
    Date: '2026-11-02',
    DueDate: '2026-11-30',
    Status: 'AUTHORISED',
    LineItems: [{ Description: 'Managed service', Quantity: 1, UnitAmount: 100, AccountCode: '201' }],
    ...more,
  }
}

type Answered = Record<string, Record<string, unknown>[]> & { Detail?: string; error?: string }

function parsed(text: string): Answered {
  return text.startsWith('{') ? JSON.parse(text) : {}
}
