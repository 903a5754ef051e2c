import { z } from 'zod'
import { entry, flag } from '../entry.ts'

const fewestDays = 1
const mostDays = 90
const logDays = z
  .int('Write a whole number of days.')
  .min(fewestDays, 'Keep them for at least 1 day.')
  .max(mostDays, 'Keep them for at most 90 days: they may hold what customers wrote.')

/** Account screen, Options (account-screen.txt), in its order. */
export const options = {
  'two-factor': entry({
    key: 'two-factor',
    scope: 'account',
    section: 'Options',
    label: 'Two-factor Authentication',
    help: 'Required: the first change in a browser asks for a code, and signing in outside Manage always does. Optional: only those who have set up an authenticator are asked.',
    schema: z.enum(['required', 'optional']),
    default: 'required',
    control: 'choice',
    choices: { required: 'Required', optional: 'Optional' },
    who: 'account-admin',
    readBy: 'app/_session/factor',
  }),
  'cogs-validation': entry({
    key: 'cogs-validation',
    scope: 'account',
    section: 'Options',
    label: 'COGS Validation enabled',
    help: 'A revenue line whose entry in ConnectWise carries no cost of goods sold account stops its record.',
    schema: flag,
    default: false,
    control: 'switch',
    who: 'account-admin',
    readBy: 'lib/accounting/check',
    wakes: 'account',
  }),
  'real-time': entry({
    key: 'real-time',
    scope: 'account',
    section: 'Options',
    label: 'Real-Time Sync enabled',
    help: 'An invoice goes to the ledger as soon as it is closed in ConnectWise. Off: it goes when somebody sends it.',
    schema: flag,
    default: true,
    control: 'switch',
    who: 'account-admin',
    readBy: 'lib/sync/by-itself',
    wakes: 'callbacks',
  }),
  'hide-sync-all': entry({
    key: 'hide-sync-all',
    scope: 'account',
    section: 'Options',
    label: 'Hide "Sync All" Button',
    help: 'The Sync screen then offers each kind of record by itself.',
    schema: flag,
    default: false,
    control: 'switch',
    who: 'account-admin',
    readBy: 'app/[install]/(frame)/sync',
  }),
  'warn-missing-class': entry({
    key: 'warn-missing-class',
    scope: 'account',
    section: 'Options',
    label: 'Warn on Missing Class for Tracking Codes',
    help: 'A line without a class in a segment that feeds a tracking category is sent with a warning. Off: its record waits with a Problem.',
    schema: flag,
    default: false,
    control: 'switch',
    who: 'account-admin',
    readBy: 'lib/accounting/tracking',
    wakes: 'account',
  }),
  'api-logging': entry({
    key: 'api-logging',
    scope: 'account',
    section: 'Options',
    label: 'ConnectWise API Call Detailed logging enabled',
    help: 'Keeps each call to and from ConnectWise and the ledgers for the Logs screen. Passwords, keys and tokens are masked before they are kept.',
    schema: flag,
    default: false,
    control: 'switch',
    who: 'account-admin',
    readBy: 'lib/accounts/calls',
  }),
  'api-log-days': entry({
    key: 'api-log-days',
    scope: 'account',
    section: 'Options',
    label: 'Keep logged calls for',
    help: 'Days, 1 to 90. Older calls are removed each night.',
    schema: logDays,
    default: 30,
    control: 'number',
    who: 'account-admin',
    dependsOn: { key: 'api-logging', values: [true] },
    readBy: 'lib/accounts/calls',
  }),
} as const
