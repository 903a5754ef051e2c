import { type Actor, record } from '../activity/activity.ts'
import type { PsaInstall } from '../connectors/install-facts.ts'
import { ConnectorError, type Psa } from '../connectors/ports.ts'
import { env } from '../env.ts'
import { type CallbackType, callbackTypes } from './callbacks.ts'
import { type CallbackState, ensureCallbacks, installUrls, readCallbacks } from './install.ts'
import {
  type Addresses,
  drifted,
  isOurs,
  type ManageTable,
  type Planned,
  planRows,
  type Standing,
} from './manage-rows.ts'
import { psaFacts, psaOf } from './psa.ts'
import { inAccount } from './transaction.ts'

export type RowOutcome =
  | 'made'
  | 'there'
  | 'repaired'
  | 'removed'
  /** stands there otherwise than it should */
  | 'drifted'
  | 'missing'
  /** this release of Manage has no place for it */
  | 'not-listed'
  /** not wanted now: before Go live, or with real-time sync off */
  | 'off'
  | 'refused'
  /** no answer came, and a look did not find it */
  | 'unclear'

export interface ManageRow {
  label: string
  table: ManageTable
  outcome: RowOutcome
  /** why, where it is not simply done; '' otherwise */
  reason: string
  /** the right that the API member's security role lacks; '' otherwise */
  right: string
}

export interface ManageReport {
  rows: ManageRow[]
}

/** What stands of Evenbook in Manage now. Asks ConnectWise and changes nothing. */
export async function readManage(accountId: string): Promise<ManageReport> {
  const { psa, addresses } = await open(accountId)
  const standing = await attempt('Inquire', () => look(psa.install))
  if (!standing.ok) return { rows: [everything(standing.fault)] }
  return { rows: planRows(standing.value, addresses).map(seen) }
}

/**
 * Makes Manage show Evenbook: pods, tabs, menu entry, callback. Equal rows are left, drifted ones set right. A row whose
 * making was not answered is looked for, never made again in the same go (design §1.2); two people who press at once end
 * with one row each, since both look again and keep the same one.
 */
export async function installInManage(accountId: string, actor: Actor): Promise<ManageReport> {
  const { psa, addresses } = await open(accountId)
  const standing = await attempt('Inquire', () => look(psa.install))
  if (!standing.ok) return { rows: [everything(standing.fault)] }
  const plan = planRows(standing.value, addresses)
  const rows: ManageRow[] = []
  for (const planned of plan) rows.push(await carryOut(psa.install, planned))
  const settled = rows.some(row => row.outcome === 'made' || row.outcome === 'unclear')
    ? await lookAgain(psa.install, addresses, plan, rows)
    : rows
  const report = { rows: [...settled, ...(await callbacks(accountId))] }
  await note(accountId, actor, 'manage.installed', report)
  return report
}

/** Takes out what bears our install key, and nothing else. */
export async function removeFromManage(accountId: string, actor: Actor): Promise<ManageReport> {
  const { psa, addresses } = await open(accountId)
  const { install } = psa
  const standing = await attempt('Inquire', () => look(install))
  if (!standing.ok) return { rows: [everything(standing.fault)] }
  const rows: ManageRow[] = []
  const screens = new Map(standing.value.screens.map(({ id, name }) => [id, name]))
  for (const { id, url, description, type, screenId } of standing.value.setups) {
    if (!isOurs(url, addresses)) continue
    const screen = screens.get(screenId) ?? `screen ${screenId}`
    const said = { label: `${type} “${description}” on ${screen}`, table: 'Manage Hosted API' as const }
    rows.push(await takeOut(said, () => install.removeHostedSetup(id)))
  }
  for (const { id, link, caption } of standing.value.entries) {
    if (!isOurs(link, addresses)) continue
    const said = { label: `Menu entry “${caption}”`, table: 'Custom Menu Entry' as const }
    rows.push(await takeOut(said, () => install.removeMenuEntry(id)))
  }
  const report = { rows: [...rows, ...(await callbacks(accountId))] }
  await note(accountId, actor, 'manage.removed', report)
  return report
}

