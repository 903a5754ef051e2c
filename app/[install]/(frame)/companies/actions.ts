'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { saveSection, zForm } from '@/app/_ui/settings/save.ts'
import { connectionOf, disconnect } from '@/lib/accounts/connections.ts'
import { psaOf } from '@/lib/accounts/psa.ts'
import { askForLists } from '@/lib/sync/ask.ts'
import { whereabouts } from '@/lib/sync/views/where.ts'

const companyId = z.uuid()

/** Both sides' lists, and what waits, are read anew by the worker: who has just connected a ledger finds them in Setup. */
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

/** One section of a company's settings; the form says which. */
export const saveCompany = memberAction(
  zForm.extend({ companyId, section: z.string().max(60) }),
  'configure',
  (context, input) => saveSection(context, { scope: 'company', section: input.section }, input),
)

/** Of any company of the account, so for who may see them all. Reads only. */
export const whereWouldItGo = memberAction(
  z.union([
    z.object({ number: z.string().trim().min(1, 'Write an invoice number.').max(60) }),
    z.object({ locationId: z.string().max(20) }),
  ]),
  'configure',
  async ({ member }, input) => {
    const places = await whereabouts(member.accountId, await psaOf(member.accountId), input)
    return places.length > 0
      ? done({ places })
      : refused('unknown', 'ConnectWise has no invoice of this number.')
  },
  'none',
)
