import { z } from 'zod'
import { zDecimal } from '../../std/json.ts'
import type {
  LedgerAccountFact,
  LedgerItemFact,
  LedgerOrganisation,
  LedgerTaxFact,
  LedgerTrackingFact,
} from '../ledger-facts.ts'
import type { XeroClient } from './client.ts'
import { malformed } from './errors.ts'
import { zDay, zGuid, zMaybeText } from './fields.ts'

const zOrganisations = z.object({
  Organisations: z.array(
    z.object({
      OrganisationID: zGuid,
      Name: z.string(),
      ShortCode: zMaybeText,
      BaseCurrency: z.string(),
      CountryCode: zMaybeText,
      Timezone: zMaybeText,
      PeriodLockDate: zDay.nullish(),
      EndOfYearLockDate: zDay.nullish(),
    }),
  ),
})

const zCurrencies = z.object({ Currencies: z.array(z.object({ Code: z.string() })) })

export async function organisation(client: XeroClient): Promise<LedgerOrganisation> {
  const [answer, currencies] = await Promise.all([
    client.read('Organisation', {}, zOrganisations),
    client.read('Currencies', {}, zCurrencies),
  ])
  const row = answer?.Organisations[0]
  if (!row) throw malformed('Organisation', 'there is none in it')
  const codes = (currencies?.Currencies ?? []).map(({ Code }) => Code)
  return {
    id: row.OrganisationID,
    name: row.Name,
    shortCode: row.ShortCode,
    baseCurrency: row.BaseCurrency,
    countryCode: row.CountryCode,
    timeZone: row.Timezone,
    // An organisation without multi-currency may list none: its own it always has.
    currencies: [...new Set([row.BaseCurrency, ...codes])],
    periodLockDate: row.PeriodLockDate ?? null,
    yearLockDate: row.EndOfYearLockDate ?? null,
  }
}

const zAccounts = z.object({
  Accounts: z.array(
    z
      .object({
        AccountID: zGuid,
        Code: zMaybeText,
        Name: z.string(),
        Type: z.string(),
        Status: z.string(),
        SystemAccount: zMaybeText,
        BankAccountType: zMaybeText,
        CurrencyCode: zMaybeText,
      })
      .transform(
        (row): LedgerAccountFact => ({
          id: row.AccountID,
          code: row.Code,
          name: row.Name,
          type: row.Type,
          active: row.Status === 'ACTIVE',
          system: row.SystemAccount,
          pays: row.Type !== 'BANK' ? null : row.BankAccountType === 'CREDITCARD' ? 'card' : 'bank',
          currency: row.CurrencyCode,
        }),
      ),
  ),
})

export async function accounts(client: XeroClient): Promise<LedgerAccountFact[]> {
  return (await client.read('Accounts', {}, zAccounts))?.Accounts ?? []
}

const zTaxRates = z.object({
  TaxRates: z.array(
    z
      .object({
        TaxType: z.string(),
        Name: z.string(),
        EffectiveRate: zDecimal,
        Status: z.string().nullish(),
        CanApplyToRevenue: z.boolean().nullish(),
        CanApplyToExpenses: z.boolean().nullish(),
      })
      .transform(
        (row): LedgerTaxFact => ({
          id: row.TaxType,
          name: row.Name,
          rate: row.EffectiveRate,
          active: (row.Status ?? 'ACTIVE') === 'ACTIVE',
          canApplyToRevenue: row.CanApplyToRevenue ?? false,
          canApplyToExpenses: row.CanApplyToExpenses ?? false,
        }),
      ),
  ),
})

export async function taxRates(client: XeroClient): Promise<LedgerTaxFact[]> {
  return (await client.read('TaxRates', {}, zTaxRates))?.TaxRates ?? []
}

const zTracking = z.object({
  TrackingCategories: z.array(
    z
      .object({
        TrackingCategoryID: zGuid,
        Name: z.string(),
        Status: z.string(),
        Options: z
          .array(
            z.object({
              TrackingOptionID: zGuid,
              Name: z.string(),
              Status: z.string().nullish(),
            }),
          )
          .default([]),
      })
      .transform(
        (row): LedgerTrackingFact => ({
          id: row.TrackingCategoryID,
          name: row.Name,
          active: row.Status === 'ACTIVE',
          perDocument: false,
          options: row.Options.map(option => ({
            id: option.TrackingOptionID,
            name: option.Name,
            active: (option.Status ?? 'ACTIVE') === 'ACTIVE',
          })),
        }),
      ),
  ),
})

export async function tracking(client: XeroClient): Promise<LedgerTrackingFact[]> {
  const answer = await client.read('TrackingCategories', { includeArchived: 'true' }, zTracking)
  return answer?.TrackingCategories ?? []
}

const zItems = z.object({
  Items: z.array(
    z
      .object({ ItemID: zGuid, Code: z.string(), Name: zMaybeText })
      .transform(row => ({ id: row.ItemID, code: row.Code, name: row.Name || row.Code, accountId: null })),
  ),
})

export async function items(client: XeroClient): Promise<LedgerItemFact[]> {
  return (await client.read('Items', {}, zItems))?.Items ?? []
}

const zThemes = z.object({
  BrandingThemes: z.array(
    z
      .object({ BrandingThemeID: zGuid, Name: z.string() })
      .transform(row => ({ id: row.BrandingThemeID, name: row.Name })),
  ),
})

export async function brandingThemes(client: XeroClient): Promise<{ id: string; name: string }[]> {
  return (await client.read('BrandingThemes', {}, zThemes))?.BrandingThemes ?? []
}
