import type { BillDate } from '../../lib/accounting/options.ts'
import type { Given } from '../../lib/accounting/translate/index.ts'
import { calendarDate } from '../../lib/std/clock.ts'
import { mappingStatements } from './case-mappings.ts'
import { byId, decimal, type MappingRow, quickBooksRules } from './planning.ts'

/** What all cases begin with: a ledger, a company's settings and its mappings. */
export type BookDraft = Omit<Given, 'mappings'> & { rows: Map<string, MappingRow> }
export type Statement<Draft> = [pattern: RegExp, apply: (draft: Draft, words: string[]) => void]

const ledgerStatements: Statement<BookDraft>[] = [
  [
    /^ledger (.+) in ([A-Z]{3})(?: and ([A-Z]{3}))?$/,
    ({ reference }, [name = '', base = '', other]) => {
      Object.assign(reference.organisation, {
        name,
        baseCurrency: base,
        currencies: other ? [base, other] : [base],
      })
    },
  ],
  [
    /^it is QuickBooks$/,
    ({ reference }) => {
      reference.organisation.rules = quickBooksRules
    },
  ],
  [
    /^locked up to (\S+)$/,
    ({ reference }, [date = '']) => {
      reference.organisation.periodLockDate = calendarDate(date)
    },
  ],
  [
    /^ledger account (\S+) (.+?)(, archived)?$/,
    ({ reference }, [code = '', name = '', archived]) => {
      reference.accounts.set(code, { id: code, code, name, active: !archived, type: 'REVENUE' })
    },
  ],
  [
    /^ledger tax (\S+) (.+?) ([\d.]+)%(?:, not for (sales|purchases))?(, one a document|, decided by the ledger)?(?:, made of (\S+) ([\d.]+)% and (\S+) ([\d.]+)%)?(?:, on purchases (\S+) ([\d.]+)%)?$/,
    ({ reference }, [id = '', name = '', rate = '', barred, scope, ...made]) => {
      const usable = { canApplyToRevenue: barred !== 'sales', canApplyToExpenses: barred !== 'purchases' }
      const common = { id, name, rate: decimal(rate), active: true, ...usable }
      const by = scope
        ? { scope: scope.endsWith('ledger') ? ('ledger' as const) : ('document' as const) }
        : {}
      const [one, oneRate, other, otherRate, bought, boughtRate] = made
      const parts = one && other ? [part(one, oneRate), part(other, otherRate)] : undefined
      const onPurchases = bought
        ? { rate: decimal(boughtRate ?? '0'), parts: [part(bought, boughtRate)] }
        : undefined
      reference.taxRates.set(id, { ...common, ...by, parts, onPurchases })
    },
  ],
  [
    /^ledger item (\S+) (.+?)(?: posted to (\S+))?$/,
    ({ reference }, [code = '', name = '', accountId]) => {
      reference.items.set(code, { id: code, code, name, accountId: accountId || null })
    },
  ],
  [
    /^ledger theme (.+?)(, gone)?$/,
    ({ reference }, [name = '', gone]) => {
      reference.themes.set(name, { id: name, name, active: !gone })
    },
  ],
  [
    /^ledger category (\S+?)( one a document)?: (.+)$/,
    ({ reference }, [name = '', one, list = '']) => {
      const options = list.split(', ').map(option => {
        const id = option.replace(' (archived)', '')
        return { id, name: id, active: id === option }
      })
      reference.tracking.set(name, { id: name, name, perDocument: Boolean(one), options: byId(options) })
    },
  ],
  [
    /^ledger contact (.+?)(?:, (archived|exempt|a customer|a vendor))?$/,
    ({ reference }, [name = '', how]) => {
      const archived = how === 'archived'
      const exempt = how === 'exempt'
      const role = how === 'a customer' ? 'customer' : how === 'a vendor' ? 'vendor' : 'both'
      reference.contacts.set(name, { id: name, name, archived, exempt, role })
      if (!archived) reference.contactsByName.set(name.toLowerCase(), name)
    },
  ],
  [
    /^ConnectWise tax code (\S+)$/,
    ({ reference }, [name = '']) => {
      reference.psaTaxCodes.set(name.toLowerCase(), `tax-${name}`)
    },
  ],
]

function part(id: string, rate = '0') {
  return { id, rate: decimal(rate) }
}

const settingStatements: Statement<BookDraft>[] = [
  [/^post as draft$/, ({ options }) => Object.assign(options, { postAs: 'draft' })],
  [/^unknown customers are created$/, ({ options }) => Object.assign(options, { unknownCustomer: 'create' })],
  [/^unknown vendors are created$/, ({ options }) => Object.assign(options, { unknownVendor: 'create' })],
  [/^a missing class only warns$/, ({ options }) => Object.assign(options, { missingTracking: 'warn' })],
  [
    /^documents take the theme (.+)$/,
    ({ options }, [theme]) => Object.assign(options, { brandingThemeId: theme }),
  ],
  [/^items are required$/, ({ options }) => Object.assign(options, { items: 'required' })],
  [
    /^segment ([23]) feeds (\S+)$/,
    ({ options }, [segment = '', category = '']) => {
      Object.assign(options, { [`segment${segment}CategoryId`]: category })
    },
  ],
  [
    /^rounding up to (\S+) on (?:account (\S+)|no account)$/,
    ({ options }, [limit = '', account]) => {
      Object.assign(options, { roundingLimit: decimal(limit), roundingAccountId: account || null })
    },
  ],
]

