import { CUSTOMERS } from '../kit/customers.ts'
import { ACCOUNTS, CLASSES, DEPARTMENTS, EMPLOYEES, ITEMS, TAXES, TERMS, VENDORS } from './chart.ts'
import type { Company, EntityType, Row, User } from './entities.ts'
import { currencyRef } from './references.ts'
import { series } from './rows.ts'
import { type Books, nextOf, rowId } from './store.ts'

/** The companies everyone meets. Ids are fixed: tests and the sandbox may name them. */
export const REALM_AU = '9130350000000001'
export const REALM_US = '9130350000000002'
export const REALM_GB = '9130350000000003'
export const DEMO_USER: User = {
  id: '2a8f6c1b-7a52-4a0e-8a2f-4d7b5b0e9c20',
  name: 'Robin Bookkeeper',
  realms: [REALM_AU, REALM_US, REALM_GB],
}

const PREFERENCES = {
  customTxnNumbers: true,
  usingSalesTax: true,
  partnerTaxEnabled: false,
  classTrackingPerTxn: false,
  classTrackingPerTxnLine: true,
  trackDepartments: true,
  useAccountNumbers: true,
}

type Seeded = Omit<Company, 'createdAt'>
const COMPANIES: (Seeded & { currencies: string[] })[] = [
  {
    id: REALM_AU,
    name: 'Northwind Managed IT (AU)',
    country: 'AU',
    state: 'NSW',
    currency: 'AUD',
    multiCurrency: true,
    currencies: ['AUD', 'NZD', 'USD'],
    timezone: 'Australia/Sydney',
    preferences: PREFERENCES,
  },
  {
    id: REALM_US,
    name: 'Northwind Managed IT (US)',
    country: 'US',
    state: 'CA',
    currency: 'USD',
    multiCurrency: false,
    currencies: [],
    timezone: 'America/Los_Angeles',
    preferences: { ...PREFERENCES, partnerTaxEnabled: true },
  },
  {
    id: REALM_GB,
    name: 'Northwind Managed IT (UK)',
    country: 'GB',
    state: 'London',
    currency: 'GBP',
    multiCurrency: false,
    currencies: [],
    timezone: 'Europe/London',
    preferences: PREFERENCES,
  },
]

export function seedDemo(books: Books, now: number) {
  for (const { currencies, ...company } of COMPANIES) {
    books.companies.put({ ...company, createdAt: now })
    const put = createPut(books, company.id, now)
    seedChart(put, company)
    seedTaxes(put, company.country)
    for (const code of currencies) {
      const { value, name } = currencyRef(code)
      put('CompanyCurrency', { Code: value, Name: name })
    }
    seedNames(put, company)
  }
}

type Put = (type: EntityType, body: object, options?: { id?: string; name?: string }) => Row

/** Puts rows that stand there from the beginning, under a given id or the next one. */
export function createPut(books: Books, realm: string, now: number): Put {
  return (type, body, { id, name } = {}) => {
    const entityId = id ?? String(nextOf(books, realm, series(type)))
    const row: Row = {
      id: rowId(realm, type, entityId),
      realm,
      type,
      entityId,
      syncToken: 0,
      name,
      active: true,
      voided: false,
      deleted: false,
      createdBy: 'ui',
      createdAt: now,
      updatedAt: now,
      json: JSON.stringify(body),
    }
    books.rows.put(row)
    return row
  }
}

function seedChart(put: Put, { currency }: Seeded) {
  for (const [id, AcctNum, Name, Classification, AccountType, AccountSubType] of ACCOUNTS) {
    const kind = { AcctNum, Classification, AccountType, AccountSubType, SubAccount: false }
    put('Account', { Name, ...kind, CurrentBalance: 0, CurrencyRef: currencyRef(currency) }, { id })
  }
  for (const [id, Sku, Name, Type, UnitPrice, account] of ITEMS) {
    const [, , accountName] = ACCOUNTS.find(([known]) => known === account) ?? []
    const IncomeAccountRef = { value: account, name: accountName }
    const price = { UnitPrice: Number(UnitPrice), Taxable: true, PurchaseCost: 0, TrackQtyOnHand: false }
    put('Item', { Name, Sku, Description: Name, Type, ...price, IncomeAccountRef }, { id })
  }
  for (const [id, Name, DueDays] of TERMS)
    put('Term', { Name, Type: 'STANDARD', DueDays, DiscountDays: 0 }, { id })
  for (const Name of DEPARTMENTS) put('Department', { Name, SubDepartment: false })
  for (const Name of CLASSES) put('Class', { Name, SubClass: false })
  for (const Name of ['Cash', 'Cheque', 'Credit Card']) put('PaymentMethod', { Name })
}

/** Accounts of what the company owns, their ids their numbers. */
export function seedAssets(put: Put, numbers: readonly string[], currency: string) {
  for (const id of numbers) {
    const kind = {
      AcctNum: id,
      Classification: 'Asset',
      AccountType: 'Other Current Asset',
      AccountSubType: 'Inventory',
      SubAccount: false,
    }
    put(
      'Account',
      { Name: `Stock ${id}`, ...kind, CurrentBalance: 0, CurrencyRef: currencyRef(currency) },
      { id },
    )
  }
}

function seedTaxes(put: Put, country: Company['country']) {
  const { agency, rates, codes } = TAXES[country]
  put(
    'TaxAgency',
    { DisplayName: agency, TaxTrackedOnSales: true, TaxTrackedOnPurchases: country !== 'US' },
    { id: '1' },
  )
  for (const [id, Name, percent] of rates) {
    const fixed = { AgencyRef: { value: '1' }, SpecialTaxType: 'NONE', DisplayType: 'ReadOnly' }
    put('TaxRate', { Name, Description: Name, RateValue: Number(percent), ...fixed }, { id })
  }
  for (const [id, Name, sales, purchases] of codes) {
    const lists = { SalesTaxRateList: rateList(sales), PurchaseTaxRateList: rateList(purchases) }
    put(
      'TaxCode',
      { Name, Description: Name, Taxable: id !== 'NON', TaxGroup: sales.length > 0, ...lists },
      { id },
    )
  }
}

function rateList(rates: string[]) {
  return {
    TaxRateDetail: rates.map(value => ({
      TaxRateRef: { value },
      TaxTypeApplicable: 'TaxOnAmount',
      TaxOrder: 0,
    })),
  }
}

function seedNames(put: Put, company: Seeded) {
  const CurrencyRef = currencyRef(company.currency)
  for (const name of CUSTOMERS.slice(0, 12)) {
    const BillAddr = {
      Line1: '1 Station Street',
      CountrySubDivisionCode: company.state,
      Country: company.country,
    }
    put('Customer', { ...person(name), Taxable: true, BillAddr, CurrencyRef }, { name })
  }
  for (const name of VENDORS) put('Vendor', { ...person(name), Vendor1099: false, CurrencyRef }, { name })
  for (const [GivenName, FamilyName] of EMPLOYEES) {
    const name = `${GivenName} ${FamilyName}`
    put('Employee', { GivenName, FamilyName, DisplayName: name, PrintOnCheckName: name }, { name })
  }
}

export function person(name: string) {
  const Address = `accounts@${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '')}.example`
  return { DisplayName: name, CompanyName: name, PrintOnCheckName: name, PrimaryEmailAddr: { Address } }
}
