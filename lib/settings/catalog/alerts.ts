import { z } from 'zod'
import { entry } from '../entry.ts'

/** Who is told by mail. Each person decides for themselves. */
export const alerts = {
  'alert-mails': entry({
    key: 'alert-mails',
    scope: 'user',
    section: 'Alerts',
    who: 'self',
    label: 'Alerts by mail',
    help: 'Once a day if anything needs a fix; at once when a ledger must be reconnected, ConnectWise stopped reporting changes, or a record has waited for more than four hours. As my role has it: on for account-admins and approvers, off for everybody else.',
    schema: z.enum(['role', 'on', 'off']),
    default: 'role',
    control: 'choice',
    choices: { role: 'As my role has it', on: 'On', off: 'Off' },
    readBy: 'lib/sync/alerts/people.ts',
    test: 'Alerts by mail: whoever switched them on is told, whatever their role',
    other: 'off',
  }),
} as const
