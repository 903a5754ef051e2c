import type { Member } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { type SaveResult, saveSettings } from '@/lib/settings/settings.ts'
import type { FieldValue } from './fields.ts'

export interface FormInput {
  companyId: string
  versions: { account: number; company: number }
  account: Record<string, FieldValue>
  company: Record<string, FieldValue>
}

type NotSaved = Exclude<SaveResult, { kind: 'saved' }>

/** Takes the whole transaction back: of a form all is saved or nothing. */
class Refused extends Error {
  override readonly name = 'Refused'
  readonly result: NotSaved

  constructor(result: NotSaved) {
    super('The settings were not saved.')
    this.result = result
  }
}

export async function saveForm(member: Member, input: FormInput): Promise<{ kind: 'saved' } | NotSaved> {
  const { companyId, versions } = input
  const { accountId, userId: id, name } = member
  const actor = { id, name }
  try {
    await within(member, async tx => {
      const scopes = [
        { scope: 'account', scopeId: accountId, values: input.account, version: versions.account },
        { scope: 'company', scopeId: companyId, values: input.company, version: versions.company },
      ] as const
      for (const one of scopes) {
        if (Object.keys(one.values).length === 0) continue
        const result = await saveSettings(tx, { ...one, actor })
        if (result.kind !== 'saved') throw new Refused(result)
      }
    })
    return { kind: 'saved' }
  } catch (error) {
    if (error instanceof Refused) return error.result
    throw error
  }
}
