import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Secret } from '../../lib/std/secret.ts'
import { LEGACY } from '../simulators/connectwise/index.ts'
import { agreement, minus, product, time } from '../simulators/connectwise/seed-lines.ts'
import { type ConnectWiseBench, closedOrigin, openConnectWiseBench } from './connectwise-bench.ts'
import { psaContract } from './psa.contract.ts'
import type { PsaBench } from './psa-bench.ts'
import { ordersContract } from './psa-orders.contract.ts'
import { purchasesContract } from './psa-purchases.contract.ts'
import { stockContract } from './psa-stock.contract.ts'
import { openPurchaseBench } from './purchase-bench.ts'
import { openStockBench } from './stock-bench.ts'

const laptop = { id: 901, identifier: 'HW-LAPTOP' }
let serial = 0

function bought() {
  return {
    number: `T${++serial}`,
    company: 'AcmeDental',
    lines: [
      agreement('Managed services', '1250'),
      product(laptop, 'Laptop', '3', '1100.1166'),
      minus(time('Goodwill', '1.5', '80')),
    ],
  }
}

function credited() {
  const lines = [minus(product(laptop, 'Laptop', '1', '1100')), time('Restocking', '1', '50')]
  return { number: `T${++serial}`, company: 'AcmeDental', type: 'CreditMemo' as const, lines }
}

psaContract('ConnectWise', async (): Promise<PsaBench> => {
  const bench = await openConnectWiseBench()
  const { control } = bench
  const paths = { write: '/batches$', pay: '/payments$', read: '/unpostedinvoices$' }
  return {
    psa: bench.psa,
    closed: () => bench.add(bought()),
    creditMemo: () => bench.add(credited()),
    opened: () => bench.add({ ...bought(), status: 'new' }),
    bulk: async invoices => {
      await control.seed({
        kind: 'bulk',
        tenant: 'evenbook_demo',
        invoices,
        customers: 30,
        linesPerInvoice: 2,
      })
    },
    happen: async (on, effect, times = 1) => {
      const match = { method: on === 'read' ? 'GET' : 'POST', path: paths[on] }
      // Half a second here: long enough to look once before it lands.
      const late = effect === 'commit-late' ? { delayMs: 10_000 } : {}
      await control.fault({ match, effect, times, retryAfterSeconds: 10, ...late })
    },
    standing: async identifier => {
      const own = (await bench.books()).batches.filter(batch => batch.identifier === identifier)
      return { batches: own.length, entries: own.flatMap(batch => batch.entries).length }
    },
    allow: async (right, allowed) => {
      const body = { tenant: 'evenbook_demo', right, allowed }
      return (await control.call<{ before: string }>('POST', 'roles', body)).before
    },
    writes: async () => (await control.calls()).filter(call => call.committed).length,
    calls: async () => (await control.calls()).length,
    pausesMs: () => bench.pausesMs,
    claim: bench.claim,
    expire: async member => {
      await control.call('POST', 'sessions/expire', { tenant: 'evenbook_demo', member })
    },
    wrongKeys: () => bench.open({ privateKey: Secret.of('wrong') }),
    unknownCompany: () => bench.open({ loginCompany: 'nobody' }),
    unreachable: () => bench.open({ apiOrigin: closedOrigin }),
    unknownCalls: () => control.unknown(),
    close: bench.close,
  }
})

for (const unpostedPurchasePerLine of [false, true])
  for (const purchasesAsRecorded of [true, false])
    purchasesContract(
      `ConnectWise, a row per ${unpostedPurchasePerLine ? 'line' : 'slip'}${purchasesAsRecorded ? ', as recorded' : ''}`,
      () => openPurchaseBench({ unpostedPurchasePerLine, purchasesAsRecorded }),
    )

for (const stockEntriesTurned of [false, true])
  for (const entryCost of ['piece', 'whole'])
    stockContract(
      `ConnectWise, entries of stock ${stockEntriesTurned ? 'turned' : 'as its rows'}, cost of ${entryCost === 'piece' ? 'a piece' : 'all pieces'}`,
      () => openStockBench({ stockEntriesTurned, entryCost }),
    )

ordersContract('ConnectWise', openPurchaseBench)

