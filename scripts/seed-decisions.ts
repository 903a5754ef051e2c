import type { MappingKind } from '../lib/accounting/options.ts'
import { ledgerOf } from '../lib/accounts/connections.ts'
import { listMembers } from '../lib/accounts/members.ts'
import { psaOf } from '../lib/accounts/psa.ts'
import { inAccount } from '../lib/accounts/transaction.ts'
import { saveMapping } from '../lib/mappings/mappings.ts'
import { enqueue } from '../lib/queue/queue.ts'
import { itemData, ledgerItems, psaItems } from '../lib/reference/reference.ts'
import { refreshLedger, refreshPsa } from '../lib/reference/refresh.ts'
import { readSettings, saveSettings } from '../lib/settings/settings.ts'
import { present } from '../lib/std/assert.ts'

/**
 * ConnectWise's GL account → code in the ledger; 299 is left out: a line on it asks where it goes. GST-CAP is left out among
 * the taxes, for the same reason. `exempt`: lines without tax.
 */
const decisions = {
  xero: {
    accounts: {
      ...{ '200': '202', '210': '201', '220': '204', '230': '203', '260': '260' },
      ...{ '310': '310', '320': '311', '425': '310', '485': '312', '630': '630' },
      ...{ '420': '420', '449': '449', '463': '463', '493': '493', '820': '820', '855': '855' },
    },
    taxes: { GST: 'OUTPUT', 'GST-FREE': 'EXEMPTOUTPUT', exempt: 'EXEMPTOUTPUT' },
    purchaseTaxes: { GST: 'INPUT', 'GST-FREE': 'EXEMPTEXPENSES', exempt: 'EXEMPTEXPENSES' },
    department: 'Department',
    rounding: '860',
  },
  quickbooks: {
    accounts: {
      ...{ '200': '4100', '210': '4000', '220': '4300', '230': '4200', '260': '4900' },
      ...{ '320': '5000', '425': '5000', '485': '5000' },
      ...{ '420': '6200', '449': '6000', '493': '6100', '855': '2100' },
    },
    taxes: { GST: '2', 'GST-FREE': '3', exempt: '3' },
    // Its codes have a rate for each side.
    purchaseTaxes: {},
    department: 'Class',
    rounding: '4950',
  },
} as const
/** Manage's departments stand in GL segment 2, its locations in segment 3. */
const departments = { 'Managed Services': 'Managed Services', Projects: 'Projects', Procurement: 'Product' }

interface Pick {
  kind: MappingKind
  psaKey: string
  psaName: string
  ledger: { id: string; name: string }
}

type Named = { id: string; code: string; name: string }

/** What an accountant decides on the first day, by the same functions that the screens use. */
export async function decideMappings(accountId: string, companyId: string): Promise<void> {
  const ledger = await ledgerOf(accountId, companyId)
  if ('kind' in ledger) throw new Error('The simulated ledger is not connected.')
  const decided = decisions[ledger.system]
  await refreshPsa({ accountId, inAccount }, await psaOf(accountId))
  await refreshLedger({ accountId, inAccount }, companyId, ledger)
  await inAccount(accountId, async tx => {
    const admin = present((await listMembers(tx))[0], 'The demo account has no admin.')
    const actor = { id: admin.userId, name: admin.name }
    const ledgerLists = Map.groupBy(
      await ledgerItems(tx, companyId, ['account', 'tax', 'tracking', 'contact']),
      ({ kind }) => kind,
    )
    const psaLists = Map.groupBy(
      await psaItems(tx, ['psa-tax', 'psa-customer', 'psa-vendor']),
      ({ kind }) => kind,
    )
    const list = (kind: string): (Named & { data: unknown })[] => ledgerLists.get(kind) ?? []
    const categories = new Map(list('tracking').map(({ id, name, data }) => [name, { id, data }]))
    const picks = [
      ...accountPicks(decided.accounts, list('account')),
      ...taxPicks('tax', decided.taxes, psaLists.get('psa-tax') ?? [], list('tax')),
      ...taxPicks('purchase-tax', decided.purchaseTaxes, psaLists.get('psa-tax') ?? [], list('tax')),
      ...trackingPicks('tracking-2', categories.get(decided.department)?.data, departments),
      ...trackingPicks('tracking-3', categories.get('Location')?.data, null),
      ...contactPicks('customer', psaLists.get('psa-customer') ?? [], list('contact')),
      ...contactPicks('vendor', psaLists.get('psa-vendor') ?? [], list('contact')),
    ]
    for (const pick of picks) await saveMapping(tx, { ...pick, companyId, actor })
    const { version } = await readSettings(tx, 'company', companyId)
    const values = {
      'segment-2-category': categories.get(decided.department)?.id ?? null,
      'segment-3-category': categories.get('Location')?.id ?? null,
      'rounding-account': list('account').find(({ code }) => code === decided.rounding)?.id ?? null,
    }
    await saveSettings(tx, { scope: 'company', scopeId: companyId, values, version, actor })
    // The Sync list is to be full when it is first opened, not at the next sweep.
    await enqueue(tx, { name: 'read-unposted', accountId, companyId })
  })
}

function accountPicks(accounts: Record<string, string>, ledger: readonly Named[]): Pick[] {
  return Object.entries(accounts).flatMap(([psaKey, code]) =>
    pick(
      'account',
      psaKey,
      psaKey,
      ledger.find(account => account.code === code),
    ),
  )
}

function taxPicks(
  kind: 'tax' | 'purchase-tax',
  taxes: Record<string, string>,
  codes: readonly Named[],
  rates: readonly Named[],
): Pick[] {
  const ids = new Map(codes.map(({ id, name }) => [name, id]))
  return Object.entries(taxes).flatMap(([name, rate]) => {
    const psaKey = name === 'exempt' ? name : ids.get(name)
    return psaKey === undefined
      ? []
      : pick(
          kind,
          psaKey,
          name,
          rates.find(({ id }) => id === rate),
        )
  })
}

function trackingPicks(
  kind: 'tracking-2' | 'tracking-3',
  data: unknown,
  names: Readonly<Record<string, string>> | null,
): Pick[] {
  const { options } = itemData.tracking.parse(data)
  const pairs = names ? Object.entries(names) : options.map(({ name }) => [name, name] as const)
  return pairs.flatMap(([psaKey, name]) =>
    pick(
      kind,
      psaKey,
      psaKey,
      options.find(option => option.name === name),
    ),
  )
}

function contactPicks(
  role: 'customer' | 'vendor',
  companies: readonly Named[],
  contacts: readonly (Named & { data: unknown })[],
): Pick[] {
  const fitting = contacts.filter(({ data }) => [role, 'both'].includes(itemData.contact.parse(data).role))
  const byName = new Map(fitting.map(contact => [contact.name, contact]))
  return companies.flatMap(({ id, name }) => pick(role, id, name, byName.get(name)))
}

function pick(
  kind: MappingKind,
  psaKey: string,
  psaName: string,
  ledger: { id: string; name: string } | undefined,
): Pick[] {
  return ledger ? [{ kind, psaKey, psaName, ledger: { id: ledger.id, name: ledger.name } }] : []
}
