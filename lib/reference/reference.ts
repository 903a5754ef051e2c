import { z } from 'zod'
import type { Transaction } from '../../drizzle/client.ts'
import type { LedgerAccount, LedgerRules, LedgerTaxRate, PlanReference } from '../accounting/options.ts'
import { type CalendarDate, isCalendarDate } from '../std/clock.ts'
import { zDecimal, zInteger } from '../std/json.ts'
import { accountOf, type ItemRow, itemRows, type ListRow, listRows } from './store.ts'

export const ledgerKinds = ['organisation', 'account', 'tax', 'tracking', 'item', 'theme', 'contact'] as const
export const psaKinds = [
  'psa-tax',
  'psa-term',
  'psa-account',
  'psa-customer',
  'psa-vendor',
  'psa-member',
  'psa-payment-type',
  'psa-location',
  'psa-segment',
] as const
export type LedgerKind = (typeof ledgerKinds)[number]
export type PsaKind = (typeof psaKinds)[number]

/** Absent in rows that were read before these were asked for. */
const people = { email: z.string().default(''), number: z.string().default('') }

const zParts = z.array(z.object({ id: z.string(), rate: zDecimal }))

/** Of rows that were read before a ledger told its own: those are all Xero's. */
const rulesBefore: LedgerRules = {
  numberMax: 255,
  drafts: true,
  itemAccounts: false,
  creditNoteVoid: true,
  taxOn: 'line',
  spending: { party: 'required', back: 'any', taxAsGiven: false },
}
const spendingWithoutDrafts: LedgerRules['spending'] = { party: 'optional', back: 'card', taxAsGiven: true }

/** What the data column of each kind holds; written by refresh.ts, parsed here: the border of the cache. */
export const itemData = {
  organisation: z.object({
    baseCurrency: z.string(),
    currencies: z.array(z.string()),
    periodLockDate: z.string().nullable(),
    yearLockDate: z.string().nullable(),
    shortCode: z.string(),
    countryCode: z.string(),
    timeZone: z.string(),
    rules: z
      .object({
        numberMax: zInteger,
        drafts: z.boolean(),
        itemAccounts: z.boolean(),
        creditNoteVoid: z.boolean().optional(),
        taxOn: z.enum(['line', 'document']).optional(),
        spending: z
          .object({
            party: z.enum(['required', 'optional']),
            back: z.enum(['any', 'card']),
            taxAsGiven: z.boolean(),
          })
          .optional(),
      })
      // A list that was read before these were told: every ledger with drafts is Xero, every other QuickBooks.
      .transform(rules => ({
        ...rules,
        creditNoteVoid: rules.creditNoteVoid ?? rules.drafts,
        taxOn: rules.taxOn ?? (rules.drafts ? 'line' : 'document'),
        spending: rules.spending ?? (rules.drafts ? rulesBefore.spending : spendingWithoutDrafts),
      }))
      .default(rulesBefore),
  }),
  account: z.object({
    type: z.string(),
    system: z.string(),
    // A list that was read before these were told: it is read again within the hour.
    pays: z.enum(['bank', 'card']).nullable().default(null),
    currency: z.string().default(''),
  }),
  tax: z.object({
    rate: zDecimal,
    canApplyToRevenue: z.boolean(),
    // A list that was read before this was told: it is read again within the hour.
    canApplyToExpenses: z.boolean().default(false),
    onPurchases: z.object({ rate: zDecimal, parts: zParts }).optional(),
    scope: z.enum(['document', 'ledger']).optional(),
    parts: zParts.optional(),
  }),
  item: z.object({ accountId: z.string().nullable().default(null) }),
  tracking: z.object({
    perDocument: z.boolean().default(false),
    options: z.array(z.object({ id: z.string(), name: z.string(), active: z.boolean() })),
  }),
  contact: z.object({
    psaId: z.string(),
    ...people,
    exempt: z.boolean().default(false),
    // One that was read before this was told was a customer.
    role: z.enum(['customer', 'vendor', 'both']).default('customer'),
  }),
  'psa-customer': z.object(people),
  'psa-vendor': z.object(people),
  'psa-member': z.object(people),
  'psa-segment': z.object({ type: z.enum(['Account', 'Class']).nullable() }),
  'psa-term': z.object({ xref: z.string() }),
  'psa-account': z.object({ type: z.string(), segments: z.array(z.string()) }),
}

