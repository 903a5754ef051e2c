/**
 * What each server action is asked with: an input that it takes, or null where it takes no text at all. tests/e2e/texts.spec.ts
 * puts hostile text at each text of it in turn, so none of these is ever sent as it stands here. An action without a row fails
 * tests/architecture.test.ts.
 */
export interface Things {
  companyId: string
  /** the person who asks, and their password */
  userId: string
  password: string
  /** of a company without books, to be called something else */
  spareId: string
  /** of nothing */
  noId: string
}

export type Input = string | number | boolean | null | Input[] | { [name: string]: Input }

type Asked = (things: Things) => Input

const nothing = null
const day = '2026-06-30'

const ofCompany: Asked = ({ companyId }) => ({ companyId })
const ofNobody: Asked = ({ noId }) => ({ userId: noId })
const ofNoInvitation: Asked = ({ noId }) => ({ id: noId })
const ofNoRun: Asked = ({ noId }) => ({ runId: noId })
const named: Asked = ({ spareId }) => ({ companyId: spareId, name: 'Spare' })
const host: Asked = () => ({ host: 'manage.example.com' })

const filtered = ({ companyId }: Things) => ({
  ...{ companyId, count: 999_999 },
  filter: { source: 'invoice', search: 'Acme', to: day, show: 'held', location: '1' },
})

// A version that no form was read at: what cannot be kept is said first, and nothing is saved.
const section =
  (values: Record<string, string>): Asked =>
  ({ companyId }) => ({ companyId, section: 'Documents', version: -1, values })

const csv = 'Kind,ConnectWise,Ledger id\naccount,4000,200\n'
const file = ({ companyId }: Things) => ({ companyId, name: 'mappings.csv', text: csv })

/** Keys that ConnectWise does not know: whatever stands in another field, it is refused there. */
export const details = {
  kind: 'cloud',
  region: 'demo',
  host: '',
  loginCompany: 'evenbook_demo',
  softwareVersion: 'latest',
  integratorUsername: '',
  integratorPassword: '',
  publicKey: 'unknownPublicKey',
  privateKey: 'unknownPrivateKey',
}

