import type { Transaction } from '../../drizzle/client.ts'
import { record } from '../activity/activity.ts'
import { newId, randomKey, sha256 } from '../std/id.ts'
import { Secret } from '../std/secret.ts'
import { hintOf } from './details/hint.ts'
import {
  createDirectoryAccount,
  createDirectoryUser,
  findInstall,
  listAccounts,
  psaHashOf,
} from './directory.ts'
import { callbackUrl, frameUrl, installUrls, menuUrl } from './install.ts'
import { AccountRefused, type CreateAccount, type Proven, parseCreate, prove, siteOf } from './prove.ts'
import { sealer } from './sealer.ts'
import {
  accountRow,
  companyRows,
  insertAccount,
  insertCompany,
  insertMembership,
  insertPsa,
  liveConnection,
  membershipRows,
  psaRow,
} from './store.ts'
import { inAccount } from './transaction.ts'

export interface CreatedAccount {
  accountId: string
  companyId: string
  installKey: string
  frameUrl: string
  menuUrl: string
  callbackUrl: string
}

/** Puts the first admin into a new account, in its transaction. */
export type AdmitAdmin = (tx: Transaction, made: MadeAccount) => Promise<void>

export interface MadeAccount {
  accountId: string
  /** the ConnectWise member who becomes the admin */
  member: Proven['admin']
  psaHash: string
}

/**
 * Everything is tried against ConnectWise first; then all of it is written in one transaction. `admit` says who the admin is
 * beside the ConnectWise member, and may still refuse.
 */
export async function createAccount(
  input: CreateAccount,
  admit: AdmitAdmin = insertAdmin,
): Promise<CreatedAccount> {
  const asked = parseCreate(input)
  const site = siteOf(asked.region)
  const privateKey = Secret.of(asked.privateKey)
  const proven = await prove(asked, site, privateKey)
  const accountId = newId()
  const companyId = newId()
  const installKey = randomKey(128)
  const webhookKey = Secret.of(randomKey(256))
  const { wrapped: dataKey } = sealer().newDataKey(accountId)
  const seal = (field: string, secret: Secret) =>
    sealer().seal(dataKey, { account: accountId, table: 'psas', row: accountId, field }, secret)
  const psaHash = psaHashOf(site.ui, asked.loginCompany)
  const webhookKeyHash = sha256(webhookKey.reveal())
  await inAccount(accountId, async tx => {
    await insertAccount(tx, { accountId, name: asked.name, dataKey, live: asked.live })
    await admit(tx, { accountId, member: proven.admin, psaHash })
    await createDirectoryAccount(tx, { installKey, accountId, webhookKeyHash, psaHash })
    await insertPsa(tx, {
      accountId,
      region: site.region,
      uiOrigin: site.ui,
      apiOrigin: site.api,
      loginCompany: asked.loginCompany,
      codebase: proven.codebase,
      version: proven.version,
      publicKey: asked.publicKey,
      privateKeySealed: seal('private_key_sealed', privateKey),
      privateKeyHint: hintOf(privateKey),
      webhookKeySealed: seal('webhook_key_sealed', webhookKey),
    })
    await insertCompany(tx, { accountId, id: companyId, name: asked.companyName ?? asked.name })
    await record(tx, {
      accountId,
      actor: null,
      verb: 'account.created',
      subject: `account:${accountId}`,
      detail: { region: site.region, loginCompany: asked.loginCompany, admin: proven.admin.name },
    })
  })
  return {
    accountId,
    companyId,
    installKey,
    frameUrl: frameUrl(installKey),
    menuUrl: menuUrl(installKey),
    callbackUrl: callbackUrl(webhookKey.reveal()),
  }
}

async function insertAdmin(tx: Transaction, { accountId, member: admin }: MadeAccount): Promise<void> {
  const userId = newId()
  await createDirectoryUser(tx, userId)
  await insertMembership(tx, {
    accountId,
    userId,
    memberId: admin.id,
    memberIdentifier: admin.identifier,
    name: admin.name,
    email: admin.email,
    role: 'account-admin',
  })
}

export interface ShownAccount extends Omit<CreatedAccount, 'companyId'> {
  name: string
  region: string
  loginCompany: string
  live: boolean
  companies: { companyId: string; name: string; organisation: string | null }[]
  admins: { memberIdentifier: string; name: string }[]
}

/** By install key or, when there is only one of that name, by name. Null: no such account. */
export async function showAccount(
  wanted: { installKey: string } | { name: string },
): Promise<ShownAccount | null> {
  if ('installKey' in wanted) {
    const install = await findInstall(wanted.installKey)
    return install && describe(install.accountId)
  }
  const found: string[] = []
  // The directory holds no names: each account is asked for its own.
  for (const accountId of await listAccounts()) {
    const { name } = await inAccount(accountId, accountRow)
    if (name === wanted.name) found.push(accountId)
  }
  if (found.length > 1) {
    throw new AccountRefused(
      'input',
      `${found.length} accounts are called ${wanted.name}: give the install key.`,
    )
  }
  return found[0] === undefined ? null : describe(found[0])
}

/** As it was given when the account was made. */
export async function accountName(tx: Transaction): Promise<string> {
  return (await accountRow(tx)).name
}

async function describe(accountId: string): Promise<ShownAccount> {
  const urls = await installUrls(accountId)
  return inAccount(accountId, async tx => {
    const account = await accountRow(tx)
    const psa = await psaRow(tx)
    const companies: ShownAccount['companies'] = []
    for (const { id, name } of await companyRows(tx)) {
      const live = await liveConnection(tx, id)
      companies.push({ companyId: id, name, organisation: live?.connection.organisationName ?? null })
    }
    const members = await membershipRows(tx)
    return {
      accountId,
      ...urls,
      name: account.name,
      region: psa.region,
      loginCompany: psa.loginCompany,
      live: account.liveAt !== null,
      companies,
      admins: members
        .filter(member => member.role === 'account-admin')
        .map(({ memberIdentifier, name }) => ({ memberIdentifier, name })),
    }
  })
}
