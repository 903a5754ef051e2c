export type AccountRow = [
  id: string,
  number: string,
  name: string,
  kind: string,
  type: string,
  subtype: string,
]

/** The accounts of a managed service provider; QuickBooks knows them by id. */
export const ACCOUNTS: AccountRow[] = [
  ['1', '1000', 'Business Bank Account', 'Asset', 'Bank', 'Checking'],
  ['2', '1100', 'Accounts Receivable', 'Asset', 'Accounts Receivable', 'AccountsReceivable'],
  ['3', '1200', 'Undeposited Funds', 'Asset', 'Other Current Asset', 'UndepositedFunds'],
  ['4', '1300', 'Inventory', 'Asset', 'Other Current Asset', 'Inventory'],
  ['5', '2000', 'Accounts Payable', 'Liability', 'Accounts Payable', 'AccountsPayable'],
  ['6', '2100', 'Company Credit Card', 'Liability', 'Credit Card', 'CreditCard'],
  ['7', '2200', 'Sales Tax Payable', 'Liability', 'Other Current Liability', 'SalesTaxPayable'],
  ['8', '2300', 'Customer Deposits', 'Liability', 'Other Current Liability', 'OtherCurrentLiabilities'],
  ['9', '3000', 'Retained Earnings', 'Equity', 'Equity', 'RetainedEarnings'],
  ['10', '4000', 'Managed Services Revenue', 'Revenue', 'Income', 'ServiceFeeIncome'],
  ['11', '4100', 'Professional Services Revenue', 'Revenue', 'Income', 'ServiceFeeIncome'],
  ['12', '4200', 'Project Revenue', 'Revenue', 'Income', 'ServiceFeeIncome'],
  ['13', '4300', 'Hardware Sales', 'Revenue', 'Income', 'SalesOfProductIncome'],
  ['14', '4400', 'Software and Licence Sales', 'Revenue', 'Income', 'SalesOfProductIncome'],
  ['15', '4500', 'Cloud and Hosting Revenue', 'Revenue', 'Income', 'SalesOfProductIncome'],
  ['16', '4900', 'Freight Recovered', 'Revenue', 'Other Income', 'OtherMiscellaneousIncome'],
  ['17', '5000', 'Cost of Goods Sold', 'Expense', 'Cost of Goods Sold', 'SuppliesMaterialsCogs'],
  ['18', '5100', 'Subcontractors', 'Expense', 'Cost of Goods Sold', 'CostOfLaborCos'],
  ['19', '6000', 'Motor Vehicle Expenses', 'Expense', 'Expense', 'Auto'],
  ['20', '6100', 'Travel', 'Expense', 'Expense', 'Travel'],
  ['21', '6200', 'Meals', 'Expense', 'Expense', 'EntertainmentMeals'],
  ['23', '4050', 'Server Care Revenue', 'Revenue', 'Income', 'ServiceFeeIncome'],
  ['24', '4950', 'Rounding', 'Revenue', 'Other Income', 'OtherMiscellaneousIncome'],
  ['22', '6900', 'Rounding Costs', 'Expense', 'Expense', 'OtherMiscellaneousServiceCost'],
]

export const ITEMS: [id: string, sku: string, name: string, type: string, price: string, account: string][] =
  [
    ['1', 'MS-SEAT', 'Managed service, per seat', 'Service', '95.00', '10'],
    ['2', 'MS-SERVER', 'Managed service, per server', 'Service', '185.00', '23'],
    ['3', 'LABOUR', 'Engineer, per hour', 'Service', '165.00', '11'],
    ['4', 'M365-BP', 'Microsoft 365 Business Premium', 'NonInventory', '32.90', '14'],
    ['5', 'BACKUP-1TB', 'Cloud backup, 1 TB', 'Service', '49.50', '15'],
    ['6', 'LAPTOP-14', 'Business laptop 14"', 'NonInventory', '1849.00', '13'],
    ['7', 'FREIGHT', 'Freight', 'Service', '25.00', '16'],
    ['9', 'ROUNDING', 'Rounding', 'Service', '0.00', '24'],
    ['8', 'PROJECT', 'Project work', 'Service', '0.00', '12'],
  ]

export type RateRow = [id: string, name: string, percent: string]
/** A code names the rates of its sales and of its purchases. */
export type CodeRow = [id: string, name: string, sales: string[], purchases: string[]]

export const TAXES: Record<'AU' | 'GB' | 'US', { agency: string; rates: RateRow[]; codes: CodeRow[] }> = {
  AU: {
    agency: 'Australian Taxation Office',
    rates: [
      ['1', 'GST (sales)', '10'],
      ['2', 'GST (purchases)', '10'],
      ['3', 'GST free (sales)', '0'],
      ['4', 'GST free (purchases)', '0'],
    ],
    codes: [
      ['2', 'GST', ['1'], ['2']],
      ['3', 'GST free', ['3'], ['4']],
    ],
  },
  GB: {
    agency: 'HM Revenue & Customs (VAT)',
    rates: [
      ['1', 'VAT 20% (sales)', '20'],
      ['2', 'VAT 20% (purchases)', '20'],
      ['3', 'VAT 5% (sales)', '5'],
      ['4', 'VAT 5% (purchases)', '5'],
      ['5', 'VAT 0% (sales)', '0'],
      ['6', 'VAT 0% (purchases)', '0'],
    ],
    codes: [
      ['2', '20.0% S', ['1'], ['2']],
      ['3', '5.0% R', ['3'], ['4']],
      ['4', '0.0% Z', ['5'], ['6']],
    ],
  },
  US: {
    agency: 'California Department of Tax and Fee Administration',
    rates: [
      ['1', 'California', '7.25'],
      ['2', 'San Francisco County', '1.375'],
      ['3', 'New York State', '4'],
      ['4', 'New York City', '4.875'],
      ['5', 'Texas', '6.25'],
      ['6', 'Dallas', '2'],
    ],
    codes: [
      ['TAX', 'TAX', [], []],
      ['NON', 'NON', [], []],
      ['2', 'California', ['1', '2'], []],
      ['3', 'New York', ['3', '4'], []],
      ['4', 'Texas', ['5', '6'], []],
    ],
  },
}

export const TERMS: [id: string, name: string, days: number][] = [
  ['1', 'Due on receipt', 0],
  ['2', 'Net 7', 7],
  ['3', 'Net 14', 14],
  ['4', 'Net 30', 30],
]

export const DEPARTMENTS = ['Sydney', 'Melbourne', 'Brisbane', 'Perth']
export const CLASSES = ['Managed Services', 'Professional Services', 'Projects', 'Product', 'Administration']

export const VENDORS = ['Ingram Micro', 'Dicker Data', 'Synnex', 'Telstra', 'Officeworks']
export const EMPLOYEES: [given: string, family: string][] = [
  ['Robin', 'Engineer'],
  ['Sam', 'Technician'],
]
