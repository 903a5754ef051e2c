import type { Account, BrandingTheme, Item, Organisation, TaxRate, TrackingCategory } from './entities.ts'
import { amount, msDate, updated } from './format.ts'

export function formatOrganisation(row: Organisation): object {
  const day = (date: string | undefined, name: string) =>
    date === undefined ? {} : { [name]: msDate(Date.parse(`${date}T00:00:00Z`)) }
  return {
    OrganisationID: row.id,
    Name: row.name,
    LegalName: row.name,
    PaysTax: true,
    Version: row.version,
    OrganisationType: 'COMPANY',
    BaseCurrency: row.baseCurrency,
    CountryCode: row.country,
    IsDemoCompany: row.isDemoCompany,
    OrganisationStatus: 'ACTIVE',
    ...(row.taxNumber === undefined ? {} : { TaxNumber: row.taxNumber }),
    FinancialYearEndDay: row.country === 'US' ? 31 : 30,
    FinancialYearEndMonth: row.country === 'US' ? 12 : 6,
    SalesTaxBasis: 'ACCRUALS',
    DefaultSalesTax: 'Tax Exclusive',
    DefaultPurchasesTax: 'Tax Exclusive',
    ...day(row.periodLockDate, 'PeriodLockDate'),
    ...day(row.endOfYearLockDate, 'EndOfYearLockDate'),
    CreatedDateUTC: msDate(row.createdAt),
    OrganisationEntityType: 'COMPANY',
    Timezone: row.country === 'US' ? 'EASTERNSTANDARDTIME' : 'AUSEASTERNSTANDARDTIME',
    ShortCode: row.shortCode,
    Edition: 'BUSINESS',
    Class: row.isDemoCompany ? 'DEMO' : 'PREMIUM',
    Addresses: [],
    Phones: [],
    ExternalLinks: [],
    PaymentTerms: {},
  }
}

export function formatAccount(row: Account): object {
  return {
    AccountID: row.id,
    Code: row.code,
    Name: row.name,
    Status: row.status,
    Type: row.type,
    TaxType: row.taxType,
    Class: row.class,
    ...(row.systemAccount === undefined ? {} : { SystemAccount: row.systemAccount }),
    EnablePaymentsToAccount: row.enablePayments,
    ShowInExpenseClaims: false,
    ...(row.bank
      ? {
          BankAccountType: row.bank.type,
          BankAccountNumber: '012345678901',
          CurrencyCode: row.bank.currency,
        }
      : {}),
    HasAttachments: false,
    ...updated(row.updatedAt),
  }
}

export function formatTaxRate(row: TaxRate): object {
  return {
    Name: row.name,
    TaxType: row.taxType,
    ReportTaxType: row.reportTaxType,
    CanApplyToAssets: row.appliesTo.includes('ASSET'),
    CanApplyToEquity: row.appliesTo.includes('EQUITY'),
    CanApplyToExpenses: row.appliesTo.includes('EXPENSE'),
    CanApplyToLiabilities: row.appliesTo.includes('LIABILITY'),
    CanApplyToRevenue: row.appliesTo.includes('REVENUE'),
    DisplayTaxRate: amount(row.rate, 4),
    EffectiveRate: amount(row.rate, 4),
    Status: row.status,
    TaxComponents: [
      { Name: row.component, Rate: amount(row.rate, 4), IsCompound: false, IsNonRecoverable: false },
    ],
  }
}

export function formatTracking(row: TrackingCategory, archived: boolean): object {
  return {
    Name: row.name,
    Status: row.status,
    TrackingCategoryID: row.id,
    Options: row.options
      .filter(({ status }) => archived || status === 'ACTIVE')
      .map(({ id, name, status }) => ({ TrackingOptionID: id, Name: name, Status: status })),
  }
}

export function formatItem(row: Item, unitPlaces: number): object {
  return {
    ItemID: row.id,
    Code: row.code,
    Name: row.name,
    Description: row.description,
    IsTrackedAsInventory: false,
    IsSold: true,
    IsPurchased: false,
    SalesDetails: {
      UnitPrice: amount(row.unitPrice, unitPlaces),
      AccountCode: row.accountCode,
      TaxType: row.taxType,
    },
    ...updated(row.updatedAt),
  }
}

export function formatTheme(row: BrandingTheme): object {
  return {
    BrandingThemeID: row.id,
    Name: row.name,
    Type: 'INVOICE',
    SortOrder: row.sortOrder,
    CreatedDateUTC: msDate(row.createdAt),
  }
}
