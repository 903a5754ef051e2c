import { moment } from './context.ts'
import type { Company } from './entities.ts'
import { currencyRef } from './references.ts'

/** `GET companyinfo/{realm}` */
export function companyInfo(company: Company): object {
  const { name, country, state, createdAt } = company
  const address = { Id: '1', Line1: '1 High Street', City: 'Anytown', CountrySubDivisionCode: state }
  return {
    CompanyName: name,
    LegalName: name,
    CompanyAddr: { ...address, Country: country },
    CompanyStartDate: new Date(createdAt).toISOString().slice(0, 10),
    FiscalYearStartMonth: 'January',
    Country: country,
    Email: { Address: 'books@northwind.example' },
    SupportedLanguages: 'en',
    DefaultTimeZone: company.timezone,
    NameValue: [
      { Name: 'NeoEnabled', Value: 'true' },
      { Name: 'OfferingSku', Value: 'QuickBooks Online Plus' },
      { Name: 'CompanyType', Value: 'Other' },
    ],
    ...envelopeFields(company, '1'),
  }
}

/** `GET preferences` */
export function preferences(company: Company): object {
  const set = company.preferences
  return {
    AccountingInfoPrefs: {
      UseAccountNumbers: set.useAccountNumbers,
      TrackDepartments: set.trackDepartments,
      DepartmentTerminology: 'Location',
      ClassTrackingPerTxn: set.classTrackingPerTxn,
      ClassTrackingPerTxnLine: set.classTrackingPerTxnLine,
      FirstMonthOfFiscalYear: 'January',
      CustomerTerminology: 'Customers',
      BookCloseDate: set.bookCloseDate,
    },
    SalesFormsPrefs: {
      CustomTxnNumbers: set.customTxnNumbers,
      AllowDeposit: false,
      AllowDiscount: false,
      AllowServiceDate: true,
      AllowShipping: true,
      AutoApplyCredit: false,
      AutoApplyPayments: false,
      ETransactionEnabledStatus: 'NotApplicable',
      UsingPriceLevels: false,
      UsingProgressInvoicing: false,
    },
    VendorAndPurchasesPrefs: { TrackingByCustomer: true, BillableExpenseTracking: true },
    TaxPrefs: { UsingSalesTax: set.usingSalesTax, PartnerTaxEnabled: set.partnerTaxEnabled },
    CurrencyPrefs: {
      MultiCurrencyEnabled: company.multiCurrency,
      HomeCurrency: { value: currencyRef(company.currency).value },
    },
    OtherPrefs: { NameValue: [{ Name: 'SalesFormsPrefs.DefaultCustomerMessage', Value: '' }] },
    ...envelopeFields(company, '1'),
  }
}

function envelopeFields(company: Company, Id: string): object {
  const time = moment(company, company.createdAt)
  return {
    domain: 'QBO',
    sparse: false,
    Id,
    SyncToken: '0',
    MetaData: { CreateTime: time, LastUpdatedTime: time },
  }
}
