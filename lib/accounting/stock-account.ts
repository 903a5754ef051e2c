import type { Desk } from './desk.ts'
import type { LedgerRef } from './document.ts'
import type { RecordLine, StockPlace } from './export.ts'
import type { PlanOptions } from './options.ts'
import type { LineFacts } from './problems.ts'

/** An account that the company itself has chosen, instead of a mapped one. */
export interface ChosenAccount {
  ledgerId: string
  /** key of the setting, for who has to choose anew */
  setting: 'drop-ship-account' | 'stock-adjustment-account' | 'purchase-tax-account'
}

/** Where an amount of stock stands: an account of ConnectWise's, which is then mapped, or the company's own choice. */
export interface StockAccount {
  account: string
  chosen: ChosenAccount | null
}

/** The asset account of a product; null, and told, where ConnectWise names none. */
export function assetAccount(
  {
    inventoryAccount,
    warehouseAccount,
    dropShipped,
  }: Pick<RecordLine, 'inventoryAccount' | 'warehouseAccount' | 'dropShipped'>,
  facts: LineFacts,
  desk: Desk,
): StockAccount | null {
  const { dropShipAccountId } = desk.options
  if (dropShipped && dropShipAccountId !== null)
    return { account: '', chosen: { ledgerId: dropShipAccountId, setting: 'drop-ship-account' } }
  // What never was in a warehouse has the mapping's account only.
  const place = {
    account: inventoryAccount,
    warehouseAccount: dropShipped ? inventoryAccount : warehouseAccount,
  }
  return placeAccount(place, facts, desk)
}

/** Of a warehouse, by whichever of the two the company goes. */
export function placeAccount(
  place: Pick<StockPlace, 'account' | 'warehouseAccount'>,
  facts: LineFacts,
  desk: Desk,
): StockAccount | null {
  const { stockAccountSource: from } = desk.options
  const account = accountIn(place, from)
  if (account !== '') return { account, chosen: null }
  desk.report({ code: 'asset-account-missing', from, ...facts })
  return null
}

export function accountIn(
  { account, warehouseAccount }: Pick<StockPlace, 'account' | 'warehouseAccount'>,
  from: PlanOptions['stockAccountSource'],
): string {
  return (from === 'warehouse' ? warehouseAccount : account).trim()
}

/** The ledger's own; null, and told, where it is no longer to be used. */
export function findChosen(
  { ledgerId, setting }: ChosenAccount,
  facts: LineFacts,
  desk: Desk,
): LedgerRef | null {
  const account = desk.reference.accounts.get(ledgerId)
  if (account?.active) return { id: account.id, code: account.code, name: account.name }
  desk.report({ code: 'chosen-account-gone', setting, ledgerName: account?.name ?? '', ...facts })
  return null
}