const policyStatements: Statement<BookDraft>[] = [
  [
    /^default Non-Product ID for (RE|RA|RD|R): (.+)$/,
    ({ options }, [type = '', id = '']) => {
      options.nonProductDefaults = { ...options.nonProductDefaults, [type]: id }
    },
  ],
  [/^COGS validation is on$/, ({ options }) => Object.assign(options, { costAccounts: 'required' })],
  [
    /^the sales rep feeds (\S+)$/,
    ({ options }, [category]) => Object.assign(options, { salesRepCategoryId: category }),
  ],
  [/^services in (detail|summary|standard)$/, ({ options }, [detail]) => Object.assign(options, { detail })],
  [
    /^one tax rate (\S+) for all$/,
    ({ options }, [id]) => Object.assign(options, { taxMethod: 'static', staticTaxId: id }),
  ],
  [
    /^tax rate (\S+) where there is no tax$/,
    ({ options }, [id]) => Object.assign(options, { exemptTaxId: id }),
  ],
  [
    /^a tax that differs (warns|halts|is ignored)$/,
    ({ options }, [how]) => {
      options.taxDifference = how === 'halts' ? 'halt' : how === 'warns' ? 'warning' : 'ignore'
    },
  ],
  [/^tax as calculated$/, ({ options }) => Object.assign(options, { taxMethod: 'as-calculated' })],
  [
    /^adjustments up to (\S+) on account (\S+?)(?: and item (\S+))?$/,
    ({ options }, [limit = '', account, item]) => {
      const adjustmentLimit = decimal(limit)
      Object.assign(options, {
        adjustmentLimit,
        adjustmentAccountId: account,
        adjustmentItemId: item || null,
      })
    },
  ],
  [/^records of 0\.00 are posted$/, ({ options }) => Object.assign(options, { zeroRecords: 'post' })],
  [
    /^takes no (invoices|credit memos|procurement|inventory|expenses)$/,
    ({ options }, [kind = '']) => {
      options.recordKinds = options.recordKinds.filter(one => one !== kind.replace(' ', '-'))
      options.inventory &&= kind !== 'inventory' && kind !== 'procurement'
    },
  ],
  [
    /^takes records from (\S+)$/,
    ({ options }, [date = '']) => {
      options.cutOffDate = calendarDate(date)
    },
  ],
  [/^due dates from the terms first$/, ({ options }) => Object.assign(options, { dueDateSource: 'terms' })],
  [
    /^due (\S+) where there is no due date$/,
    ({ options }, [dueDateFormat]) => Object.assign(options, { dueDateFormat }),
  ],
  [/^reference as (.+)$/, ({ options }, [referenceFormat]) => Object.assign(options, { referenceFormat })],
]

const billDates: Readonly<Record<string, BillDate>> = {
  order: 'order',
  'vendor invoice': 'vendor-invoice',
  receipt: 'received',
  shipment: 'shipped',
}

const billStatements: Statement<BookDraft>[] = [
  [/^post bills as draft$/, ({ options }) => Object.assign(options, { billsAs: 'draft' })],
  [
    /^bills are dated by the (order|vendor invoice|receipt|shipment)$/,
    ({ options }, [day = '']) => {
      options.billDate = billDates[day] ?? options.billDate
    },
  ],
  [
    /^bills are numbered (.+)$/,
    ({ options }, [billNumberFormat]) => Object.assign(options, { billNumberFormat }),
  ],
  [
    /^purchase tax as calculated$/,
    ({ options }) => Object.assign(options, { purchaseTaxMethod: 'as-calculated' }),
  ],
  [
    /^one purchase tax rate (?:(\S+) )?for all$/,
    ({ options }, [id]) =>
      Object.assign(options, { purchaseTaxMethod: 'static', purchaseStaticTaxId: id || null }),
  ],
  [
    /^tax on bills on account (\S+)$/,
    ({ options }, [purchaseTaxAccountId]) => Object.assign(options, { purchaseTaxAccountId }),
  ],
  [
    /^purchase tax rate (\S+) where there is no tax$/,
    ({ options }, [id]) => Object.assign(options, { purchaseExemptTaxId: id }),
  ],
]

const stockStatements: Statement<BookDraft>[] = [
  [
    /^takes inventory$/,
    ({ options }) => {
      Object.assign(options, { inventory: true, recordKinds: [...options.recordKinds, 'inventory'] })
    },
  ],
  [
    /^stock stands on the account of its warehouse$/,
    ({ options }) => Object.assign(options, { stockAccountSource: 'warehouse' }),
  ],
  [
    /^drop-shipped stock on account (\S+)$/,
    ({ options }, [dropShipAccountId]) => Object.assign(options, { dropShipAccountId }),
  ],
  [
    /^adjustments without an account on account (\S+)$/,
    ({ options }, [id]) => Object.assign(options, { stockAdjustmentAccountId: id }),
  ],
  [
    /^a product is stock by its (class and type|class|type)$/,
    ({ options }, [by = '']) => {
      options.stockCompliance = by === 'class' || by === 'type' ? by : 'strict'
    },
  ],
  [
    /^journals begin with (\S+), (\S+) and (\S+)$/,
    ({ options }, [sale = '', adjustment = '', transfer = '']) => {
      options.stockPrefixes = { sale, adjustment, transfer }
    },
  ],
]

/** What a case can say of the ledger, the company's settings and its mappings. */
export const bookStatements = [
  ...ledgerStatements,
  ...settingStatements,
  ...policyStatements,
  ...billStatements,
  ...stockStatements,
  ...mappingStatements,
]
