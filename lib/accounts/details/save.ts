import type { Transaction } from '../../../drizzle/client.ts'
import type { NewPsa, Psa as PsaRow } from '../../../drizzle/types.ts'
import { record } from '../../activity/activity.ts'
import { ConnectorError, type Psa } from '../../connectors/ports.ts'
import type { Secret } from '../../std/secret.ts'
import { moveInstall, psaHashOf } from '../directory.ts'
import { ensureCallbacks } from '../install.ts'
import { forgetFrameAncestors } from '../psa.ts'
import { sealer } from '../sealer.ts'
import { membershipOfUser } from '../store.ts'
import { inAccount } from '../transaction.ts'
import { type DetailsView, detailsView, storedDetails } from './details.ts'
import { hintOf } from './hint.ts'
import { type Proof, prove } from './prove.ts'
import { hasPostings, linkMember, unlinkMembers, writeDetails } from './store.ts'
import { type DetailsInput, type Faults, type Wanted, wantedOf } from './wanted.ts'

export interface SaveDetails {
  accountId: string
  actor: { id: string; name: string }
  /** as read with the form */
  revision: number
  values: DetailsInput
}

export type SavedDetails =
  | { kind: 'saved'; changed: string[]; view: DetailsView }
  /** somebody else saved since the form was read: here is what stands now */
  | { kind: 'conflict'; view: DetailsView }
  /** nothing was stored; what stood before goes on working */
  | { kind: 'invalid'; faults: Faults; view: DetailsView }

/** Everything is tried against ConnectWise before anything is stored; then it is stored as one change. */
export async function saveDetails(save: SaveDetails): Promise<SavedDetails> {
  const { accountId, revision, values } = save
  const { row, stored, dataKey } = await storedDetails(accountId)
  if (row.revision !== revision) return { kind: 'conflict', view: await viewOf(accountId) }
  const { wanted, faults } = await wantedOf(row, stored, values)
  if (!wanted || Object.keys(faults).length > 0) return invalid(accountId, faults)
  const changes = changesOf(row, wanted, values)
  if (changes.length === 0) return { kind: 'saved', changed: [], view: await viewOf(accountId) }
  if (wanted.otherCompany && (await inAccount(accountId, hasPostings)))
    return invalid(accountId, { loginCompany: postedText(row) })
  const proof = await prove(accountId, wanted)
  if ('faults' in proof) return invalid(accountId, proof.faults)
  const mover = wanted.otherCompany ? await moverOf(save, proof.psa) : null
  if (mover && 'faults' in mover) return invalid(accountId, mover.faults)
  const seal = (field: string, secret: Secret) =>
    sealer().seal(dataKey, { account: accountId, table: 'psas', row: accountId, field }, secret)
  const next = rowOf({ wanted, proof, values, actorId: save.actor.id, seal })
  const done = await inAccount(accountId, async tx => {
    if (!(await writeDetails(tx, revision, next))) return false
    await moveInstall(tx, accountId, psaHashOf(wanted.site.uiOrigin, wanted.loginCompany))
    if (mover) await move(tx, save.actor.id, mover)
    for (const change of [...changes, ...dirChange(row, proof)]) await note(tx, save, change)
    return true
  })
  if (!done) return { kind: 'conflict', view: await viewOf(accountId) }
  if (wanted.moved) await follow(accountId)
  return { kind: 'saved', changed: changes.map(({ label }) => label), view: await viewOf(accountId) }
}

interface Change {
  label: string
  from: string
  to: string
}

/** In the words of the screen; of a secret only that it changed. */
function changesOf(row: PsaRow, wanted: Wanted, values: DetailsInput): Change[] {
  const { site, version, integrator } = wanted
  const before = row.kind === 'on-premise' ? new URL(row.uiOrigin).host : row.region
  const plain: Change[] = [
    { label: 'ConnectWise: PSA site', from: before, to: site.kind === 'cloud' ? site.region : site.host },
    { label: 'ConnectWise: Company name', from: row.loginCompany, to: wanted.loginCompany },
    { label: 'ConnectWise: Software Version', from: row.softwareVersion, to: version.value },
    {
      label: 'ConnectWise: Integrator username',
      from: row.integratorUsername,
      to: integrator?.username ?? '',
    },
    { label: 'ConnectWise: API Public Key', from: row.publicKey, to: publicKeyOf(row, wanted) },
  ]
  const typedPassword = integrator !== null && values.integratorPassword !== ''
  const wipedPassword = integrator === null && row.integratorPasswordSealed !== ''
  return [
    ...plain.filter(({ from, to }) => from !== to),
    ...secretChange('ConnectWise: Integrator password', typedPassword, wipedPassword),
    ...secretChange('ConnectWise: API Private Key', !version.legacy && values.privateKey !== '', false),
  ]
}

