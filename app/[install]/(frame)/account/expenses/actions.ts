'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done } from '@/app/_session/result.ts'
import { saveSection, zForm } from '@/app/_ui/settings/save.ts'
import { psaOf } from '@/lib/accounts/psa.ts'
import { accountToday } from '@/lib/accounts/zone.ts'
import { expensesView } from '@/lib/sync/views/expenses.ts'

export const saveExpenses = memberAction(zForm, 'configure', (context, input) =>
  saveSection(context, { scope: 'account', section: 'Expenses' }, input),
)

/** What a choice that is not saved yet would make of the last expenses. Nothing is written, so no code is asked for. */
export const previewExpenses = memberAction(
  z.object({ types: z.array(z.string().max(100)).max(200) }),
  'configure',
  async ({ member, inAccount }, { types }) => {
    const today = await inAccount(tx => accountToday(tx, new Date()))
    return done(await expensesView(await psaOf(member.accountId), types, today))
  },
  'none',
)
