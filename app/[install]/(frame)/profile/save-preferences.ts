'use server'

import { memberAction } from '@/app/_session/action.ts'
import { saveSection, zForm } from '@/app/_ui/settings/save.ts'

/** Everybody’s own: whoever may look may choose how. */
export const savePreferences = memberAction(
  zForm,
  'view',
  (context, input) => saveSection(context, { scope: 'user', section: 'Preferences' }, input),
  // Nothing to prove, yet a change: who only looks as somebody else may not.
  'none',
)

export const saveAlerts = memberAction(
  zForm,
  'view',
  (context, input) => saveSection(context, { scope: 'user', section: 'Alerts' }, input),
  'none',
)
