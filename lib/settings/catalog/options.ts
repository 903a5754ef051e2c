import { entry, flag } from '../entry.ts'

/** Account screen, Options (account-screen.txt). */
export const options = {
  'real-time': entry({
    key: 'real-time',
    scope: 'account',
    section: 'Syncing',
    label: 'Real-time sync',
    help: 'An invoice goes to the ledger as soon as it is closed in ConnectWise. Off: it goes when somebody sends it.',
    schema: flag,
    default: true,
    control: 'switch',
    who: 'account-admin',
    readBy: 'lib/accounts/install, lib/webhooks/handle',
    wakes: 'callbacks',
  }),
  'hide-sync-all': entry({
    key: 'hide-sync-all',
    scope: 'account',
    section: 'Syncing',
    label: 'Hide “Sync all”',
    help: 'The Sync screen then offers each kind of record by itself.',
    schema: flag,
    default: false,
    control: 'switch',
    who: 'account-admin',
    readBy: 'app/[install]/(frame)/sync',
  }),
} as const