async function open(accountId: string): Promise<{ psa: Psa; addresses: Addresses }> {
  const [psa, urls] = await Promise.all([psaOf(accountId), installUrls(accountId)])
  return { psa, addresses: { ...urls, origin: env().EVENBOOK_URL } }
}

async function look(install: PsaInstall): Promise<Standing> {
  const [screens, setups, entries] = await Promise.all([
    install.screens(),
    install.hostedSetups(),
    install.menuEntries(),
  ])
  return { screens, setups, entries }
}

const notListed = 'This release of Manage lists no such screen. The menu entry has everything too.'

function seen(planned: Planned): ManageRow {
  const row = { label: planned.label, table: planned.table, reason: '', right: '' }
  if (planned.wanted === null) return { ...row, outcome: 'not-listed', reason: notListed }
  if (planned.found === null) return { ...row, outcome: 'missing' }
  return { ...row, outcome: drifted(planned.found) || planned.spare.length > 0 ? 'drifted' : 'there' }
}

async function carryOut(install: PsaInstall, planned: Planned): Promise<ManageRow> {
  const { label, table } = planned
  const row = seen(planned)
  if (planned.wanted === null) return row
  if (planned.found === null) {
    const made = await attempt('Add', () => add(install, planned))
    return made.ok ? { ...row, outcome: 'made' } : { label, table, ...made.fault }
  }
  if (row.outcome === 'there') return row
  const mended = await attempt('Edit', () => mend(install, planned))
  if (!mended.ok) return { label, table, ...mended.fault }
  const tidied = await attempt('Delete', () => removeSpare(install, planned))
  return tidied.ok ? { ...row, outcome: 'repaired' } : { label, table, ...tidied.fault }
}

async function add(install: PsaInstall, planned: Planned): Promise<void> {
  if (planned.wanted === null) return
  if (planned.table === 'Custom Menu Entry') await install.addMenuEntry(planned.wanted)
  else await install.addHostedSetup(planned.wanted)
}

async function mend(install: PsaInstall, { table, found }: Planned): Promise<void> {
  if (!found || !drifted(found)) return
  if (table === 'Custom Menu Entry') await install.changeMenuEntry(found.id, found.changes)
  else await install.changeHostedSetup(found.id, found.changes)
}

async function removeSpare(install: PsaInstall, { table, spare }: Planned): Promise<void> {
  const remove = table === 'Custom Menu Entry' ? install.removeMenuEntry : install.removeHostedSetup
  for (const id of spare) await gone(() => remove(id))
}

/** After rows were made: what was not answered may stand there all the same, and somebody else may have made it too. */
async function lookAgain(
  install: PsaInstall,
  addresses: Addresses,
  before: Planned[],
  rows: ManageRow[],
): Promise<ManageRow[]> {
  const standing = await attempt('Inquire', () => look(install))
  if (!standing.ok) return rows
  const now = planRows(standing.value, addresses)
  const settled: ManageRow[] = []
  for (const [place, row] of rows.entries()) {
    const planned = now[place]
    if (planned && planned.spare.length > 0) await attempt('Delete', () => removeSpare(install, planned))
    const fine = planned?.found && !drifted(planned.found)
    const outcome = before[place]?.found ? 'repaired' : 'made'
    settled.push(row.outcome === 'unclear' && fine ? { ...row, outcome, reason: '' } : row)
  }
  return settled
}

const callbackOutcomes: Readonly<Record<CallbackState, RowOutcome>> = {
  registered: 'there',
  repaired: 'made',
  removed: 'removed',
  off: 'off',
}

