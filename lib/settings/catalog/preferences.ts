import { z } from 'zod'
import { entry } from '../entry.ts'
import { isLocale, isTimeZone } from '../standards.ts'

const shared = { scope: 'user', section: 'Preferences', who: 'self' } as const

/** Each person's own; no other member and no other account sees it. */
export const preferences = {
  appearance: entry({
    ...shared,
    key: 'appearance',
    label: 'Appearance',
    help: 'Light fits Manage. System follows this device.',
    schema: z.enum(['light', 'dark', 'system']),
    default: 'light',
    control: 'choice',
    choices: { light: 'Light', dark: 'Dark', system: 'System' },
    readBy: 'app/layout.tsx',
    test: 'Appearance: the page is drawn dark for who chose it',
    other: 'light',
  }),
  'my-time-zone': entry({
    ...shared,
    key: 'my-time-zone',
    label: 'Time zone',
    help: 'Of the times that you are shown. None: the company’s, else that of this device. Dates of documents are the same day everywhere.',
    schema: z.string().refine(isTimeZone, 'Choose a time zone of the list.').nullable(),
    default: null,
    control: 'pick',
    list: 'time-zone',
    readBy: 'app/_ui/time-text.tsx',
    test: 'Time zone: times are shown in the zone that a person chose',
    other: null,
  }),
  'my-locale': entry({
    ...shared,
    key: 'my-locale',
    label: 'Dates and numbers',
    help: 'How days and figures are written for you. None: the company’s way.',
    schema: z.string().refine(isLocale, 'Choose one of the list.').nullable(),
    default: null,
    control: 'pick',
    list: 'locale',
    readBy: 'app/_ui/format.ts',
    test: 'Dates and numbers: written the way a person chose',
    other: null,
  }),
  'row-density': entry({
    ...shared,
    key: 'row-density',
    label: 'Rows in tables',
    help: 'Dense shows more at once; comfortable leaves more room.',
    schema: z.enum(['dense', 'comfortable']),
    default: 'dense',
    control: 'choice',
    choices: { dense: 'Dense', comfortable: 'Comfortable' },
    readBy: 'app/layout.tsx',
    test: 'Rows in tables: roomier for who chose it',
    other: 'dense',
  }),
} as const
