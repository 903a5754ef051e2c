import type { AccountClass } from './entities.ts'

export type ChartRow = [
  code: string,
  name: string,
  type: string,
  kind: AccountClass,
  taxType: string,
  system?: string,
]

/** An Australian managed service provider's chart. */
export const AU_CHART: ChartRow[] = [
  ['090', 'Business Bank Account', 'BANK', 'ASSET', 'BASEXCLUDED'],
  ['091', 'Business Savings Account', 'BANK', 'ASSET', 'BASEXCLUDED'],
  ['092', 'Company Credit Card', 'BANK', 'ASSET', 'BASEXCLUDED'],
  ['200', 'Sales', 'REVENUE', 'REVENUE', 'OUTPUT'],
  ['201', 'Managed Services Revenue', 'REVENUE', 'REVENUE', 'OUTPUT'],
  ['202', 'Professional Services Revenue', 'REVENUE', 'REVENUE', 'OUTPUT'],
  ['203', 'Project Revenue', 'REVENUE', 'REVENUE', 'OUTPUT'],
  ['204', 'Hardware Sales', 'REVENUE', 'REVENUE', 'OUTPUT'],
  ['205', 'Software and Licence Sales', 'REVENUE', 'REVENUE', 'OUTPUT'],
  ['206', 'Cloud and Hosting Revenue', 'REVENUE', 'REVENUE', 'OUTPUT'],
  ['207', 'Backup and Security Revenue', 'REVENUE', 'REVENUE', 'OUTPUT'],
  ['208', 'Telephony Revenue', 'REVENUE', 'REVENUE', 'OUTPUT'],
  ['209', 'Reimbursed Expenses Revenue', 'REVENUE', 'REVENUE', 'OUTPUT'],
  ['210', 'Freight Recovered', 'REVENUE', 'REVENUE', 'OUTPUT'],
  ['215', 'Training Revenue', 'REVENUE', 'REVENUE', 'EXEMPTOUTPUT'],
  ['260', 'Other Revenue', 'REVENUE', 'REVENUE', 'OUTPUT'],
  ['270', 'Interest Income', 'REVENUE', 'REVENUE', 'BASEXCLUDED'],
  ['310', 'Cost of Goods Sold', 'DIRECTCOSTS', 'EXPENSE', 'INPUT'],
  ['311', 'Hardware Cost of Sales', 'DIRECTCOSTS', 'EXPENSE', 'INPUT'],
  ['312', 'Software Cost of Sales', 'DIRECTCOSTS', 'EXPENSE', 'INPUT'],
  ['313', 'Subcontractors', 'DIRECTCOSTS', 'EXPENSE', 'INPUT'],
  ['400', 'Advertising', 'EXPENSE', 'EXPENSE', 'INPUT'],
  ['404', 'Bank Fees', 'EXPENSE', 'EXPENSE', 'BASEXCLUDED'],
  ['420', 'Entertainment', 'EXPENSE', 'EXPENSE', 'INPUT'],
  ['449', 'Motor Vehicle Expenses', 'EXPENSE', 'EXPENSE', 'INPUT'],
  ['463', 'Small Hardware', 'EXPENSE', 'EXPENSE', 'INPUT'],
  ['469', 'Rent', 'EXPENSE', 'EXPENSE', 'INPUT'],
  ['477', 'Wages and Salaries', 'EXPENSE', 'EXPENSE', 'BASEXCLUDED'],
  ['493', 'Travel - National', 'EXPENSE', 'EXPENSE', 'INPUT'],
  ['610', 'Accounts Receivable', 'CURRENT', 'ASSET', 'BASEXCLUDED', 'DEBTORS'],
  ['620', 'Prepayments', 'CURRENT', 'ASSET', 'BASEXCLUDED'],
  ['630', 'Inventory', 'CURRENT', 'ASSET', 'BASEXCLUDED'],
  ['800', 'Accounts Payable', 'CURRLIAB', 'LIABILITY', 'BASEXCLUDED', 'CREDITORS'],
  ['810', 'Customer Deposits', 'CURRLIAB', 'LIABILITY', 'BASEXCLUDED'],
  ['820', 'GST', 'CURRLIAB', 'LIABILITY', 'BASEXCLUDED', 'GST'],
  ['855', 'Company Cards', 'CURRLIAB', 'LIABILITY', 'BASEXCLUDED'],
  ['860', 'Rounding', 'CURRLIAB', 'LIABILITY', 'BASEXCLUDED', 'ROUNDING'],
  ['960', 'Retained Earnings', 'EQUITY', 'EQUITY', 'BASEXCLUDED', 'RETAINEDEARNINGS'],
]

/** Those of its bank accounts that are cards. */
export const CARDS: ReadonlySet<string> = new Set(['092'])

/** The same chart with the tax types of a United States organisation. */
export const US_CHART: ChartRow[] = AU_CHART.map(([code, name, type, kind, taxType, system]) => {
  const us = taxType === 'OUTPUT' ? 'OUTPUT' : taxType === 'INPUT' ? 'INPUT' : 'NONE'
  const title = system === 'GST' ? 'Sales Tax' : name
  return system === undefined ? [code, title, type, kind, us] : [code, title, type, kind, us, system]
})

export type RateRow = [taxType: string, name: string, rate: string, report: string, appliesTo: AccountClass[]]

const ALL: AccountClass[] = ['ASSET', 'EQUITY', 'EXPENSE', 'LIABILITY', 'REVENUE']
const INCOME: AccountClass[] = ['ASSET', 'EQUITY', 'LIABILITY', 'REVENUE']
const COST: AccountClass[] = ['ASSET', 'EQUITY', 'EXPENSE', 'LIABILITY']

export const AU_RATES: RateRow[] = [
  ['OUTPUT', 'GST on Income', '10', 'OUTPUT', INCOME],
  ['EXEMPTOUTPUT', 'GST Free Income', '0', 'EXEMPTOUTPUT', INCOME],
  ['INPUT', 'GST on Expenses', '10', 'INPUT', COST],
  ['EXEMPTEXPENSES', 'GST Free Expenses', '0', 'EXEMPTEXPENSES', COST],
  ['BASEXCLUDED', 'BAS Excluded', '0', 'BASEXCLUDED', ALL],
  ['NONE', 'No tax', '0', 'NONE', ALL],
]

export const US_RATES: RateRow[] = [
  ['OUTPUT', 'Tax on Sales', '8.25', 'OUTPUT', INCOME],
  ['INPUT', 'Tax on Purchases', '0', 'INPUT', COST],
  ['NONE', 'Tax Exempt', '0', 'NONE', ALL],
]

export const ITEMS: [code: string, name: string, price: string, account: string][] = [
  ['MS-SEAT', 'Managed service, per seat', '95.00', '201'],
  ['MS-SERVER', 'Managed service, per server', '185.00', '201'],
  ['LABOUR', 'Engineer, per hour', '165.00', '202'],
  ['M365-BP', 'Microsoft 365 Business Premium', '32.9000', '205'],
  ['BACKUP-1TB', 'Cloud backup, 1 TB', '49.50', '207'],
  ['LAPTOP-14', 'Business laptop 14"', '1849.00', '204'],
  ['FREIGHT', 'Freight', '25.00', '210'],
]
