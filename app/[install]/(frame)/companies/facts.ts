import type { Transaction } from '@/app/_session/within.ts'
import type { Company } from '@/lib/accounts/companies.ts'
import { type CompanyConnection, connectionOf } from '@/lib/accounts/connections.ts'
import { railCounts } from '@/lib/sync/views/list.ts'
import { lastRun } from '@/lib/sync/views/run.ts'

export interface CompanyFacts extends Company {
  /** in the ledger, '' while none is connected */
  organisation: string
  health: { icon: string; word: string; tone: 'ok' | 'warn' | 'neutral' }
  lastSync: string | null
  fix: number
}

/** One row a company of the list. */
export async function companyFacts(tx: Transaction, companies: readonly Company[]): Promise<CompanyFacts[]> {
  const rows: CompanyFacts[] = []
  for (const company of companies) {
    const connection = await connectionOf(tx, company.id)
    rows.push({
      ...company,
      organisation: connection?.organisationName ?? '',
      health: healthOf(connection),
      lastSync: (await lastRun(tx, company.id))?.startedAt ?? null,
      fix: (await railCounts(tx, company.id)).fix,
    })
  }
  return rows
}

function healthOf(connection: CompanyConnection | null): CompanyFacts['health'] {
  if (connection === null) return { icon: '○', word: 'Not connected', tone: 'neutral' }
  return connection.reconnectNeeded === null
    ? { icon: '✓', word: 'Connected', tone: 'ok' }
    : { icon: '!', word: 'Reconnect needed', tone: 'warn' }
}
