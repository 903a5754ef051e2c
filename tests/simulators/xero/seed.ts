import { createHash, randomUUID } from 'node:crypto'
import { CUSTOMERS } from '../kit/customers.ts'
import { AU_CHART, AU_RATES, CARDS, type ChartRow, ITEMS, type RateRow, US_CHART, US_RATES } from './chart.ts'
import type { Contact, Organisation, User } from './entities.ts'
import type { Books } from './store.ts'

/** The organisations everyone meets: two of the demo, one of who registers anew. Ids are fixed: tests and the sandbox may name them. */
export const DEMO_AU = '6f1d9a1e-0c3b-4a57-9a63-0d5f0a6c1a01'
export const DEMO_US = '6f1d9a1e-0c3b-4a57-9a63-0d5f0a6c1a02'
export const LARKHILL_AU = '6f1d9a1e-0c3b-4a57-9a63-0d5f0a6c1a03'
export const DEMO_USER: User = {
  id: '2a8f6c1b-7a52-4a0e-8a2f-4d7b5b0e9c10',
  name: 'Robin Bookkeeper',
  organisations: [DEMO_AU, DEMO_US, LARKHILL_AU],
}

const ORGANISATIONS: Omit<Organisation, 'createdAt'>[] = [
  {
    id: DEMO_AU,
    name: 'Northwind Managed IT (AU)',
    shortCode: '!nw7Au',
    version: 'AU',
    country: 'AU',
    baseCurrency: 'AUD',
    currencies: ['AUD', 'NZD', 'USD'],
    timezone: 'Australia/Sydney',
    taxNumber: '53004085616',
    isDemoCompany: false,
  },
  {
    id: DEMO_US,
    name: 'Northwind Managed IT (US)',
    shortCode: '!nw7Us',
    version: 'US',
    country: 'US',
    baseCurrency: 'USD',
    currencies: ['USD'],
    timezone: 'America/New_York',
    isDemoCompany: false,
  },
  {
    id: LARKHILL_AU,
    name: 'Larkhill IT',
    shortCode: '!lk4Au',
    version: 'AU',
    country: 'AU',
    baseCurrency: 'AUD',
    currencies: ['AUD'],
    timezone: 'Australia/Sydney',
    taxNumber: '51824753556',
    isDemoCompany: false,
  },
]

export function seedDemo(books: Books, now: number) {
  for (const organisation of ORGANISATIONS) open(books, organisation, now)
}

function open(books: Books, organisation: Omit<Organisation, 'createdAt'>, now: number) {
  const au = organisation.country === 'AU'
  books.organisations.put({ ...organisation, createdAt: now })
  seedSettings(books, organisation, au ? AU_CHART : US_CHART, au ? AU_RATES : US_RATES, now)
  seedTracking(books, organisation.id)
  seedItems(books, organisation.id, now)
  const customers = au ? CUSTOMERS : CUSTOMERS.slice(0, 5)
  customers.forEach((name, at) => void books.contacts.put(customer(organisation.id, name, at, now)))
}

type Owner = Pick<Organisation, 'id' | 'baseCurrency'>

/** One more account of what the organisation owns. */
function asset(code: string): ChartRow {
  return [code, `Stock ${code}`, 'CURRENT', 'ASSET', 'BASEXCLUDED']
}

function seedAccounts(
  books: Books,
  { id: tenant, baseCurrency: currency }: Owner,
  chart: readonly ChartRow[],
  updatedAt: number,
) {
  for (const [code, name, type, kind, taxType, systemAccount] of chart) {
    books.accounts.put({
      id: stableId(tenant, 'account', code),
      tenant,
      code,
      name,
      type,
      class: kind,
      taxType,
      status: 'ACTIVE',
      ...(systemAccount === undefined ? {} : { systemAccount }),
      ...(type === 'BANK' ? { bank: { type: CARDS.has(code) ? 'CREDITCARD' : 'BANK', currency } } : {}),
      enablePayments: type === 'BANK',
      updatedAt,
    })
  }
}

function seedSettings(books: Books, owner: Owner, chart: ChartRow[], rates: RateRow[], updatedAt: number) {
  const { id: tenant } = owner
  seedAccounts(books, owner, chart, updatedAt)
  for (const [taxType, name, rate, reportTaxType, appliesTo] of rates) {
    const id = stableId(tenant, 'tax', taxType)
    books.taxRates.put({
      id,
      tenant,
      taxType,
      name,
      rate,
      component: name,
      reportTaxType,
      status: 'ACTIVE',
      appliesTo,
    })
  }
  THEMES.forEach((name, sortOrder) => {
    const id = stableId(tenant, 'theme', name)
    books.themes.put({ id, tenant, name, sortOrder, createdAt: updatedAt })
  })
}

const THEMES = ['Standard', 'Pay by card']

const TRACKING = {
  Department: ['Managed Services', 'Professional Services', 'Projects', 'Product', 'Administration'],
  Location: ['Sydney', 'Melbourne', 'Brisbane', 'Perth'],
}

function seedTracking(books: Books, tenant: string) {
  for (const [name, options] of Object.entries(TRACKING)) {
    books.tracking.put({
      id: stableId(tenant, 'tracking', name),
      tenant,
      name,
      status: 'ACTIVE',
      options: options.map(option => ({
        id: stableId(tenant, name, option),
        name: option,
        status: 'ACTIVE',
      })),
    })
  }
}