/** The cached lists of a company as lookups by id; empty lookups where nothing has been read yet. */
export async function planReference(tx: Transaction, companyId: string): Promise<PlanReference> {
  const rows = group(await itemRows(tx, companyId, [...ledgerKinds]))
  const psaRows = (await psaItems(tx, ['psa-tax', 'psa-term'])).filter(row => row.active)
  const byName = (kind: PsaKind) =>
    new Map(psaRows.filter(row => row.kind === kind).map(row => [row.name.trim().toLowerCase(), row.id]))
  const contacts = rows('contact').map(contact)
  return {
    organisation: organisation(rows('organisation')[0]),
    accounts: byId(rows('account').map(account)),
    taxRates: byId(rows('tax').map(taxRate)),
    items: byId(
      rows('item')
        .filter(row => row.active)
        .map(item),
    ),
    themes: byId(rows('theme').map(({ id, name, active }) => ({ id, name, active }))),
    tracking: byId(
      rows('tracking')
        .filter(row => row.active)
        .map(category),
    ),
    contacts: byId(contacts),
    contactsByName: new Map(
      contacts
        .filter(contact => !contact.archived)
        .map(contact => [contact.name.trim().toLowerCase(), contact.id]),
    ),
    psaTaxCodes: byName('psa-tax'),
    psaTerms: byName('psa-term'),
  }
}

/** What the company's ledger can hold and do, as it was last read. */
export async function planRules(tx: Transaction, companyId: string): Promise<LedgerRules> {
  return organisation((await itemRows(tx, companyId, ['organisation']))[0]).rules
}

/** ConnectWise's lists belong to the account; row-level security leaves just this account's rows. */
/** The last day of the period in which the ledger's books are locked, as it was last read. */
export async function lockDate(tx: Transaction, companyId: string): Promise<CalendarDate | null> {
  const { periodLockDate, yearLockDate } = organisation((await itemRows(tx, companyId, ['organisation']))[0])
  return (
    [periodLockDate, yearLockDate]
      .filter(day => day !== null)
      .toSorted()
      .at(-1) ?? null
  )
}

export async function psaItems(tx: Transaction, kinds: PsaKind[]): Promise<ItemRow[]> {
  const accountId = await accountOf(tx)
  return itemRows(tx, accountId, kinds)
}

export async function ledgerItems(
  tx: Transaction,
  companyId: string,
  kinds: LedgerKind[],
): Promise<ItemRow[]> {
  return itemRows(tx, companyId, kinds)
}

/** When each list was last read, and what stood in the way. */
export async function listStates(tx: Transaction, companyId: string): Promise<ListRow[]> {
  return listRows(tx, [companyId, await accountOf(tx)])
}

function group(rows: ItemRow[]): (kind: LedgerKind) => ItemRow[] {
  const groups = Map.groupBy(rows, row => row.kind)
  return kind => groups.get(kind) ?? []
}

function byId<T extends { id: string }>(list: T[]): Map<string, T> {
  return new Map(list.map(item => [item.id, item]))
}

function organisation(row: ItemRow | undefined): PlanReference['organisation'] {
  if (!row) return noOrganisation
  const data = itemData.organisation.parse(row.data)
  return {
    name: row.name,
    baseCurrency: data.baseCurrency,
    currencies: data.currencies,
    periodLockDate: date(data.periodLockDate),
    yearLockDate: date(data.yearLockDate),
    rules: data.rules,
  }
}

const noOrganisation: PlanReference['organisation'] = {
  name: '',
  baseCurrency: '',
  currencies: [],
  periodLockDate: null,
  yearLockDate: null,
  rules: rulesBefore,
}

function date(text: string | null): CalendarDate | null {
  return text !== null && isCalendarDate(text) ? text : null
}

function account(row: ItemRow): LedgerAccount {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    active: row.active,
    ...itemData.account.parse(row.data),
  }
}

function item(row: ItemRow) {
  const { accountId } = itemData.item.parse(row.data)
  return { id: row.id, code: row.code, name: row.name, accountId }
}

function contact(row: ItemRow) {
  const { exempt, role } = itemData.contact.parse(row.data)
  return { id: row.id, name: row.name, archived: !row.active, exempt, role }
}

function taxRate(row: ItemRow): LedgerTaxRate {
  return { id: row.id, name: row.name, active: row.active, ...itemData.tax.parse(row.data) }
}

function category(row: ItemRow) {
  const { options, perDocument } = itemData.tracking.parse(row.data)
  return { id: row.id, name: row.name, perDocument, options: byId(options) }
}
