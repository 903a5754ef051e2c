/**
 * Who may do what, as the product promises it: written by hand, beside the code and not from it. A page, action or route
 * handler without a rule here fails tests/architecture.test.ts and, as the build has them, tests/e2e/roles.spec.ts, which asks
 * each as every role; so does a rule without one.
 */
export const roles = [
  'account-admin',
  'approver',
  'user',
  'read-only',
  'none',
  'signed-out',
  'viewing',
] as const

/** `viewing`: an admin who looks as another admin, and so may look only. */
export type Who = (typeof roles)[number]

const readers = ['account-admin', 'approver', 'user', 'read-only', 'viewing'] as const

export const may = {
  /** look at the records of one's companies */
  view: readers,
  /** what concerns nobody but the person: the admin who looks has their own elsewhere */
  own: ['account-admin', 'approver', 'user', 'read-only'],
  /** send and retry them, decide mappings */
  work: ['account-admin', 'approver', 'user'],
  /** release what is held, accept differences, undo */
  approve: ['account-admin', 'approver'],
  /** change account, companies, settings, connections, users */
  admin: ['account-admin'],
  /** pages of an admin are looked at by whoever looks as one */
  'admin-page': ['account-admin', 'viewing'],
  'approver-page': ['account-admin', 'approver', 'viewing'],
  'work-page': ['account-admin', 'approver', 'user', 'viewing'],
} as const satisfies Record<string, readonly Who[]>

export type Rule = keyof typeof may

/** file#name → rule */
export const actions: Readonly<Record<string, Rule>> = {
  ...all('app/_session/factor-actions.ts', 'own', ['openFactor', 'sendCode', 'typeCode']),
  ...all('app/_session/tickets.ts', 'view', ['openInTab']),
  ...all('app/_session/tickets.ts', 'admin', ['openConnect']),
  ...all('app/_session/viewing.ts', 'view', ['endView']),
  ...all(at('account'), 'admin', ['saveOptions', 'saveRevenueDefaults', 'saveTracking']),
  ...all(at('account/details'), 'admin', ['beginHostProof', 'checkHostProof', 'saveAccountDetails']),
  ...all(at('account/expenses'), 'admin', ['previewExpenses', 'saveExpenses']),
  ...all(at('companies'), 'admin', ['disconnectLedger', 'saveCompany', 'whereWouldItGo']),
  ...all('app/[install]/(frame)/companies/change.ts', 'admin', ['addOne', 'deleteOne', 'renameOne']),
  ...all(at('companies'), 'work', ['refreshLists']),
  ...all(at('logs'), 'admin', ['clearLogging', 'countLogging', 'turnOnLogging']),
  ...all(at('mappings'), 'work', ['acceptSuggestions', 'pick', 'search', 'undo']),
  ...all(at('mappings/import'), 'work', ['applyFile', 'lookAtFile']),
  ...all(at('mappings/moving'), 'work', ['takeExact']),
  ...all(at('payments'), 'work', ['leaveOut', 'match', 'readNow']),
  ...all(at('pod'), 'work', ['attachAgain', 'send']),
  ...all(at('pod'), 'approve', ['accept', 'amend', 'sendAnyway', 'stopAnyway', 'undo']),
  ...all(at('profile'), 'own', [
    'confirmApp',
    'dropApp',
    'leaveEverywhere',
    'mailPassword',
    'makeRecoveryCodes',
  ]),
  ...all(at('profile'), 'own', ['newPassword', 'revokeOwnSession', 'revokeTrust', 'startApp']),
  ...all('app/[install]/(frame)/profile/save-preferences.ts', 'own', ['saveAlerts', 'savePreferences']),
  ...all(at('results'), 'work', ['retryAll']),
  ...all(at('setup'), 'admin', ['install', 'pause', 'remove', 'takeLive']),
  ...all(at('setup'), 'view', ['scan']),
  ...all(at('sync'), 'view', ['checkRows', 'refreshList']),
  ...all(at('sync'), 'work', ['retryFailed', 'sendSelected', 'stop', 'syncAll']),
  ...all(at('sync/hold'), 'work', ['hold', 'release', 'releaseDue', 'releaseSelected']),
  ...all(at('sync/whole'), 'work', ['holdWhole', 'releaseWhole', 'sendWhole']),
  ...all(at('sync/already'), 'approve', ['markAlready', 'takeBack', 'takeBackRun', 'tryAgain']),
  ...all(at('users'), 'admin', ['beginView', 'decline', 'inviteUser', 'resetSecondFactor', 'saveAccess']),
  ...all(at('users'), 'admin', ['saveDisabled', 'saveMember', 'sendInvitationAgain', 'withdraw']),
}

