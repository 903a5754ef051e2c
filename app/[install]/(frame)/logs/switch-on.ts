import type { Member } from '@/app/_session/member.ts'
import type { Transaction } from '@/app/_session/within.ts'
import { readSettings, saveSettings } from '@/lib/settings/settings.ts'

/** The setting of the account page, turned on from where its data would stand. */
export async function switchOn(tx: Transaction, member: Member): Promise<boolean> {
  const { accountId, userId: id, name } = member
  const { version } = await readSettings(tx, 'account', accountId)
  const save = { scope: 'account', scopeId: accountId, version, actor: { id, name } } as const
  return (await saveSettings(tx, { ...save, values: { 'api-logging': true } })).kind === 'saved'
}
