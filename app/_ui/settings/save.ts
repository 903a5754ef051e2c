import { z } from 'zod'
import { listCompanies } from '../../../lib/accounts/companies.ts'
import { keysOf, saveSettings } from '../../../lib/settings/settings.ts'
import type { ActionContext } from '../../_session/action.ts'
import { type ActionResult, done, refused } from '../../_session/result.ts'
import { type FormAsk, type FormView, formView, scopeIdOf } from './view.ts'

/** Longer than any field takes: what a field takes is said by its entry, at the field. */
const mostCharacters = 20_000

const zValue = z.union(
  [
    z.string().max(mostCharacters, 'This is too long to be kept.'),
    z.boolean(),
    z.number(),
    z.null(),
    z.array(z.string().max(200)).max(1_000, 'These are too many to be kept.').readonly(),
  ],
  'This is more than a field can hold, or nothing that it can.',
)

/** What every form of settings sends: the fields that were changed, and the version they were read at. */
export const zForm = z.object({
  /** '' where the form belongs to no company */
  companyId: z.union([z.uuid(), z.literal('')]),
  section: z.string().max(60),
  version: z.int(),
  values: z.record(z.string().max(60), zValue),
})

export interface Saved {
  kind: 'saved' | 'conflict' | 'invalid'
  /** key → sentence */
  errors: Record<string, string>
  /** as it stands now: after a conflict beside what was typed */
  form: FormView
}

/** The work of a section's action: all of the form is saved, or nothing. */
export async function saveSection(
  { member, inAccount }: ActionContext,
  ask: Omit<FormAsk, 'companyId'>,
  input: z.output<typeof zForm>,
): Promise<ActionResult<Saved>> {
  const whole = { ...ask, companyId: input.companyId || null }
  const { userId: id, name } = member
  return inAccount(async tx => {
    const known = (await listCompanies(tx)).some(company => company.id === whole.companyId)
    if (ask.scope === 'company' && !known) return refused('input', 'There is no such company.')
    const result = await saveSettings(tx, {
      scope: ask.scope,
      scopeId: scopeIdOf(member, whole),
      keys: keysOf(ask.scope, ask.section),
      values: input.values,
      version: input.version,
      actor: { id, name },
    })
    const errors = result.kind === 'invalid' ? result.errors : {}
    return done({ kind: result.kind, errors, form: await formView(tx, member, whole) })
  })
}