function seedItems(books: Books, tenant: string, updatedAt: number) {
  for (const [code, name, unitPrice, accountCode] of ITEMS) {
    const id = stableId(tenant, 'item', code)
    books.items.put({
      id,
      tenant,
      code,
      name,
      description: name,
      unitPrice,
      accountCode,
      taxType: 'OUTPUT',
      updatedAt,
    })
  }
}

function customer(tenant: string, name: string, at: number, updatedAt: number): Contact {
  const domain = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '')}.example`
  return {
    id: stableId(tenant, 'contact', name),
    tenant,
    name,
    status: 'ACTIVE',
    isCustomer: true,
    isSupplier: false,
    details: {
      EmailAddress: `accounts@${domain}`,
      Addresses: [
        {
          AddressType: 'POBOX',
          AddressLine1: `${at + 1} Station Street`,
          City: 'Sydney',
          PostalCode: '2000',
        },
      ],
    },
    updatedAt,
  }
}

export type BulkSeed = {
  kind: 'bulk'
  contacts: number
  tenant?: string
  prefix?: string
  firstNumber?: number
}
/** Organisations like the first one, for many accounts side by side, and one person who may open them all. */
export type CrowdSeed = { kind: 'crowd'; count: number }
export type ChangeSeed =
  | { kind: 'organisation'; tenant?: string; change: Partial<Omit<Organisation, 'id'>> }
  | { kind: 'account'; tenant?: string; code: string; status?: 'ACTIVE' | 'ARCHIVED'; currency?: string }
  | { kind: 'assets'; tenant?: string; codes: readonly string[] }
  | { kind: 'theme'; tenant?: string; name: string; gone: true }
  | { kind: 'item'; tenant?: string; code: string; gone: true }
  | { kind: 'contact'; id: string; change: Partial<Omit<Contact, 'id' | 'tenant'>> }
  | { kind: 'overpayment'; tenant?: string; contact: string; currency: string; total: string }
export type XeroSeed = BulkSeed | CrowdSeed | ChangeSeed

/** Fixed ids, as those of the others. */
export function seedCrowd(books: Books, users: User[], { count }: CrowdSeed, now: number): object {
  const [like] = ORGANISATIONS
  const organisations = Array.from({ length: count }, (_, at) => stableId('crowd', String(at + 1)))
  organisations.forEach((id, at) => {
    const name = `Crowd MSP ${at + 1}`
    if (like) open(books, { ...like, id, name, shortCode: `!cr${at + 1}` }, now)
  })
  const user = { id: stableId('crowd', 'user'), name: 'Casey Bookkeeper', organisations }
  users.push(user)
  return { user: user.id, organisations }
}

/** Makes or changes what the API of an app cannot: what an adviser does in Xero's own settings. */
export function applySeed(books: Books, seed: BulkSeed | ChangeSeed, now: number): object {
  if (seed.kind === 'bulk') return bulk(books, seed, now)
  if (seed.kind === 'contact') {
    const row = books.contacts.get(seed.id)
    if (row) books.contacts.put({ ...row, ...seed.change, updatedAt: now })
    return { changed: row ? 1 : 0 }
  }
  const tenant = seed.tenant ?? DEMO_AU
  if (seed.kind === 'overpayment') {
    const { contact, currency, total } = seed
    const row = { id: randomUUID(), tenant, contact, currency, total, refunded: '0.00' }
    books.overpayments.put(row)
    return { OverpaymentID: row.id }
  }
  if (seed.kind === 'organisation') {
    const row = books.organisations.get(tenant)
    if (row) books.organisations.put({ ...row, ...seed.change })
    return { changed: row ? 1 : 0 }
  }
  if (seed.kind === 'theme') {
    books.themes.delete(stableId(tenant, 'theme', seed.name))
    return { changed: 1 }
  }
  if (seed.kind === 'item') {
    books.items.delete(stableId(tenant, 'item', seed.code))
    return { changed: 1 }
  }
  if (seed.kind === 'assets') {
    const owner = books.organisations.get(tenant)
    if (owner) seedAccounts(books, owner, seed.codes.map(asset), now)
    return { changed: owner ? seed.codes.length : 0 }
  }
  const [row] = books.accounts.by('code', `${tenant}|${seed.code.toLowerCase()}`)
  const { status = row?.status ?? 'ACTIVE', currency } = seed
  const bank = row?.bank && { bank: { ...row.bank, ...(currency !== undefined && { currency }) } }
  if (row) books.accounts.put({ ...row, ...bank, status, updatedAt: now })
  return { changed: row ? 1 : 0 }
}

/** Many contacts with ContactNumbers, counted from `firstNumber`. */
function bulk(books: Books, seed: BulkSeed, updatedAt: number): object {
  const { tenant = DEMO_AU, prefix = '', firstNumber = 1 } = seed
  const contacts = Array.from({ length: seed.contacts }, (_, at) => {
    const number = firstNumber + at
    const contactNumber = `${prefix}${number}`
    const row = { ...customer(tenant, `Bulk customer ${contactNumber}`, number, updatedAt), contactNumber }
    books.contacts.put(row)
    return { ContactID: row.id, ContactNumber: contactNumber, Name: row.name }
  })
  return { contacts }
}

/** The same id on every machine and at every start. */
export function stableId(...parts: string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
