import { z } from 'zod'
import { entry } from '../entry.ts'
import { isTimeZone } from '../standards.ts'

/** What a company is to ConnectWise. */
export const company = {
  'time-zone': entry({
    key: 'time-zone',
    scope: 'company',
    section: 'Company',
    label: 'Time zone',
    help: 'Where this company’s day begins and ends: what Results count as today, and from which day to which. Invoice and due dates are days on the calendar and never move.',
    schema: z.string().refine(isTimeZone, 'Choose a time zone from the list.'),
    default: 'UTC',
    control: 'pick',
    list: 'time-zone',
    who: 'account-admin',
    readBy: 'lib/sync/views/results',
    test: 'Time zone: a day of Results begins and ends where the company is',
    other: 'UTC',
  }),
  locations: entry({
    key: 'locations',
    scope: 'company',
    section: 'Company',
    label: 'GL owner levels (locations)',
    help: 'The ConnectWise locations whose records come to this company; each belongs to one company only. None: every location that no other company names.',
    schema: z.array(z.string().regex(/^\d{1,12}$/)).readonly(),
    default: [],
    control: 'picks',
    list: 'psa-location',
    who: 'account-admin',
    readBy: 'lib/sync/routing',
    // A location that moves leaves one company and comes to another.
    wakes: 'account',
    test: 'GL owner levels (locations): a record comes to the company that names its location',
    other: [],
  }),
} as const
