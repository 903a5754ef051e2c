import { saveSection } from '../../app/_ui/settings/save.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { readSettings } from '../../lib/settings/settings.ts'
import type { Line } from '../faults/report.ts'
import type { World } from '../faults/world.ts'

const saves = 200

/** The work of a section's action, from its parsed input to the form that it answers with: lock, rows, activity, jobs. */
export async function settingsLines({ accountId, actor }: World): Promise<Line[]> {
  const psa = { region: '', uiOrigin: '', loginCompany: '', codebase: '', live: true }
  const of = {
    accountId,
    userId: actor.id ?? accountId,
    installKey: '',
    sessionHash: '',
    memberId: null,
    psa,
  }
  const as = {
    name: actor.name,
    role: 'account-admin',
    companies: 'all',
    viewing: null,
    framed: false,
  } as const
  const context = {
    member: { ...of, ...as },
    inAccount: <T>(work: Parameters<typeof inAccount<T>>[1]) => inAccount(accountId, work),
  }
  const ask = { scope: 'account', section: 'Revenue Defaults' } as const
  let { version } = await inAccount(accountId, tx => readSettings(tx, 'account', accountId))
  const times: number[] = []
  for (let round = 0; round < saves; round += 1) {
    const values = { 'default-service-item': `Labour ${round}` }
    const since = performance.now()
    const result = await saveSection(context, ask, { ...ask, companyId: '', version, values })
    times.push(performance.now() - since)
    if (!result.ok || (round > 0 && result.value.kind !== 'saved'))
      throw new Error('The settings were not saved.')
    version = result.value.form.version
  }
  const sorted = times.toSorted((a, b) => a - b)
  return [{ name: 'settings.save_p95_ms', value: sorted[Math.floor(saves * 0.95)] ?? 0, unit: 'ms' }]
}
