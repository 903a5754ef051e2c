import type { Transaction } from '../../drizzle/client.ts'
import type { LedgerOrganisation } from '../connectors/ledger-facts.ts'
import { ConnectorError, type Ledger, type Psa } from '../connectors/ports.ts'
import type { PsaCompany } from '../connectors/psa-facts.ts'
import type { LedgerKind, PsaKind } from './reference.ts'
import { listRows, mergeList, type NewItem, noteTrouble, replaceList } from './store.ts'

interface Ask {
  accountId: string
  inAccount<T>(accountId: string, work: (tx: Transaction) => Promise<T>): Promise<T>
}

/** The ledger's lists into the cache: one call each, contacts only what changed since the last time. Worker only. */
export async function refreshLedger(ask: Ask, companyId: string, ledger: Ledger): Promise<void> {
  const readers: Record<Exclude<LedgerKind, 'contact'>, () => Promise<NewItem[]>> = {
    organisation: async () => [organisationItem(await ledger.organisation(), ledger.rules)],
    account: async () => (await ledger.accounts()).map(accountItem),
    tax: async () => (await ledger.taxRates()).map(taxItem),
    tracking: async () => (await ledger.tracking()).map(trackingItem),
    item: async () =>
      (await ledger.items()).map(({ accountId, ...item }) => ({
        ...item,
        active: true,
        data: { accountId },
      })),
    theme: async () =>
      (await ledger.brandingThemes()).map(theme => ({ ...theme, code: '', active: true, data: {} })),
  }
  for (const [kind, reader] of Object.entries(readers)) await refreshList(ask, companyId, kind, reader)
  await refreshContacts(ask, companyId, ledger)
}

/** ConnectWise's lists; they belong to the account. */
export async function refreshPsa(ask: Ask, psa: Psa): Promise<void> {
  const readers: Record<PsaKind, () => Promise<NewItem[]>> = {
    'psa-tax': async () =>
      (await psa.taxCodes()).map(({ id, name, ...data }) => ({ id, code: name, name, active: true, data })),
    'psa-term': async () =>
      (await psa.terms()).map(({ id, name, ...data }) => ({ id, code: '', name, active: true, data })),
    'psa-payment-type': async () =>
      (await psa.paymentTypes()).map(({ id, name, ...data }) => ({ id, code: '', name, active: true, data })),
    'psa-account': async () =>
      (await psa.glAccounts()).map(({ id, account, ...data }) => ({
        id,
        code: account,
        name: account,
        active: true,
        data,
      })),
    'psa-location': async () =>
      (await psa.locations()).map(({ id, name }) => ({ id, code: '', name, active: true, data: {} })),
    'psa-customer': async () => (await psa.customers({ ids: null })).map(companyItem),
    'psa-segment': async () =>
      (await psa.accountingSetup()).segments.map(({ number, name, type }) => ({
        id: String(number),
        code: '',
        name,
        active: true,
        data: { type },
      })),
    'psa-vendor': async () => (await psa.vendors()).map(companyItem),
    'psa-member': async () =>
      (await psa.members()).map(({ id, identifier, name, email, active }) => ({
        id,
        code: identifier,
        name: name || identifier,
        active,
        data: { email, number: '' },
      })),
  }
  for (const [kind, reader] of Object.entries(readers)) await refreshList(ask, ask.accountId, kind, reader)
}

/** One list that cannot be read does not hold up the others; what is cached stays and the trouble is shown. */
async function refreshList(
  ask: Ask,
  ownerId: string,
  kind: string,
  reader: () => Promise<NewItem[]>,
): Promise<void> {
  try {
    const items = await reader()
    await ask.inAccount(ask.accountId, tx =>
      replaceList({ tx, accountId: ask.accountId, ownerId, kind }, items),
    )
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    await ask.inAccount(ask.accountId, tx =>
      noteTrouble({ tx, accountId: ask.accountId, ownerId, kind }, error.message),
    )
    if (error.kind === 'unauthorized' || error.kind === 'limited') throw error
  }
}

const withRoles = 'roles '

async function refreshContacts(ask: Ask, companyId: string, ledger: Ledger): Promise<void> {
  const kind = 'contact'
  const lists = await ask.inAccount(ask.accountId, tx => listRows(tx, [companyId]))
  const cursor = lists.find(list => list.kind === kind)?.cursor ?? ''
  // One of another form is of a list without vendors: then all is read anew.
  const since = cursor.startsWith(withRoles) ? cursor.slice(withRoles.length) : null
  // The cursor is the moment before reading: a change during the read is read again, never missed.
  const next = withRoles + new Date().toISOString()
  const contacts = await ledger.contacts({ modifiedSince: since })
  const items = contacts.map(contact => ({
    id: contact.id,
    code: contact.psaId,
    name: contact.name,
    active: !contact.archived,
    data: {
      psaId: contact.psaId,
      email: contact.email,
      number: contact.accountNumber,
      exempt: contact.exempt ?? false,
      role: contact.role,
    },
  }))
  await ask.inAccount(ask.accountId, tx =>
    mergeList({ tx, accountId: ask.accountId, ownerId: companyId, kind }, items, next),
  )
}

function companyItem({ id, identifier, name, email, accountNumber }: PsaCompany): NewItem {
  return { id, code: identifier, name, active: true, data: { email, number: accountNumber } }
}

function organisationItem(organisation: LedgerOrganisation, rules: Ledger['rules']): NewItem {
  const { id, name, ...data } = organisation
  return { id, code: organisation.shortCode, name, active: true, data: { ...data, rules } }
}

function accountItem({
  id,
  code,
  name,
  active,
  ...data
}: Awaited<ReturnType<Ledger['accounts']>>[number]): NewItem {
  return { id, code, name, active, data }
}

function taxItem({ id, name, active, ...data }: Awaited<ReturnType<Ledger['taxRates']>>[number]): NewItem {
  return { id, code: id, name, active, data }
}

function trackingItem({
  id,
  name,
  active,
  ...data
}: Awaited<ReturnType<Ledger['tracking']>>[number]): NewItem {
  return { id, code: '', name, active, data }
}
