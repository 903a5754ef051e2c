import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LedgerTaxFact } from '../../lib/connectors/ledger-facts.ts'
import type { Ledger } from '../../lib/connectors/ports.ts'
import { createQuickBooks } from '../../lib/connectors/quickbooks/index.ts'
import { itemData } from '../../lib/reference/reference.ts'
import { present } from '../../lib/std/assert.ts'
import { systemClock } from '../../lib/std/clock.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { createEgress, type Egress } from '../../lib/std/http.ts'
import { parseJson, writeJson } from '../../lib/std/json.ts'
import { createLogger } from '../../lib/std/log.ts'
import { Secret } from '../../lib/std/secret.ts'
import { type QuickBooks, startQuickBooks } from '../simulators/quickbooks/index.ts'
import { REALM_GB, REALM_US } from '../simulators/quickbooks/seed.ts'
import { guard } from './bench.ts'
import { customer, makeDocument } from './quickbooks-bench.ts'

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

async function open(realm: string): Promise<Ledger> {
  const granted = await sim.control.grant({ realm })
  return createQuickBooks({
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
}

async function taxesOf(realm: string): Promise<LedgerTaxFact[]> {
  return (await open(realm)).taxRates()
}

test('in the United States a tax says that it is of the whole document, or that QuickBooks decides it', async () => {
  const automated = await taxesOf(REALM_US)
  expect(automated.map(({ id, scope }) => [id, scope])).toEqual([
    ['NON', undefined],
    ['TAX', 'ledger'],
    ['AST:2', 'ledger'],
    ['AST:3', 'ledger'],
    ['AST:4', 'ledger'],
  ])
  expect(automated.map(({ rate }) => rate.toText())).toEqual(['0', '0', '8.625', '8.875', '8.25'])
  // As it stands in the cached list, and is read from there.
  const kept = automated.map(({ rate, canApplyToRevenue, scope }) => ({ rate, canApplyToRevenue, scope }))
  const read = kept.map(data => itemData.tax.parse(parseJson(writeJson(data))).scope)
  expect(read).toEqual([undefined, 'ledger', 'ledger', 'ledger', 'ledger'])
})

test('elsewhere each line has a tax of its own', async () => {
  const taxes = await taxesOf(REALM_GB)
  expect(taxes.length).toBeGreaterThan(1)
  expect(taxes.filter(({ scope }) => scope !== undefined)).toEqual([])
})

test('a company without sales tax has one tax that is none, and takes documents that none applies to', async () => {
  await sim.control.seed({ kind: 'preferences', realm: REALM_GB, change: { usingSalesTax: false } })
  const ledger = await open(REALM_GB)
  const [none, ...others] = await ledger.taxRates()
  expect([none?.id, none?.rate.toText(), others]).toEqual(['NOT-TAXED', '0', []])
  const { id, name, rate } = present(none, 'the one tax')
  const document = makeDocument('GB-1', { currency: 'GBP' }, { tax: { id, name, rate } })
  const body = ledger.documentsBody('invoice', [{ document, contactId: customer, marker: 'gb-1.1' }])
  const outcome = await ledger.createDocuments('invoice', body, 1, guard())
  const [made] = outcome.kind === 'answered' ? outcome.elements : []
  expect(made).toMatchObject({ kind: 'posted', remote: { totalTax: Decimal.zero } })
})
