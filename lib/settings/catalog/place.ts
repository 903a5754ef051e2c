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
  'company-time-zone': entry({
    ...shared,
    key: 'company-time-zone',
    label: 'Time zone',
    help: 'Of the times shown for this company to everybody who chose nothing of their own.',
    schema: z.string().refine(isTimeZone, 'Choose a time zone of the list.').nullable(),
    default: null,
    control: 'pick',
    list: 'time-zone',
    readBy: 'app/_ui/time-text.tsx',
    test: 'Time zone: a company’s times are shown in its own zone',
    other: null,
  }),
} as const
