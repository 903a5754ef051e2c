import { z } from 'zod'
import type { CalendarDate } from '../../std/clock.ts'
import { isCalendarDate } from '../../std/clock.ts'
import { zId } from '../../std/json.ts'
import type { LedgerAccountFact, LedgerItemFact, LedgerOrganisation } from '../ledger-facts.ts'
import type { QuickBooksClient } from './client.ts'
import { zMaybeText, zRef } from './fields.ts'
import { preferencesOf } from './preferences.ts'
import { queryAll } from './query.ts'

/** Inactive ones too: one that is mapped and was made inactive is a Problem with a name. */
export const everyState = 'Active in (true, false)'

const zCompany = z.object({
  CompanyInfo: z.object({
    CompanyName: z.string(),
    Country: zMaybeText,
    DefaultTimeZone: zMaybeText,
  }),
})

const zCurrency = z.object({ Code: z.string(), Active: z.boolean().nullish() })

export async function organisation(client: QuickBooksClient, realm: string): Promise<LedgerOrganisation> {
  const [{ CompanyInfo }, preferences] = await Promise.all([
    client.read(`companyinfo/${realm}`, {}, zCompany),
    preferencesOf(client),
  ])
  const others = preferences.multiCurrency ? await queryAll(client, 'CompanyCurrency', '', zCurrency) : []
  const codes = others.filter(({ Active }) => Active ?? true).map(({ Code }) => Code)
  return {
    id: realm,
    name: CompanyInfo.CompanyName,
    shortCode: '',
    baseCurrency: preferences.homeCurrency,
    countryCode: CompanyInfo.Country,
    timeZone: CompanyInfo.DefaultTimeZone,
    currencies: [...new Set([preferences.homeCurrency, ...codes])],
    periodLockDate: day(preferences.closedUntil),
    yearLockDate: null,
  }
}

function day(text: string): CalendarDate | null {
  return isCalendarDate(text) ? text : null
}

const zAccount = z
  .object({
    Id: zId,
    Name: z.string(),
    FullyQualifiedName: zMaybeText,
    AcctNum: zMaybeText,
    AccountType: zMaybeText,
    CurrencyRef: zRef.nullish(),
    Active: z.boolean().nullish(),
  })
  .transform(
    (row): LedgerAccountFact => ({
      id: row.Id,
      code: row.AcctNum,
      name: row.FullyQualifiedName || row.Name,
      type: row.AccountType,
      active: row.Active ?? true,
      system: '',
      pays: row.AccountType === 'Bank' ? 'bank' : row.AccountType === 'Credit Card' ? 'card' : null,
      currency: row.CurrencyRef?.value ?? '',
    }),
  )

export function accounts(client: QuickBooksClient): Promise<LedgerAccountFact[]> {
  return queryAll(client, 'Account', everyState, zAccount)
}

const zItem = z.object({
  Id: zId,
  Name: z.string(),
  FullyQualifiedName: zMaybeText,
  Sku: zMaybeText,
  Type: zMaybeText,
  IncomeAccountRef: zRef.nullish(),
})

/** What a line can name: folders (Category) and bundles (Group) are items too, and post nowhere. */
export async function items(client: QuickBooksClient): Promise<LedgerItemFact[]> {
  const rows = await queryAll(client, 'Item', 'Active = true', zItem)
  return rows.flatMap(row =>
    row.IncomeAccountRef && row.Type !== 'Category' && row.Type !== 'Group'
      ? [
          {
            id: row.Id,
            code: row.Sku,
            name: row.FullyQualifiedName || row.Name,
            accountId: row.IncomeAccountRef.value,
          },
        ]
      : [],
  )
}