export const inputs: Readonly<Record<string, Asked | null>> = {
  ...at('app/_session/factor-actions.ts', {
    openFactor: () => ({ need: 'recent', stay: true }),
    sendCode: nothing,
    typeCode: () => ({ code: '000000', trust: false }),
  }),
  ...at('app/_session/tickets.ts', {
    openConnect: ({ companyId }) => ({ companyId, ledger: 'xero' }),
    openInTab: () => ({ to: '/sync' }),
  }),
  ...at('app/_session/viewing.ts', { endView: nothing }),
  ...screen('account', {
    saveOptions: section({ 'two-factor': 'required' }),
    saveRevenueDefaults: section({ 'default-service-item': 'Labour' }),
    saveTracking: section({ 'segment-2-category': '' }),
  }),
  ...screen('account/details', {
    beginHostProof: host,
    checkHostProof: host,
    saveAccountDetails: () => ({ revision: -1, values: details }),
  }),
  ...screen('account/expenses', {
    previewExpenses: () => ({ types: ['Airfare'] }),
    saveExpenses: section({ 'company-paid-expense-types': '' }),
  }),
  ...screen('companies', {
    disconnectLedger: ({ companyId }) => ({ companyId, name: 'Another organisation' }),
    refreshLists: ofCompany,
    saveCompany: section({ 'post-as': 'draft' }),
    whereWouldItGo: () => ({ number: 'none of ours' }),
  }),
  ...at('app/[install]/(frame)/companies/change.ts', {
    addOne: () => ({ name: 'Another' }),
    deleteOne: ({ companyId }) => ({ companyId, name: 'Another name' }),
    renameOne: named,
  }),
  ...screen('logs', {
    clearLogging: () => ({ before: '2020-01-01', lastId: 0 }),
    countLogging: () => ({ before: day }),
    turnOnLogging: nothing,
  }),
  ...screen('mappings', {
    acceptSuggestions: ({ companyId }) => ({
      ...{ companyId, kind: 'account' },
      picks: [{ key: 'none', ledgerId: 'none' }],
    }),
    pick: ({ companyId }) => ({ companyId, kind: 'account', key: 'none', ledgerId: 'none' }),
    search: ({ companyId }) => ({ companyId, kind: 'account', text: 'Sales' }),
    undo: ({ companyId, noId }) => ({ companyId, setId: noId }),
  }),
  ...screen('mappings/import', {
    applyFile: things => ({ ...file(things), hash: 'none' }),
    lookAtFile: file,
  }),
  ...screen('mappings/moving', { takeExact: ofCompany }),
  ...screen('payments', {
    leaveOut: ({ noId }) => ({ paymentId: noId }),
    match: ({ noId }) => ({ paymentId: noId, recordId: '999999999' }),
    readNow: ofCompany,
  }),
  ...screen('pod', {
    accept: ({ noId }) => ({ postingId: noId }),
    attachAgain: ({ noId }) => ({ postingId: noId }),
    amend: ({ noId }) => ({ postingId: noId, previewHash: 'none', way: 'update' }),
    send: () => ({ recordId: '999999999', previewHash: 'none' }),
    sendAnyway: () => ({ recordId: '999999999', code: 'kind-excluded', reason: 'The customer asks for it' }),
    stopAnyway: () => ({ recordId: '999999999' }),
    undo: ({ noId }) => ({ postingId: noId }),
  }),
  ...screen('profile', {
    confirmApp: () => ({ code: '000000' }),
    dropApp: nothing,
    leaveEverywhere: nothing,
    mailPassword: nothing,
    makeRecoveryCodes: nothing,
    newPassword: ({ password }) => ({ old: password, password: 'another of mine', repeat: 'not the same' }),
    revokeOwnSession: () => ({ id: 'none' }),
    revokeTrust: () => ({ id: 'none' }),
    startApp: nothing,
  }),
  ...at('app/[install]/(frame)/profile/save-preferences.ts', {
    saveAlerts: section({ 'alert-mails': 'on' }),
    savePreferences: section({ 'date-format': 'iso' }),
  }),
  ...screen('results', { retryAll: ({ companyId }) => ({ companyId, search: 'Acme', from: day, to: day }) }),
  ...screen('setup', {
    install: nothing,
    pause: nothing,
    remove: nothing,
    scan: ({ companyId }) => ({ companyId, after: '' }),
    takeLive: nothing,
  }),
  ...screen('sync', {
    checkRows: ({ companyId }) => ({ companyId, recordIds: ['999999999'] }),
    refreshList: ofCompany,
    retryFailed: ofNoRun,
    sendSelected: ({ companyId }) => ({ companyId, recordIds: ['999999999'] }),
    stop: ofNoRun,
    syncAll: ofCompany,
  }),
  ...screen('sync/hold', {
    hold: () => ({ recordIds: ['999999999'], reason: 'The customer disputes it', until: '2099-12-31' }),
    release: () => ({ recordId: '999999999' }),
    releaseDue: ofCompany,
    releaseSelected: () => ({ recordIds: ['999999999'] }),
  }),
  ...screen('sync/whole', {
    holdWhole: things => ({ ...filtered(things), reason: 'Disputed', until: day }),
    releaseWhole: filtered,
    sendWhole: filtered,
  }),
  ...screen('sync/already', {
    markAlready: ({ companyId, noId }) => ({
      ...{ companyId, runId: noId, reason: 'In the books before', count: 999, ticked: ['999999999'] },
      filter: { before: day, from: '1', to: '2', customer: 'Acme' },
    }),
    takeBack: ({ noId }) => ({ postingIds: [noId] }),
    takeBackRun: ofNoRun,
    tryAgain: ofNoRun,
  }),
  ...screen('users', {
    beginView: ofNobody,
    decline: ofNobody,
    inviteUser: () => ({
      ...{ role: 'user', allCompanies: true, companyIds: [], memberId: null },
      ...{ email: 'invited@texts.example', name: 'Sam Lee' },
    }),
    resetSecondFactor: ofNobody,
    saveAccess: ({ noId }) => ({ userId: noId, role: 'user', allCompanies: false, companyIds: [noId] }),
    saveDisabled: ({ noId }) => ({ userId: noId, disabled: true }),
    saveMember: ({ noId }) => ({ userId: noId, memberId: '999999' }),
    sendInvitationAgain: ofNoInvitation,
    withdraw: ofNoInvitation,
  }),
}

function screen(place: string, rows: Record<string, Asked | null>): Record<string, Asked | null> {
  return at(`app/[install]/(frame)/${place}/actions.ts`, rows)
}

function at(file: string, rows: Record<string, Asked | null>): Record<string, Asked | null> {
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [`${file}#${name}`, row]))
}
