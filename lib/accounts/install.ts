import type { Transaction } from '../../drizzle/client.ts'
import { record } from '../activity/activity.ts'
import { ConnectorError } from '../connectors/ports.ts'
import type { PsaCallback } from '../connectors/psa-facts.ts'
import { env } from '../env.ts'
import { catalog } from '../settings/catalog.ts'
import { readSetting } from '../settings/settings.ts'
import { present } from '../std/assert.ts'
import { installOf } from './directory.ts'
import { openPsaRow, psaOf } from './psa.ts'
import { accountRow, psaRow, saveCallback, saveCallbackLoss, saveCallbackRefused } from './store.ts'
import { inAccount } from './transaction.ts'

const callbackType = 'invoice'
const callbackDescription = 'Evenbook: invoices'

/** What goes into Manage's Hosted API row; Manage replaces the two tokens before it loads the frame. */
export function frameUrl(installKey: string): string {
  return `${env().EVENBOOK_URL}/${installKey}/pod?screen=[cw_screen]&id=[cw_id]`
}

/** The full page behind a custom menu entry: it leads to Setup until Go live is taken, then to Sync. */
export function menuUrl(installKey: string): string {
  return `${env().EVENBOOK_URL}/${installKey}/home`
}

/** Where ConnectWise reports changed invoices. The last segment is a secret of the account; Manage appends id and action. */
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
 * Makes Manage's callback what the account wants: one active row with our address while real-time sync is on, none while it
 * is off or before Go live. ConnectWise disables a row by itself after three days of failures (knowledge/connectwise.md §5).
 */
export async function ensureCallback(accountId: string): Promise<CallbackState> {
  const wanted = await inAccount(accountId, async tx => {
    const account = await accountRow(tx)
    const row = await psaRow(tx)
    const { webhookKey } = await openPsaRow(tx)
    const realTime = await readSetting(tx, catalog['real-time'], accountId)
    return {
      on: realTime && account.liveAt !== null,
      id: row.callbackId,
      url: callbackUrl(webhookKey.reveal()),
    }
  })
  try {
    return await setRight(accountId, wanted)
  } catch (error) {
    if (wanted.on && error instanceof ConnectorError && error.kind === 'forbidden')
      await noteRefusal(accountId)
    throw error
  }
}

/** As the worker asks: that our keys have no right to it is noted, and no second try helps. */
export async function watchCallback(accountId: string): Promise<void> {
  try {
    await ensureCallback(accountId)
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'forbidden') throw error
  }
}

interface Wanted {
  on: boolean
  id: string | null
  url: string
}

async function setRight(accountId: string, wanted: Wanted): Promise<CallbackState> {
  const psa = await psaOf(accountId)
  const ours = (await psa.callbacks()).filter(row => row.url === wanted.url || row.id === wanted.id)
  if (wanted.on) await noteLoss(accountId, wanted.id, ours)
  const good = wanted.on ? ours.find(row => isGood(row, wanted.url)) : undefined
  const spare = ours.filter(row => row !== good)
  for (const row of spare) await psa.removeCallback(row.id)
  const kept =
    wanted.on && !good
      ? await psa.registerCallback({ description: callbackDescription, url: wanted.url, type: callbackType })
      : good
  await inAccount(accountId, async tx => {
    const back = await saveCallback(tx, kept?.id ?? null)
    if (back) await noteCallback(tx, accountId, 'callback.back', {})
  })
  if (!wanted.on) return spare.length > 0 ? 'removed' : 'off'
  return good && spare.length === 0 ? 'registered' : 'repaired'
}

/** Without the right, changes are asked for instead (sync/catch-up.ts). */
async function noteRefusal(accountId: string): Promise<void> {
  await inAccount(accountId, async tx => {
    if (await saveCallbackRefused(tx)) await noteCallback(tx, accountId, 'callback.refused', {})
  })
}

/** Said before it is mended, so that a crash in between hides nothing: alerts are told from it (lib/sync/alerts). */
async function noteLoss(accountId: string, id: string | null, rows: readonly PsaCallback[]): Promise<void> {
  const known = rows.find(row => row.id === id)
  if (id === null || known?.inactive === false) return
  const how = known ? 'disabled' : 'missing'
  await inAccount(accountId, async tx => {
    if (await saveCallbackLoss(tx, how)) await noteCallback(tx, accountId, 'callback.lost', { how })
  })
}

async function noteCallback(
  tx: Transaction,
  accountId: string,
  verb: string,
  detail: { how?: string },
): Promise<void> {
  await record(tx, { accountId, actor: null, verb, subject: `callback:${callbackType}`, detail })
}

function isGood(row: PsaCallback, url: string): boolean {
  return row.url === url && !row.inactive && row.type.toLowerCase() === callbackType
}
