import type { Transaction } from '../../drizzle/client.ts'
import * as schema from '../../drizzle/schema/index.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { newId, randomKey } from '../../lib/std/id.ts'

/** One row of every tenant table for a new account: what a test about tenancy needs something to steal from. */
export async function fillEveryTable(tx: Transaction): Promise<{ accountId: string; companyId: string }> {
  const accountId = newId()
  const companyId = newId()
  await fillAccount(tx, accountId, companyId)
  await fillPeople(tx, accountId, companyId)
  await fillPostings(tx, accountId, companyId)
  await fillReference(tx, accountId, companyId)
  return { accountId, companyId }
}

async function fillAccount(tx: Transaction, accountId: string, companyId: string): Promise<void> {
  const grantId = newId()
  const userId = newId()
  await tx.insert(schema.accounts).values({ accountId, name: 'Acme IT', dataKey: 'wrapped' })
  await tx.insert(schema.psas).values({
    accountId,
    region: 'na',
    uiOrigin: 'https://na.example',
    apiOrigin: 'https://api-na.example',
    loginCompany: 'acme',
    publicKey: 'public',
    privateKeySealed: 'sealed',
    webhookKeySealed: 'sealed',
  })
  await tx.insert(schema.memberships).values({ accountId, userId, memberId: '7', role: 'user' })
  await tx.insert(schema.companies).values({ accountId, id: companyId, name: 'Acme Ltd' })
  await tx.insert(schema.grants).values({
    accountId,
    id: grantId,
    vendor: 'xero',
    subject: 'user',
    scopes: 'accounting.transactions',
    authEventId: 'event',
    accessTokenSealed: 'sealed',
    refreshTokenSealed: 'sealed',
    expiresAt: new Date(),
  })
  await tx.insert(schema.connections).values({
    accountId,
    id: newId(),
    companyId,
    grantId,
    vendor: 'xero',
    organisationId: randomKey(96),
    organisationName: 'Acme Ltd',
    vendorConnectionId: 'connection',
    connectedBy: userId,
  })
  await tx
    .insert(schema.settings)
    .values({ accountId, scope: 'company', scopeId: companyId, key: 'real-time', value: true })
  await tx.insert(schema.activity).values({
    accountId,
    id: newId(),
    actorName: 'Evenbook',
    verb: 'created',
    subject: 'account',
    detail: {},
  })
}

async function fillPeople(tx: Transaction, accountId: string, companyId: string): Promise<void> {
  const userId = newId()
  await tx.insert(schema.memberships).values({ accountId, userId, memberId: '8', role: 'user' })
  await tx.insert(schema.membershipCompanies).values({ accountId, userId, companyId })
  const alertId = newId()
  await tx
    .insert(schema.alerts)
    .values({ accountId, id: alertId, kind: 'stuck', subject: companyId, companyId })
  await tx.insert(schema.alertMails).values({ accountId, alertId, userId })
  await tx.insert(schema.psaHosts).values({ accountId, host: 'manage.acme.example', proof: 'proof' })
  await tx.insert(schema.invitations).values({
    accountId,
    id: newId(),
    email: 'kim@acme.example',
    role: 'user',
    invitedBy: userId,
    expiresAt: new Date(),
  })
  await tx.insert(schema.apiCalls).values({
    accountId,
    companyId,
    system: 'xero',
    method: 'GET',
    path: '/Invoices',
    ms: 12,
    requestHeaders: {},
    responseHeaders: {},
  })
}

async function fillPostings(tx: Transaction, accountId: string, companyId: string): Promise<void> {
  const postingId = newId()
  const needsId = newId()
  const sendId = newId()
  const runId = newId()
  const posting = {
    accountId,
    companyId,
    target: 'ledger',
    operation: 'create',
    state: 'planned',
    origin: 'click',
  }
  await tx.insert(schema.postings).values([
    { ...posting, id: postingId, kind: 'invoice', payload: {}, expectedTotal: Decimal.parse('12.50') },
    { ...posting, id: needsId, kind: 'contact' },
  ])
  await tx
    .insert(schema.postingSources)
    .values({ accountId, postingId, origin: 'psa', kind: 'invoice', sourceId: '1042', part: 'document' })
  await tx.insert(schema.postingNeeds).values({ accountId, postingId, needsId })
  await tx.insert(schema.sends).values({
    accountId,
    id: sendId,
    companyId,
    key: 'key',
    keyBornAt: new Date(),
    kind: 'invoice',
    body: '{}',
    bodyHash: 'hash',
    lastSentAt: new Date(),
  })
  await tx.insert(schema.sendMembers).values({ accountId, sendId, postingId, position: 0 })
  await tx.insert(schema.postingEvents).values({ accountId, postingId, event: 'planned' })
  await tx.insert(schema.runs).values({ accountId, id: runId, companyId, kind: 'record' })
  await tx.insert(schema.runItems).values({ accountId, runId, postingId, position: 0 })
  await tx.insert(schema.companyLanes).values({ accountId, companyId })
  await tx
    .insert(schema.receipts)
    .values({ accountId, id: newId(), companyId, postingId, expenseId: '36001', entryId: '31001' })
  await tx.insert(schema.paymentReads).values({ accountId, companyId })
  await tx.insert(schema.creditReads).values({ accountId, companyId })
  await tx
    .insert(schema.creditApplications)
    .values({ accountId, id: newId(), companyId, creditRecordId: '1203', invoiceRecordId: '1204' })
  await tx.insert(schema.ledgerPayments).values({
    accountId,
    id: newId(),
    companyId,
    paymentId: 'payment',
    documentId: 'document',
    kind: 'payment',
    amount: Decimal.parse('12.50'),
    date: '2026-01-15',
    standing: true,
    ledgerUpdatedAt: new Date(),
  })
}

async function fillReference(tx: Transaction, accountId: string, companyId: string): Promise<void> {
  const list = { accountId, ownerId: companyId, kind: 'ledger-account' }
  const key = { accountId, companyId, kind: 'ledger-account', psaKey: '200' }
  await tx.insert(schema.referenceLists).values(list)
  await tx.insert(schema.referenceItems).values({ ...list, id: 'a', name: 'Sales', data: {} })
  await tx.insert(schema.mappings).values({ ...key, ledgerId: 'a' })
  await tx.insert(schema.mappingKeys).values(key)
  await tx
    .insert(schema.mappingSets)
    .values({ accountId, companyId, id: newId(), source: 'import', changes: [] })
  await tx.insert(schema.records).values({
    accountId,
    companyId,
    kind: 'invoice',
    sourceId: '1042',
    number: '1042',
    customerId: '3',
    customerName: 'Customer',
    date: '2026-01-15',
    total: Decimal.parse('12.50'),
    currency: 'USD',
    closed: true,
    unposted: true,
  })
}
