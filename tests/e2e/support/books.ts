import { expect } from '@playwright/test'
import type { InvoiceSpec } from '../../simulators/connectwise/seed.ts'
import { DEMO } from '../../simulators/connectwise/seed.ts'
import { type LineSpec, product, time } from '../../simulators/connectwise/seed-lines.ts'
import type { Control } from '../../simulators/kit/control-client.ts'
import type { DocumentTruth, XeroTruth } from '../../simulators/xero/truth.ts'

export interface Invoice {
  id: number
  number: string
  total: string
  glBatch: { id: number; name: string } | null
}

interface Tenants {
  tenants: Record<string, { invoices: Invoice[] } | undefined>
}

const tenant = DEMO.company

/** Both books as the vendors have them, and what people do there behind our back. */
export class Books {
  readonly #connectwise: Control
  readonly #xero: Control
  #accounts = 0

  constructor(connectwise: Control, xero: Control) {
    this.#connectwise = connectwise
    this.#xero = xero
  }

  /** An invoice that belongs to one test; closed, of a customer Xero knows, unless said otherwise. */
  async invoice(spec: Partial<InvoiceSpec> = {}): Promise<Invoice> {
    const [made] = await this.invoices(1, spec)
    if (!made) throw new Error('No invoice was made.')
    return made
  }

  async invoices(count: number, spec: Partial<InvoiceSpec> = {}): Promise<Invoice[]> {
    const first = Date.now().toString(36).toUpperCase()
    const invoices = Array.from({ length: count }, (_, place) => ({
      number: `T${first}${place}`,
      company: 'AcmeDental',
      lines: [time('Remote support', '2', '187.5000')],
      ...spec,
    }))
    const made = await this.#connectwise.call<{ invoices: Invoice[] }>('POST', 'invoices', {
      tenant,
      invoices,
    })
    return made.invoices
  }

  /** A line on a GL account that nobody has mapped yet. */
  async unmapped(description: string): Promise<{ account: string; line: LineSpec }> {
    this.#accounts += 1
    const account = `9${Date.now().toString().slice(-7)}${this.#accounts}`
    const row = {
      id: Number(account),
      glType: 'RP',
      mappedType: 'Product Category',
      mappedRecord: { id: Number(account), name: account },
      segments: [account, '', '', ''],
      cogs: ['', '', '', ''],
      salesCode: '',
    }
    await this.#connectwise.call('POST', 'gl-accounts', { tenant, rows: [row] })
    const item = { id: 720, identifier: 'CM-BACKUP' }
    return { account, line: product(item, description, '2', '48.0000', { category: account }) }
  }

  /** A customer whom Xero has never heard of, with one closed invoice. */
  async stranger(): Promise<{ invoice: Invoice; companyId: number; company: string }> {
    const made = await this.#connectwise.seed<{
      companies: { id: number; name: string }[]
      invoices: Invoice[]
    }>({ kind: 'bulk', tenant, invoices: 1, customers: 1, linesPerInvoice: 1 })
    const [invoice] = made.invoices
    const [company] = made.companies
    if (!invoice || !company) throw new Error('Nobody was made.')
    return { invoice, companyId: company.id, company: company.name }
  }

  /** Somebody changes it in Manage. */
  async change(id: number, change: { status?: string; changes?: object }): Promise<void> {
    await this.#connectwise.call('PATCH', 'invoices', { tenant, id, ...change })
  }

  /** Somebody takes it out of its batch in Manage, opens it, changes its lines and closes it again. */
  async changeSent(id: number, lines: LineSpec[]): Promise<void> {
    const { glBatch } = await this.inConnectWise(id)
    await this.#connectwise.call('DELETE', 'batches', { tenant, id: glBatch?.id ?? 0 })
    await this.change(id, { status: 'New' })
    const stored = lines.map((line, place) => ({
      ...line,
      id: place + 1,
      date: '2026-01-01',
      memberId: null,
    }))
    await this.change(id, { changes: { lines: stored } })
    await this.change(id, { status: 'Closed' })
  }

  async inConnectWise(id: number): Promise<Invoice> {
    const { tenants } = await this.#connectwise.truth<Tenants>()
    const found = tenants[tenant]?.invoices.find(invoice => invoice.id === id)
    if (!found) throw new Error(`ConnectWise has no invoice ${id}.`)
    return found
  }

  /** Whatever stands in Xero under that number, voided ones too, over all organisations. */
  async inXero(number: string): Promise<DocumentTruth[]> {
    const { organisations } = await this.#xero.truth<XeroTruth>()
    return organisations
      .flatMap(({ invoices, creditNotes }) => [...invoices, ...creditNotes])
      .filter(document => document.number === number)
  }

  /** Once in Xero, for the same total, and in a batch of its own in ConnectWise. */
  async expectSentOnce(invoice: Pick<Invoice, 'id' | 'number' | 'total'>): Promise<DocumentTruth> {
    await expect.poll(async () => (await this.inConnectWise(invoice.id)).glBatch).not.toBeNull()
    const documents = await this.inXero(invoice.number)
    expect(documents).toHaveLength(1)
    const [document] = documents
    if (!document) throw new Error('It was there a moment ago.')
    expect(Number(document.total)).toBe(Number((await this.inConnectWise(invoice.id)).total))
    return document
  }

  async contact(number: number) {
    const { organisations } = await this.#xero.truth<XeroTruth>()
    const contacts = organisations.flatMap(organisation => organisation.contacts)
    return contacts.filter(contact => contact.contactNumber === String(number))
  }

  async expectNothingSent(number: string): Promise<void> {
    expect(await this.inXero(number)).toEqual([])
  }
}
