'use server'

import { memberAction } from '@/app/_session/action.ts'
import { saveSection, zForm } from '@/app/_ui/settings/save.ts'

/** What the two tracking categories are named after; of the company that the form names. */
export const saveTracking = memberAction(zForm, 'configure', (context, input) =>
  saveSection(context, { scope: 'company', section: 'Tracking' }, input),
)

export const saveOptions = memberAction(zForm, 'configure', (context, input) =>
  saveSection(context, { scope: 'account', section: 'Options' }, input),
)

export const saveRevenueDefaults = memberAction(zForm, 'configure', (context, input) =>
  saveSection(context, { scope: 'account', section: 'Revenue Defaults' }, input),
)
