import { z } from 'zod'
import { entry } from '../entry.ts'

/** What of ConnectWise is a company's. */
export const company = {
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