async function callbacks(accountId: string): Promise<ManageRow[]> {
  const states = await attempt('Add, Edit and Delete', () => ensureCallbacks(accountId))
  if (!states.ok) return [{ ...callbackRow('invoice'), ...states.fault }]
  const { live } = await psaFacts(accountId)
  return [...states.value].flatMap(([type, state]) => {
    const off = state === 'off' || state === 'removed'
    const said = { ...callbackRow(type), outcome: callbackOutcomes[state] }
    return state === 'off' && type !== 'invoice'
      ? []
      : [{ ...said, reason: off ? whyOff(type, live, states.value) : '' }]
  })
}

/** Off with the others, or alone: then no company takes its kind. */
function whyOff(type: CallbackType, live: boolean, all: ReadonlyMap<CallbackType, CallbackState>): string {
  const others = [...all].some(
    ([other, state]) => other !== type && (state === 'registered' || state === 'repaired'),
  )
  if (others) return `No company takes ${callbackTypes[type].what}.`
  return live ? 'Real-time sync is off.' : 'Nothing goes by itself before Go live.'
}

function callbackRow(type: CallbackType): Omit<ManageRow, 'outcome'> {
  const label = `Callback for changed ${callbackTypes[type].what}`
  return { label, table: 'Callbacks', reason: '', right: '' }
}

/** What ConnectWise is asked to report, and whether it is. Asks ConnectWise and changes nothing. */
export async function readReports(accountId: string): Promise<ManageRow[]> {
  const found = await attempt('Inquire', () => readCallbacks(accountId))
  if (!found.ok) return [{ ...callbackRow('invoice'), ...found.fault }]
  return found.value.flatMap(({ type, wanted, stands }): ManageRow[] => {
    if (!wanted && !stands && type !== 'invoice') return []
    const outcome = wanted ? (stands ? 'there' : 'missing') : stands ? 'drifted' : 'off'
    return [{ ...callbackRow(type), outcome }]
  })
}

async function takeOut(
  said: Pick<ManageRow, 'label' | 'table'>,
  remove: () => Promise<void>,
): Promise<ManageRow> {
  const removed = await attempt('Delete', () => gone(remove))
  return removed.ok ? { ...said, outcome: 'removed', reason: '', right: '' } : { ...said, ...removed.fault }
}

/** Somebody else was quicker: that is what was wanted. */
async function gone(remove: () => Promise<void>): Promise<void> {
  try {
    await remove()
  } catch (error) {
    if (!(error instanceof ConnectorError && error.kind === 'not-found')) throw error
  }
}

type Fault = Pick<ManageRow, 'outcome' | 'reason' | 'right'>

async function attempt<T>(
  right: string,
  work: () => Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false; fault: Fault }> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return { ok: false, fault: faultOf(error, right) }
  }
}

function faultOf({ kind, vendor }: ConnectorError, right: string): Fault {
  const refused = (reason: string, missing = ''): Fault => ({ outcome: 'refused', reason, right: missing })
  switch (kind) {
    case 'forbidden':
      return refused(
        'The security role of our API member does not allow it.',
        `System, Table Setup: ${right}`,
      )
    case 'unauthorized':
    case 'not-found':
      return refused('ConnectWise no longer accepts our keys. Enter new ones on the Account page.')
    case 'limited':
      return refused('ConnectWise asks us to wait a moment. Try again.')
    case 'unavailable':
      return {
        outcome: 'unclear',
        reason: 'ConnectWise did not answer. Try again in a minute: we look first.',
        right: '',
      }
    default:
      return refused(
        vendor.message === ''
          ? 'ConnectWise did not take it.'
          : `ConnectWise says: ${vendor.message.slice(0, 200)}`,
      )
  }
}

function everything(fault: Fault): ManageRow {
  return { label: 'Manage’s set-up tables', table: 'Manage Hosted API', ...fault }
}

async function note(accountId: string, actor: Actor, verb: string, { rows }: ManageReport): Promise<void> {
  const detail = Object.fromEntries(rows.map(row => [row.label, row.outcome]))
  await inAccount(accountId, tx =>
    record(tx, { accountId, actor, verb, subject: `account:${accountId}`, detail }),
  )
}
