import type { LedgerVendor } from '../../lib/accounts/ledgers.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { saveMapping } from '../../lib/mappings/mappings.ts'
import { ledgerItems } from '../../lib/reference/reference.ts'
import { readSettings, saveSettings } from '../../lib/settings/settings.ts'
import { present } from '../../lib/std/assert.ts'
import { PAID_BY } from '../simulators/connectwise/seed-setup.ts'
import type { Parties } from './kinds/kind.ts'
import type { World } from './world.ts'

/**
 * ConnectWise's GL account → code in the ledger, of what is spent, kept and moved. Each warehouse has an asset account of its own in
 * ConnectWise; where two share one in the ledger nothing is moved between them.
 */
const accounts: Readonly<Record<LedgerVendor, Readonly<Record<string, string>>>> = {
  xero: {
    ...{ '310': '310', '630': '630', '632': '620', '633': '620', '820': '820', '855': '810' },
    ...{ '420': '400', '429': '400', '449': '449', '463': '400', '493': '493' },
  },
  quickbooks: {
    ...{ '310': '5000', '630': '1300', '632': '2300', '633': '2300', '820': '2200', '855': '2100' },
    ...{ '420': '6200', '429': '6200', '449': '6000', '463': '6200', '493': '6100' },
  },
}

/** What an accountant decides before a company takes more than what is sold, by the same functions that the screens use. */
export async function decideKinds(
  { accountId, companyId, actor }: Pick<World, 'accountId' | 'companyId' | 'actor'>,
  ledger: LedgerVendor,
  { employees }: Parties,
): Promise<void> {
  const by = { id: actor.id ?? '', name: actor.name }
  await inAccount(accountId, async tx => {
    const items = await ledgerItems(tx, companyId, ['account', 'contact'])
    const picks = [
      ...Object.entries(accounts[ledger]).map(([psaKey, code]) => ({
        ...{ kind: 'account' as const, psaKey, psaName: psaKey },
        found: items.find(one => one.kind === 'account' && one.code === code),
      })),
      ...employees.map(({ id, name }) => ({
        ...{ kind: 'employee' as const, psaKey: String(id), psaName: name },
        found: items.find(one => one.kind === 'contact' && one.name === name),
      })),
    ]
    for (const { found, ...pick } of picks) {
      const { id, name } = present(found, `${pick.kind} ${pick.psaName} in ${ledger}`)
      await saveMapping(tx, { ...pick, companyId, ledger: { id, name }, actor: by })
    }
    const scope = { scope: 'account', scopeId: accountId } as const
    const { version } = await readSettings(tx, scope.scope, scope.scopeId)
    const values = { 'company-paid-types': [PAID_BY.companyVisa, PAID_BY.fuelCard].map(String) }
    const saved = await saveSettings(tx, { ...scope, values, version, actor: by })
    if (saved.kind !== 'saved') throw new Error(`The settings of the account cannot be saved: ${saved.kind}.`)
  })
}
