import { z } from 'zod'
import { type Decimal, sum } from '../../std/decimal.ts'
import { zDecimal, zInteger } from '../../std/json.ts'
import type { Psa } from '../ports.ts'
import type { Client } from './client.ts'
import { inLists } from './conditions.ts'
import { type Described, fieldsOf, zCompany, zFlag, zMaybeText, zNumericId } from './fields.ts'
import { numeric } from './invoices.ts'
import { all, selected } from './paging.ts'

type Rows<Method extends keyof Psa> = Psa[Method] extends (...args: never[]) => infer R ? R : never

const zRate = zDecimal.nullish()
const levels = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'] as const

const zTaxCode = z.object({
  id: zNumericId,
  identifier: z.string(),
  description: zMaybeText,
  levelOneRate: zRate,
  levelOneRateType: zMaybeText,
  levelTwoRate: zRate,
  levelTwoRateType: zMaybeText,
  levelThreeRate: zRate,
  levelThreeRateType: zMaybeText,
  levelFourRate: zRate,
  levelFourRateType: zMaybeText,
  levelFiveRate: zRate,
  levelFiveRateType: zMaybeText,
  levelSixRate: zRate,
  levelSixRateType: zMaybeText,
} satisfies Described<'TaxCode'>)

export async function taxCodes(client: Client): Rows<'taxCodes'> {
  const rows = await all(client, 'tax codes', zTaxCode, (api, params) =>
    api.GET('/finance/taxCodes', { params }),
  )
  return rows.map(row => ({
    id: row.id,
    name: row.identifier,
    description: row.description,
    rate: rateOf(row),
  }))
}

/** The levels together, as ConnectWise writes them; null when one is a fixed amount and no rate can be told. */
function rateOf(row: z.output<typeof zTaxCode>): Decimal | null {
  const used = levels.flatMap(level => {
    const rate = row[`level${level}Rate`]
    return rate && !rate.isZero() ? [{ rate, type: row[`level${level}RateType`] }] : []
  })
  return used.some(({ type }) => type === 'Amount') ? null : sum(used.map(({ rate }) => rate))
}

const zTerms = z.object({
  id: zNumericId,
  name: z.string(),
  dueDays: zInteger.nullish(),
  termsXref: zMaybeText,
} satisfies Described<'BillingTerm'>)

export async function terms(client: Client): Rows<'terms'> {
  const rows = await all(client, 'billing terms', zTerms, (api, params) =>
    api.GET('/finance/billingTerms', { params }),
  )
  return rows.map(({ id, name, dueDays, termsXref }) => ({
    id,
    name,
    dueDays: dueDays ?? null,
    xref: termsXref,
  }))
}

const zGlAccount = z.object({
  id: zNumericId,
  glType: zMaybeText,
  segment1: zMaybeText,
  segment2: zMaybeText,
  segment3: zMaybeText,
  segment4: zMaybeText,
} satisfies Described<'GLAccount'>)

/** `segments` are 2 to 4, as on a sales line. */
export async function glAccounts(client: Client): Rows<'glAccounts'> {
  const rows = await all(client, 'GL accounts', zGlAccount, (api, params) =>
    api.GET('/finance/glAccounts', { params }),
  )
  return rows.map(({ id, glType, segment1, segment2, segment3, segment4 }) => ({
    id,
    type: glType,
    account: segment1,
    segments: [segment2, segment3, segment4],
  }))
}

/** With what suggestions are made of: the number and the address by which the books know a company. */
const zListedCompany = zCompany
  .extend({
    accountNumber: zMaybeText,
    invoiceToEmailAddress: zMaybeText,
  } satisfies Described<'Company'>)
  .transform(({ invoiceToEmailAddress: email, ...company }) => ({ ...company, email }))

const companyFields = [fieldsOf(zCompany), 'accountNumber', 'invoiceToEmailAddress'].join(',')

export async function customers(client: Client, { ids }: { ids: string[] | null }): Rows<'customers'> {
  if (ids === null) {
    return all(client, 'companies', zListedCompany, (api, { query, header }) =>
      api.GET('/company/companies', { params: { query: { ...query, fields: companyFields }, header } }),
    )
  }
  const conditions = inLists('id', ids.map(numeric), companyFields)
  return selected(client, 'companies', zListedCompany, conditions, (api, query) =>
    api.GET('/company/companies', { params: { query: { ...query, fields: companyFields } } }),
  )
}

/** Companies that ConnectWise buys from; a customer can be one too. */
export async function vendors(client: Client): Rows<'vendors'> {
  const conditions = 'isVendorFlag = true and deletedFlag = false'
  return all(client, 'vendors', zListedCompany, (api, { query, header }) =>
    api.GET('/company/companies', {
      params: { query: { ...query, conditions, fields: companyFields }, header },
    }),
  )
}

const zMember = z.object({
  id: zNumericId,
  identifier: z.string(),
  firstName: zMaybeText,
  lastName: zMaybeText,
  officeEmail: zMaybeText,
  primaryEmail: zMaybeText,
  inactiveFlag: zFlag,
} satisfies Described<'Member'>)

const memberFields = fieldsOf(zMember)

export async function members(client: Client): Rows<'members'> {
  const rows = await all(client, 'members', zMember, (api, { query, header }) =>
    api.GET('/system/members', { params: { query: { ...query, fields: memberFields }, header } }),
  )
  return rows.map(row => ({
    id: row.id,
    identifier: row.identifier,
    name: `${row.firstName} ${row.lastName}`.trim(),
    email: row.primaryEmail || row.officeEmail,
    active: !row.inactiveFlag,
  }))
}
