import { z } from 'zod'
import { entry, ledgerId } from '../entry.ts'

/** Tracking categories: what the second and third GL segment feed. */
export const tracking = {
  'segment-2-category': entry({
    key: 'segment-2-category',
    scope: 'company',
    section: 'Tracking',
    label: 'GL segment 2 feeds',
    help: 'The tracking category of the ledger that takes the second segment of ConnectWise’s GL accounts.',
    schema: ledgerId,
    default: null,
    control: 'pick',
    list: 'tracking-category',
    who: 'account-admin',
    readBy: 'lib/accounting/tracking',
    wakes: 'company',
  }),
  'segment-3-category': entry({
    key: 'segment-3-category',
    scope: 'company',
    section: 'Tracking',
    label: 'GL segment 3 feeds',
    help: 'The tracking category of the ledger that takes the third segment of ConnectWise’s GL accounts.',
    schema: ledgerId,
    default: null,
    control: 'pick',
    list: 'tracking-category',
    who: 'account-admin',
    readBy: 'lib/accounting/tracking',
    wakes: 'company',
  }),
  'missing-tracking': entry({
    key: 'missing-tracking',
    scope: 'company',
    section: 'Tracking',
    label: 'A line without a class',
    help: 'What happens when a line has nothing in a segment that feeds a tracking category.',
    schema: z.enum(['stop', 'warn']),
    default: 'stop',
    control: 'choice',
    choices: { stop: 'Stop the record', warn: 'Warn and send it' },
    who: 'account-admin',
    readBy: 'lib/accounting/tracking',
    wakes: 'company',
  }),
} as const
