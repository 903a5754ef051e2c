import { z } from 'zod'
import { entry } from '../entry.ts'
import { isLocale, isTimeZone } from '../standards.ts'

const shared = { scope: 'company', section: 'Company', who: 'account-admin' } as const

/** Where a company is. */
export const place = {
  'company-locale': entry({
    ...shared,
    key: 'company-locale',
    label: 'Locale',
    help: 'How this company’s days and figures are written for everybody who chose nothing of their own. It is fixed for life: once it is saved nobody can change it.',
    schema: z.string().refine(isLocale, 'Choose one of the list.').nullable(),
    default: null,
    control: 'pick',
    list: 'locale',
    readBy: 'app/_ui/format.ts',
    test: 'Locale: the company’s days and figures are written its way',
    other: null,
  }),
  'time-zone': entry({
    ...shared,
    key: 'time-zone',
    label: 'Time zone',
    help: 'Where this company’s day begins and ends, for Results and Statistics, and the zone of the times shown to everybody who chose none. None: days are those of ConnectWise’s server, times those of each device. Invoice and due dates are days on the calendar and never move.',
    schema: z.string().refine(isTimeZone, 'Choose a time zone from the list.').nullable(),
    default: null,
    control: 'pick',
    list: 'time-zone',
    readBy: 'lib/accounts/zone',
    test: 'Time zone: a day of Results begins and ends where the company is',
    other: null,
  }),
} as const