describe('ConnectWise’s own ways', () => {
  let bench: ConnectWiseBench
  beforeEach(async () => {
    bench = await openConnectWiseBench()
  })
  afterEach(() => bench.close())

  test('the codebase of before an upgrade is read again at a 404, once, and then used', async () => {
    const psa = bench.open({ codebase: 'v2023_2/' })
    await psa.probe()
    await psa.probe()
    expect(bench.calls.map(call => call.path)).toEqual([
      '/v2023_2/apis/3.0/finance/accounting/unpostedinvoices/count',
      '/login/companyinfo/evenbook_demo',
      '/v2025_1/apis/3.0/finance/accounting/unpostedinvoices/count',
      '/v2025_1/apis/3.0/finance/accounting/unpostedinvoices/count',
    ])
    await expect(psa.invoice('999999')).rejects.toMatchObject({ kind: 'not-found' })
    await expect(psa.invoice('999998')).rejects.toMatchObject({ kind: 'not-found' })
    expect(bench.calls.filter(call => call.path.startsWith('/login/'))).toHaveLength(1)
  })

  test('a member signs in after an upgrade too', async () => {
    const psa = bench.open({ codebase: 'v2023_2/' })
    expect(await psa.member(await bench.claim('JNg'))).toMatchObject({ identifier: 'JNg' })
  })

  test('a batch that met the old codebase was not executed', async () => {
    const invoice = await bench.add(bought())
    const psa = bench.open({ codebase: 'v2023_2/' })
    const guard = { key: '', timeoutMs: 5_000, beforeBody: () => undefined }
    const first = await psa.createBatch('invoice', 'T-moved', invoice.glEntryIds, guard)
    expect(first).toMatchObject({ kind: 'not-executed', reason: 'not-sent' })
    expect(await psa.createBatch('invoice', 'T-moved', invoice.glEntryIds, guard)).toMatchObject({
      kind: 'done',
    })
  })

  test('a legacy version is signed in to by name and password, and refuses keys', async () => {
    const { username, password } = LEGACY.integrator
    const legacy = { loginCompany: LEGACY.company, codebase: 'v2015_3/' }
    const integrator = { username, password: Secret.of(password) }
    await bench.open({ ...legacy, integrator }).probe()
    const wrong = { username, password: Secret.of('wrong') }
    await expect(bench.open({ ...legacy, integrator: wrong }).probe()).rejects.toMatchObject({
      kind: 'unauthorized',
    })
    await expect(bench.open(legacy).probe()).rejects.toMatchObject({ kind: 'unauthorized' })
    await expect(bench.open({ integrator }).probe()).rejects.toMatchObject({ kind: 'not-found' })
  })

  test('answers are asked for in the model of the version that was chosen', async () => {
    await bench.open({ apiVersion: '2024.1' }).probe()
    await bench.psa.probe()
    const accepts = (await bench.control.calls({ path: '/count$' })).map(call => call.requestHeaders.accept)
    expect(accepts).toEqual([
      'application/vnd.connectwise.com+json; version=2024.1',
      'application/vnd.connectwise.com+json; version=2025.16',
    ])
  })

  test('in a hurry nothing is tried again, and nothing outlasts its time or its signal', async () => {
    const stop = new AbortController()
    const psa = bench.open({ hurry: { timeoutMs: 400, signal: stop.signal } })
    const read = { method: 'GET', path: '/count$' }
    await bench.control.fault({ match: read, effect: '500-before', times: 1 })
    await expect(psa.probe()).rejects.toMatchObject({ kind: 'unavailable', status: 500 })
    await bench.control.fault({ match: read, effect: 'slow', times: 1, delayMs: 60_000 })
    await expect(psa.probe()).rejects.toMatchObject({ kind: 'unavailable', message: /within 400 ms/ })
    stop.abort()
    await expect(psa.probe()).rejects.toMatchObject({ kind: 'unavailable', message: /stopped by the caller/ })
    expect(bench.pausesMs).toEqual([])
  })

  test('a clock that is wrong is told', async () => {
    await bench.control.setParameters({ clockAheadMs: -420_000 })
    const { clockAheadMs } = await bench.psa.systemInfo()
    expect(clockAheadMs).toBeGreaterThan(-423_000)
    expect(clockAheadMs).toBeLessThan(-417_000)
  })

  test.each([true, false])(
    'the id of an unposted row is the invoice’s own: %s',
    async unpostedIdIsInvoiceId => {
      await bench.control.setParameters({ unpostedIdIsInvoiceId })
      const invoice = await bench.add(bought())
      const [record] = await bench.open().exportSales([invoice.billingLogId])
      expect(record?.recordId).toBe(invoice.recordId)
    },
  )

  test('an invoice and a credit memo of one number and one customer are told apart', async () => {
    const invoice = await bench.add({ ...bought(), number: 'SAME' })
    const memo = await bench.add({ ...credited(), number: 'SAME' })
    for (const one of [invoice, memo]) {
      const rows = await bench.psa.unpostedOf([one.recordId])
      expect(rows.map(row => row.exportId)).toEqual([one.billingLogId])
    }
  })

  test('nulls written out are the same as fields left out', async () => {
    await bench.control.setParameters({ omitNulls: false })
    const invoice = await bench.add(bought())
    const [record] = await bench.psa.exportSales([invoice.billingLogId])
    expect(record).toMatchObject({ purchaseOrder: '', project: '', recordId: invoice.recordId })
  })

  test('prices: the true one where the export’s leads to the amount, else none', async () => {
    const invoice = await bench.add(bought())
    const [record] = await bench.psa.exportSales([invoice.billingLogId])
    expect(record?.lines.map(line => [line.unitPrice?.toText() ?? null, line.amount.toText()])).toEqual([
      ['1250', '1250'],
      [null, '3300.35'],
      ['-80', '-120'],
    ])
    expect(record?.lines[1]).toMatchObject({ item: { id: '901', identifier: 'HW-LAPTOP' }, account: '220' })
    expect(record?.lines[0]?.segments).toEqual(['Managed Services', 'Sydney', 'Agreement'])
    expect(record?.customer.email).toBe('accounts@acmedental.example')
  })

  test.each([
    ['"total":', '"total":"x","was":', 'total'],
    ['"documentType":"INVOICE"', '"documentType":"JOURNAL"', 'documentType'],
    ['"glEntryIds":"', '"glEntryIds":"x', 'glEntryIds'],
    ['"accountNumber":"210"', '"accountNumber":210', 'detail.0.accountNumber'],
    ['"documentNumber":"', '"documentNumber":"Z', 'documentNumber'],
  ])('a malformed export (%s → %s) names the field and shows nothing of it', async (from, to, field) => {
    const invoice = await bench.add(bought())
    const psa = bench.open({ apiOrigin: bench.rewriting.origin })
    // The lists come as they are: only the export is spoilt.
    bench.rewriting.with(text => (text.includes('"transactions"') ? text.replace(from, to) : text))
    const error = await psa.exportSales([invoice.billingLogId]).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ kind: 'malformed' })
    expect(String(error)).toContain(field)
    expect(String(error)).not.toContain('Laptop')
  })

  test('keys, hash and client id are in no record of a call and in no error', async () => {
    const claim = await bench.claim('JNg')
    await bench.psa.member(claim)
    const error = await bench
      .open({ privateKey: Secret.of('s3cr3t-key') })
      .probe()
      .catch((thrown: unknown) => thrown)
    const said = `${JSON.stringify(bench.calls)} ${String(error)} ${JSON.stringify(error)}`
    for (const secret of [claim.memberHash.reveal(), 's3cr3t-key', 'c11d']) expect(said).not.toContain(secret)
  })

  test('a callback: signed over its raw bytes, key from the account’s own host only', async () => {
    await bench.psa.registerCallback({
      description: 'Invoices',
      url: `${closedOrigin}/hook`,
      type: 'invoice',
    })
    const invoice = await bench.add(bought())
    const sent = { tenant: 'evenbook_demo', id: Number(invoice.recordId) }
    await bench.control.call('POST', 'callbacks/send', sent)
    const log = await bench.control.call<{ body: string; signature: string }[]>('GET', 'callbacks')
    const message = log.at(-1) ?? { body: '', signature: '' }
    const raw = Buffer.from(message.body)
    const received = bench.psa.receivedCallback(raw)
    expect(received).toMatchObject({
      type: 'invoice',
      recordId: invoice.recordId,
      loginCompany: 'evenbook_demo',
    })
    const key = await bench.psa.signingKey(received.keyUrl)
    expect(bench.psa.isSigned(raw, message.signature, key)).toBe(true)
    expect(bench.psa.isSigned(Buffer.from(`${message.body} `), message.signature, key)).toBe(false)
    expect(bench.psa.isSigned(raw, '', key)).toBe(false)
    const foreign = [
      `${closedOrigin}/key`,
      'https://evil.example/key',
      received.keyUrl.replace('//', '//a:b@'),
    ]
    const before = bench.calls.length
    for (const keyUrl of [...foreign, 'nonsense'])
      await expect(bench.psa.signingKey(keyUrl)).rejects.toMatchObject({ kind: 'forbidden' })
    expect(bench.calls).toHaveLength(before)
    const bare = Buffer.from('{"Action":"updated"}')
    expect(() => bench.psa.receivedCallback(bare)).toThrow(/cannot be read/)
  })
})
