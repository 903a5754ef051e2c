import type { Transaction } from '../../drizzle/client.ts'
import { record } from '../activity/activity.ts'
import { ConnectorError } from '../connectors/ports.ts'
import type { PsaCallback } from '../connectors/psa-facts.ts'
import { env } from '../env.ts'
import { catalog } from '../settings/catalog.ts'
import { readSetting } from '../settings/settings.ts'
import { present } from '../std/assert.ts'
import {
  allCallbackTypes,
  type CallbackIds,
  type CallbackType,
  callbackIdsOf,
  callbackIdsText,
  callbackTypes,
  callbackTypesOf,
} from './callbacks.ts'
import { installOf } from './directory.ts'
import { openPsaRow, psaOf } from './psa.ts'
import {
  accountRow,
  companyRows,
  psaRow,
  saveCallback,
  saveCallbackLoss,
  saveCallbackRefused,
} from './store.ts'
import { inAccount } from './transaction.ts'

/** What goes into Manage's Hosted API row; Manage replaces the two tokens before it loads the frame. */
export function frameUrl(installKey: string): string {
  return `${env().EVENBOOK_URL}/${installKey}/pod?screen=[cw_screen]&id=[cw_id]`
}

/** The full page behind a custom menu entry: it leads to Setup until Go live is taken, then to Sync. */
export function menuUrl(installKey: string): string {
  return `${env().EVENBOOK_URL}/${installKey}/home`
}

/** Where ConnectWise reports what changed. The last segment is a secret of the account; Manage appends id and action. */
export function callbackUrl(webhookKey: string): string {
  return `${env().EVENBOOK_URL}/api/webhooks/connectwise/${webhookKey}?recordId=`
}

export async function installUrls(
  accountId: string,
): Promise<{ installKey: string; frameUrl: string; menuUrl: string; callbackUrl: string }> {
  const { installKey } = present(await installOf(accountId), 'The account has no install key.')
  const { webhookKey } = await inAccount(accountId, openPsaRow)
  return {
    installKey,
    frameUrl: frameUrl(installKey),
    menuUrl: menuUrl(installKey),
    callbackUrl: callbackUrl(webhookKey.reveal()),
  }
}

export type CallbackState = 'registered' | 'repaired' | 'removed' | 'off'

/**
 * Makes Manage's callbacks what the account wants: while real-time sync is on, one active row with our address for each type
 * that its companies take, none of a type that none takes, and none at all while it is off or before Go live. ConnectWise disables
 * a row by itself after three days of failures (knowledge/connectwise.md §5).
 */
export async function ensureCallbacks(accountId: string): Promise<Map<CallbackType, CallbackState>> {
  const wanted = await inAccount(accountId, tx => readWanted(tx, accountId))
  try {
    return await setRight(accountId, wanted)
  } catch (error) {
    if (wanted.types.length > 0 && error instanceof ConnectorError && error.kind === 'forbidden')
      await noteRefusal(accountId)
    throw error
  }
}

/** As the worker asks: that our keys have no right to it is noted, and no second try helps. */
export async function watchCallbacks(accountId: string): Promise<void> {
  try {
    await ensureCallbacks(accountId)
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'forbidden') throw error
  }
}

/** What stands of them in Manage now. Asks ConnectWise and changes nothing. */
export async function readCallbacks(
  accountId: string,
): Promise<{ type: CallbackType; wanted: boolean; stands: boolean }[]> {
  const { types, url } = await inAccount(accountId, tx => readWanted(tx, accountId))
  const rows = await (await psaOf(accountId)).callbacks()
  return allCallbackTypes.map(type => ({
    type,
    wanted: types.includes(type),
    stands: rows.some(row => isGood(row, type, url)),
  }))
}

interface Wanted {
  /** none: nothing is to be reported */
  types: readonly CallbackType[]
  known: CallbackIds
  url: string
}