/** Pages of a session: whoever may not is led to a page that says so, whoever has no session to the sign-in. */
export const pages: Readonly<Record<string, Rule>> = {
  account: 'admin-page',
  companies: 'view',
  'companies/[id]': 'view',
  'documents/[id]': 'view',
  home: 'view',
  logs: 'admin-page',
  'logs/activity': 'admin-page',
  'logs/calls/[call]': 'admin-page',
  mappings: 'view',
  'mappings/import': 'work-page',
  'mappings/moving': 'work-page',
  'no-access': 'view',
  payments: 'view',
  pod: 'view',
  profile: 'view',
  results: 'view',
  setup: 'admin-page',
  'setup/manage': 'admin-page',
  statistics: 'view',
  sync: 'view',
  'sync/already': 'approver-page',
  'sync/[run]': 'view',
  users: 'admin-page',
  'users/[id]': 'admin-page',
}

/** Route handlers of a session: 401 for whoever may not. */
export const routes: Readonly<Record<string, Rule>> = {
  'companies/state': 'view',
  'logs/activity/csv': 'admin-page',
  'logs/export': 'admin-page',
  'logs/state': 'admin-page',
  'mappings/csv': 'view',
  'payments/csv': 'view',
  'pod/state': 'view',
  'results/csv': 'view',
  'setup/state': 'admin-page',
  'statistics/csv': 'view',
  'sync/[run]/csv': 'view',
  'sync/csv': 'view',
  'sync/state': 'view',
  'api/progress': 'view',
}

/** Route handlers that do something, and check whoever asks as an action does. */
export const posted: Readonly<Record<string, Rule>> = {
  'api/connection-test': 'admin',
}

/**
 * What no session is asked for, and by what else it is protected. Everything that is here has been thought about: a ticket, a
 * link, a signature or a password proves the caller, or there is nothing to protect.
 */
export const withoutSession: Readonly<Record<string, string>> = {
  '[install]/(window)/connect/[ledger]/begin/route': 'a ticket of an admin, and a page of ours',
  '[install]/(window)/connect/[ledger]/page': 'a ticket of an admin',
  '[install]/(window)/connected/page': 'shows nothing',
  '[install]/(window)/factor/check/route': 'a ticket, and a code',
  '[install]/(window)/factor/done/page': 'shows nothing',
  '[install]/(window)/factor/mail/route': 'a ticket',
  '[install]/(window)/factor/page': 'a ticket',
  '[install]/(window)/factor/state/route': 'a session of any role: says only whether its own code was given',
  '[install]/(window)/invite/accept/route': 'a link that was mailed, and a page of ours',
  '[install]/(window)/invite/page': 'a link that was mailed',
  '[install]/api/auth/[...nextauth]/route': 'says only that there is a session, and ends it',
  '[install]/enter/route': 'a ticket',
  '[install]/signin/again/route': 'a password that was right, and a page of ours',
  '[install]/signin/check/route': 'a password that was right, a code, and a page of ours',
  '[install]/signin/claim/route': 'the hash of a member of ConnectWise, and a page of ours',
  '[install]/signin/code/page': 'a password that was right',
  '[install]/signin/forgot/page': 'shows nothing',
  '[install]/signin/forgot/send/route': 'answers the same for everybody, and a page of ours',
  '[install]/signin/out/route': 'ends the caller’s own session, and a page of ours',
  '[install]/signin/page': 'shows nothing',
  '[install]/signin/password/route': 'a password, and a page of ours',
  '[install]/signin/reset/page': 'a link that was mailed',
  '[install]/signin/reset/save/route': 'a link that was mailed, and a page of ours',
  'api/health/route': 'says that the database answers',
  'api/webhooks/[source]/[key]/route': 'a secret address, and a signature',
  'oauth/[ledger]/callback/route': 'the state and the cookie of a consent',
  'oauth/[ledger]/choose/route': 'the ticket and the cookie of a consent',
  'register/new/page': 'a link that was mailed',
  'register/new/save/route': 'a link that was mailed, and a page of ours',
  'register/page': 'shows nothing',
  'register/sent/page': 'shows nothing',
  'register/start/route': 'answers the same for everybody, and a page of ours',
}

/** What Next makes by itself. */
export const ofNext = new Set(['_global-error/page', '_not-found/page', 'icon.svg/route'])

function at(place: string): string {
  return `app/[install]/(frame)/${place}/actions.ts`
}

function all(file: string, rule: Rule, names: readonly string[]): Record<string, Rule> {
  return Object.fromEntries(names.map(name => [`${file}#${name}`, rule]))
}