function secretChange(label: string, changed: boolean, removed: boolean): Change[] {
  return changed || removed ? [{ label, from: '', to: removed ? 'removed' : 'changed' }] : []
}

/** A legacy version asks for no keys: what is stored stays for the way back. */
function publicKeyOf(row: PsaRow, { version, publicKey }: Wanted): string {
  return version.legacy ? row.publicKey : publicKey
}

function dirChange(row: PsaRow, { codebase }: Proof): Change[] {
  if (row.codebase === codebase) return []
  return [{ label: 'ConnectWise: PSA dir', from: row.codebase, to: codebase }]
}

function rowOf(of: {
  wanted: Wanted
  proof: Proof
  values: DetailsInput
  actorId: string
  seal(field: string, secret: Secret): string
}): Partial<NewPsa> {
  const { wanted, proof, values, actorId, seal } = of
  const { site, loginCompany, version, integrator, privateKey } = wanted
  const typedKey = !version.legacy && values.privateKey !== '' && privateKey
  return {
    kind: site.kind,
    region: site.region,
    uiOrigin: site.uiOrigin,
    apiOrigin: site.apiOrigin,
    loginCompany,
    softwareVersion: version.value,
    codebase: proof.codebase,
    version: proof.version,
    ...(proof.timeZone !== '' && { serverTimeZone: proof.timeZone }),
    integratorUsername: integrator?.username ?? '',
    integratorPasswordSealed: integrator?.password
      ? seal('integrator_password_sealed', integrator.password)
      : '',
    ...(!version.legacy && { publicKey: wanted.publicKey }),
    ...(typedKey && {
      privateKeySealed: seal('private_key_sealed', typedKey),
      privateKeyHint: hintOf(typedKey),
      privateKeySetBy: actorId,
    }),
    ...(wanted.moved && { signingKeySealed: '', callbackId: null }),
  }
}

async function note(tx: Transaction, { accountId, actor }: SaveDetails, change: Change): Promise<void> {
  const { label, from, to } = change
  const key = label.replace('ConnectWise: ', '').toLowerCase().replaceAll(' ', '-')
  const detail = { label, from: from === '' ? null : from, to: to === '' ? null : to }
  await record(tx, { accountId, actor, verb: 'setting.changed', subject: `setting:${key}`, detail })
}

type Mover = { linked: { memberId: string; memberIdentifier: string } | null }

/**
 * A member's id means somebody else in another database. Who moves the account there takes their own member along, by the
 * same Member ID; everybody else is linked again by hand.
 */
async function moverOf({ accountId, actor }: SaveDetails, psa: Psa): Promise<Mover | { faults: Faults }> {
  const mine = await inAccount(accountId, tx => membershipOfUser(tx, actor.id))
  if (!mine?.memberId) return { linked: null }
  const identifier = mine.memberIdentifier.toLowerCase()
  const found = await membersOf(psa)
  const same = found?.find(member => member.active && member.identifier.toLowerCase() === identifier)
  if (same) return { linked: { memberId: same.id, memberIdentifier: same.identifier } }
  const text = found
    ? `There is no active member “${mine.memberIdentifier}” there, so you could not open Evenbook any more. Make one with this Member ID first.`
    : 'The members there could not be read. Give the API member the right Member Maintenance: Inquire.'
  return { faults: { loginCompany: text } }
}

async function membersOf(psa: Psa): Promise<Awaited<ReturnType<Psa['members']>> | null> {
  try {
    return await psa.members()
  } catch (error) {
    if (error instanceof ConnectorError) return null
    throw error
  }
}

async function move(tx: Transaction, userId: string, { linked }: Mover): Promise<void> {
  await unlinkMembers(tx, userId)
  if (linked) await linkMember(tx, userId, linked)
}

/** The callback and the frames belong to the new place; what cannot be done now is done by the daily check. */
async function follow(accountId: string): Promise<void> {
  forgetFrameAncestors()
  try {
    await ensureCallbacks(accountId)
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
  }
}

function postedText({ loginCompany }: PsaRow): string {
  return `Documents were sent for “${loginCompany}”, and their records have other numbers elsewhere. Register another account for the other ConnectWise.`
}

async function invalid(accountId: string, faults: Faults): Promise<SavedDetails> {
  return { kind: 'invalid', faults, view: await viewOf(accountId) }
}

function viewOf(accountId: string): Promise<DetailsView> {
  return inAccount(accountId, detailsView)
}