async function readWanted(tx: Transaction, accountId: string): Promise<Wanted> {
  const account = await accountRow(tx)
  const row = await psaRow(tx)
  const { webhookKey } = await openPsaRow(tx)
  const on = account.liveAt !== null && (await readSetting(tx, catalog['real-time'], accountId))
  return {
    types: on ? callbackTypesOf(await kindsTaken(tx)) : [],
    known: callbackIdsOf(row.callbackId),
    url: callbackUrl(webhookKey.reveal()),
  }
}

async function kindsTaken(tx: Transaction): Promise<ReadonlySet<string>> {
  const taken = new Set<string>()
  for (const { id } of await companyRows(tx))
    for (const kind of await readSetting(tx, catalog['record-kinds'], id)) taken.add(kind)
  return taken
}

async function setRight(accountId: string, wanted: Wanted): Promise<Map<CallbackType, CallbackState>> {
  const psa = await psaOf(accountId)
  const { types, known, url } = wanted
  const ids = new Set(Object.values(known))
  const ours = (await psa.callbacks()).filter(row => row.url === url || ids.has(row.id))
  await noteLoss(accountId, wanted, ours)
  const good = new Map(types.map(type => [type, ours.find(row => isGood(row, type, url))]))
  const spare = ours.filter(row => ![...good.values()].includes(row))
  for (const row of spare) await psa.removeCallback(row.id)
  const kept: { [Type in CallbackType]?: string } = {}
  for (const type of types) {
    const description = `Evenbook: ${callbackTypes[type].what}`
    const row = good.get(type) ?? (await psa.registerCallback({ description, url, type }))
    kept[type] = row.id
  }
  const states = new Map(
    allCallbackTypes.map(type => [
      type,
      stateOf({ on: good.has(type), good: good.get(type) !== undefined, spare: spare.some(isOf(type)) }),
    ]),
  )
  await inAccount(accountId, async tx => {
    const back = await saveCallback(tx, callbackIdsText(kept))
    const mended = types.filter(type => states.get(type) === 'repaired')
    if (back) for (const type of mended) await noteCallback(tx, accountId, 'callback.back', { type })
  })
  return states
}

function stateOf({ on, good, spare }: { on: boolean; good: boolean; spare: boolean }): CallbackState {
  if (!on) return spare ? 'removed' : 'off'
  return good && !spare ? 'registered' : 'repaired'
}

/** Without the right, changes are asked for instead (sync/catch-up.ts). */
async function noteRefusal(accountId: string): Promise<void> {
  await inAccount(accountId, async tx => {
    if (await saveCallbackRefused(tx))
      await noteCallback(tx, accountId, 'callback.refused', { type: 'invoice' })
  })
}

/** Said before it is mended, so that a crash in between hides nothing: alerts are told from it (lib/sync/alerts). */
async function noteLoss(
  accountId: string,
  { types, known }: Wanted,
  rows: readonly PsaCallback[],
): Promise<void> {
  const lost = types.flatMap(type => {
    const row = rows.find(one => one.id === known[type])
    if (known[type] === undefined || row?.inactive === false) return []
    return [{ type, how: row ? 'disabled' : 'missing' }]
  })
  const [first] = lost
  if (!first) return
  await inAccount(accountId, async tx => {
    if (!(await saveCallbackLoss(tx, first.how))) return
    for (const one of lost) await noteCallback(tx, accountId, 'callback.lost', one)
  })
}

async function noteCallback(
  tx: Transaction,
  accountId: string,
  verb: string,
  { type, ...detail }: { type: CallbackType; how?: string },
): Promise<void> {
  await record(tx, { accountId, actor: null, verb, subject: `callback:${type}`, detail })
}

function isGood(row: PsaCallback, type: CallbackType, url: string): boolean {
  return row.url === url && !row.inactive && isOf(type)(row)
}

function isOf(type: CallbackType): (row: PsaCallback) => boolean {
  return row => row.type.toLowerCase() === type
}
