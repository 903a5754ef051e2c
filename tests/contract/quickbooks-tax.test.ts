import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LedgerTaxFact } from '../../lib/connectors/ledger-facts.ts'
import { createQuickBooks } from '../../lib/connectors/quickbooks/index.ts'
import { itemData } from '../../lib/reference/reference.ts'
import { systemClock } from '../../lib/std/clock.ts'
import { createEgress, type Egress } from '../../lib/std/http.ts'
import { parseJson, writeJson } from '../../lib/std/json.ts'
import { createLogger } from '../../lib/std/log.ts'
import { Secret } from '../../lib/std/secret.ts'
import { type QuickBooks, startQuickBooks } from '../simulators/quickbooks/index.ts'
import { REALM_GB, REALM_US } from '../simulators/quickbooks/seed.ts'

let sim: QuickBooks
let egress: Egress

beforeAll(async () => {
  sim = await startQuickBooks({})
  egress = createEgress({ allowed: [sim.url] })
})

afterAll(async () => {
  await egress.close()
  await sim.close()
})

async function taxesOf(realm: string): Promise<LedgerTaxFact[]> {
  const granted = await sim.control.grant({ realm })
  const ledger = createQuickBooks({
    apiUrl: sim.url,
    appUrl: sim.url,
    organisationId: realm,
    homeCurrency: 'USD',
    batchMax: 30,
    quietMs: 0,
    token: async () => Secret.of(granted.access_token),
    tokenRefused: () => undefined,
    egress,
    clock: systemClock(1),
    timeFactor: 1,
    log: createLogger('quickbooks'),
    onCall: () => undefined,
  })
  return ledger.taxRates()
}

test('in the United States a tax says that it is of the whole document, or that QuickBooks decides it', async () => {
  const automated = await taxesOf(REALM_US)
  expect(automated.map(({ id, scope }) => [id, scope])).toEqual([
    ['NON', undefined],
    ['TAX', 'ledger'],
  ])
  // As it stands in the cached list, and is read from there.
  const kept = automated.map(({ rate, canApplyToRevenue, scope }) => ({ rate, canApplyToRevenue, scope }))
  const read = kept.map(data => itemData.tax.parse(parseJson(writeJson(data))).scope)
  expect(read).toEqual([undefined, 'ledger'])
})

test('elsewhere each line has a tax of its own', async () => {
  const taxes = await taxesOf(REALM_GB)
  expect(taxes.length).toBeGreaterThan(1)
  expect(taxes.filter(({ scope }) => scope !== undefined)).toEqual([])
})
