'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { connectionOf, disconnect } from '@/lib/accounts/connections.ts'
import { askForLists } from '@/lib/sync/ask.ts'
import { formOf } from './fields.ts'
import { saveForm } from './save.ts'

const companyId = z.uuid()
const values = z.record(z.string().max(60), z.union([z.string().max(200), z.int(), z.boolean(), z.null()]))

/** Both sides' lists are read anew by the worker. */
export const refreshLists = memberAction(
  z.object({ companyId }),
  'map',
  async ({ member, inAccount }, input) => {
    await inAccount(tx => askForLists(tx, member.accountId, input.companyId))
    return done(null)
  },
)

/** The name typed is compared here too: the browser's check is only a convenience. */
export const disconnectLedger = memberAction(
  z.object({ companyId, name: z.string().max(200) }),
  'configure',
  async ({ member, inAccount }, input) => {
    const connection = await inAccount(tx => connectionOf(tx, input.companyId))
    if (connection?.organisationName !== input.name.trim())
      return refused('input', 'The name is not that of the organisation.')
    const ended = await disconnect(member.accountId, input.companyId, member.userId)
    return done({ removed: ended.kind === 'disconnected' && ended.removed })
  },
)

const zForm = z.object({
  companyId,
  versions: z.object({ account: z.int(), company: z.int() }),
  account: values,
  company: values,
})

/** With a conflict what stands now comes back, and what was typed stays in the form. */
export const saveSettings = memberAction(zForm, 'configure', async ({ member, inAccount }, input) => {
  const result = await saveForm(member, input)
  const form = await inAccount(tx => formOf(tx, member.accountId, input.companyId))
  const errors = result.kind === 'invalid' ? result.errors : {}
  return done({ kind: result.kind, errors, form })
})
