import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type {
  BatchOutcome,
  MemberClaim,
  Psa,
  UnpostedInvoice,
  WriteGuard,
} from '../../lib/connectors/ports.ts'
import { Decimal, sum } from '../../lib/std/decimal.ts'
import { Secret } from '../../lib/std/secret.ts'

export interface BenchInvoice {
  recordId: string
  billingLogId: string
  number: string
  /** as the vendor's books have it */
  total: string
  salesTax: string
  glEntryIds: string[]
}

export type Happening =
  | 'limit'
  | 'refuse'
  | 'drop-before'
  | 'drop-after-commit'
  | '500-before'
  | '500-after-commit'
  | 'commit-late'
  | 'bad-json'

/** A PSA over HTTP whose books can be changed and read behind the connector's back, and that fails when told to. */
export interface PsaBench {
  psa: Psa
  closed(): Promise<BenchInvoice>
  creditMemo(): Promise<BenchInvoice>
  opened(): Promise<BenchInvoice>
  bulk(invoices: number): Promise<void>
  /** the next write, or the next read of the unposted list, meets this */
  happen(on: 'write' | 'read', happening: Happening, times?: number): Promise<void>
  /** how many batches of this identifier stand in the books, and with how many entries */
  standing(identifier: string): Promise<{ batches: number; entries: number }>
  /** calls that reached the vendor */
  calls(): Promise<number>
  /** what the connector waited between tries so far */
  pausesMs(): number[]
  claim(member: string): Promise<MemberClaim>
  expire(member: string): Promise<void>
  wrongKeys(): Psa
  unknownCompany(): Psa
  unreachable(): Psa
  unknownCalls(): Promise<object[]>
  close(): Promise<void>
}

let counter = 0
const identifier = () => `T-${++counter}`
const guard = (changes: Partial<WriteGuard> = {}): WriteGuard => ({
  key: '',
  timeoutMs: 5_000,
  beforeBody: () => undefined,
  ...changes,
})

const hashes = {
  semicolon: 'a;b',
  space: 'a b',
  quote: 'a"b',
  backslash: 'a\\b',
  comma: 'a,b',
  'line break': 'a\r\nx: y',
  'not ASCII': 'ä',
  nothing: '',
}

/** What every PSA behind the port keeps. */
export function psaContract(name: string, open: () => Promise<PsaBench>): void {
  let bench: PsaBench
  beforeAll(async () => {
    bench = await open()
  })
  afterAll(async () => {
    const unknown = await bench.unknownCalls()
    await bench.close()
    expect(unknown).toEqual([])
  })

  async function listed(psa = bench.psa): Promise<UnpostedInvoice[]> {
    const rows: UnpostedInvoice[] = []
    for await (const page of psa.unpostedInvoices()) rows.push(...page)
    return rows
  }

  describe(`${name}: records and exports`, () => {
    test('a closed invoice: facts, unposted row and export agree to the cent and name the same record', async () => {
      const invoice = await bench.closed()
      const facts = await bench.psa.invoice(invoice.recordId)
      expect(facts).toMatchObject({
        kind: 'invoice',
        recordId: invoice.recordId,
        number: invoice.number,
        closed: true,
        batch: null,
        total: Decimal.parse(invoice.total),
      })
      const [row] = await bench.psa.unpostedOf([invoice.recordId])
      expect(row).toMatchObject({
        recordId: invoice.recordId,
        billingLogId: invoice.billingLogId,
        number: invoice.number,
        total: facts.total,
        date: facts.date,
        dueDate: facts.dueDate,
        customer: { id: facts.customer.id },
      })
      const [record] = await bench.psa.exportSales([invoice.billingLogId])
      expect(record).toMatchObject({
        recordId: invoice.recordId,
        billingLogId: invoice.billingLogId,
        number: invoice.number,
        kind: 'invoice',
        total: facts.total,
        salesTax: Decimal.parse(invoice.salesTax),
        currency: 'AUD',
      })
      expect(record?.lines.every(line => line.glType !== 'ST')).toBe(true)
      expect(
        sum(record?.lines.map(line => line.amount) ?? []).plus(record?.salesTax ?? Decimal.zero),
      ).toEqual(facts.total)
      expect(record?.glEntryIds.toSorted()).toEqual(invoice.glEntryIds.toSorted())
    })

    test('what a credit memo credits is positive: total, tax and lines', async () => {
      const memo = await bench.creditMemo()
      const [record] = await bench.psa.exportSales([memo.billingLogId])
      expect(record?.kind).toBe('credit-memo')
      expect(record?.total).toEqual(Decimal.parse(memo.total).abs())
      expect(record?.salesTax).toEqual(Decimal.parse(memo.salesTax).abs())
      expect(record?.lines.map(line => line.amount.isPositive())).toEqual([true, false])
      const facts = await bench.psa.invoice(memo.recordId)
      expect(facts.total).toEqual(record?.total)
    })

    test('an open invoice has facts, but no row and no export', async () => {
      const invoice = await bench.opened()
      expect(await bench.psa.invoice(invoice.recordId)).toMatchObject({ closed: false })
      expect(await bench.psa.unpostedOf([invoice.recordId])).toEqual([])
      expect(await bench.psa.exportSales([invoice.billingLogId])).toEqual([])
    })

    test('invoices of a customer come newest first and no more than asked for', async () => {
      const { recordId } = await bench.closed()
      const { customer } = await bench.psa.invoice(recordId)
      const rows = await bench.psa.invoicesOfCustomer(customer.id, 2)
      expect(rows).toHaveLength(2)
      expect(rows[0]?.recordId).toBe(recordId)
      expect(rows.every(row => row.customer.id === customer.id)).toBe(true)
    })

    test('an id from an address that is no number is not asked for', async () => {
      const before = await bench.calls()
      await expect(bench.psa.invoice('1 or 1=1')).rejects.toMatchObject({ kind: 'not-found' })
      await expect(bench.psa.invoices(['../system'])).rejects.toMatchObject({ kind: 'not-found' })
      expect(await bench.calls()).toBe(before)
    })

    test('a record that is not there is not found', async () => {
      await expect(bench.psa.invoice('999999')).rejects.toMatchObject({ kind: 'not-found', status: 404 })
      expect(await bench.psa.invoices(['999999'])).toEqual([])
    })
  })

  describe(`${name}: lists`, () => {
    test('the lists of the set-up', async () => {
      const [codes, terms, accounts, customers, members] = await Promise.all([
        bench.psa.taxCodes(),
        bench.psa.terms(),
        bench.psa.glAccounts(),
        bench.psa.customers({ ids: null }),
        bench.psa.members(),
      ])
      expect(codes.find(code => code.name === 'GST')?.rate).toEqual(Decimal.parse('0.1'))
      expect(terms).toContainEqual(expect.objectContaining({ name: 'Net 30', dueDays: 30, xref: '30' }))
      expect(accounts).toContainEqual(
        expect.objectContaining({ type: 'RA', account: '210', segments: ['', '', 'Agreement'] }),
      )
      expect(members.find(member => member.identifier === 'JNg')).toMatchObject({ active: true })
      const two = customers.slice(0, 2)
      expect(await bench.psa.customers({ ids: two.map(one => one.id) })).toEqual(two)
      expect(await bench.psa.customers({ ids: [] })).toEqual([])
    })

    test('callbacks and what stands in Manage are added, listed and removed', async () => {
      const wanted = { description: 'Invoices', url: 'https://app.example/hook/1?recordId=', type: 'invoice' }
      const made = await bench.psa.registerCallback(wanted)
      expect(await bench.psa.callbacks()).toContainEqual({ ...wanted, id: made.id, inactive: false })
      await bench.psa.removeCallback(made.id)
      expect((await bench.psa.callbacks()).map(one => one.id)).not.toContain(made.id)

      const { install } = bench.psa
      const [screen] = await install.screens()
      const pod = {
        screenId: screen?.id ?? '',
        description: 'Pod',
        url: 'https://app.example/k/pod?screen=[cw_screen]&id=[cw_id]',
        type: 'Pod' as const,
        origin: 'https://app.example',
        podHeight: 300,
      }
      const setup = await install.addHostedSetup(pod)
      expect(await install.hostedSetups()).toContainEqual({ ...pod, id: setup.id, disabled: false })
      await install.removeHostedSetup(setup.id)
      const link = { caption: 'Evenbook', link: 'https://app.example/k/sync', newWindow: false }
      const wantedEntry = { ...link, menuLocation: 'Finance', origin: 'https://app.example' }
      const entry = await install.addMenuEntry(wantedEntry)
      expect(await install.menuEntries()).toContainEqual({ ...wantedEntry, id: entry.id })
      await install.removeMenuEntry(entry.id)
      expect((await install.menuEntries()).map(one => one.id)).not.toContain(entry.id)
    })
  })

  describe(`${name}: batches`, () => {
    async function ready() {
      return { batch: identifier(), invoice: await bench.closed() }
    }

    test('one record, one batch, left open; deleted, the record is unposted again', async () => {
      const { batch, invoice } = await ready()
      const outcome = await bench.psa.createBatch(batch, invoice.glEntryIds, guard())
      expect(outcome).toMatchObject({ kind: 'done', batch: { identifier: batch, closed: false } })
      expect(await bench.standing(batch)).toEqual({ batches: 1, entries: invoice.glEntryIds.length })
      expect(await bench.psa.unpostedOf([invoice.recordId])).toEqual([])
      const facts = await bench.psa.invoice(invoice.recordId)
      const [found] = await bench.psa.findBatches([batch, batch.toLowerCase(), 'not there'])
      expect(facts.batch).toEqual({ id: found?.id, name: batch })
      expect(await bench.psa.deleteBatch(found?.id ?? '', guard())).toMatchObject({ kind: 'done' })
      expect(await bench.psa.unpostedOf([invoice.recordId])).toHaveLength(1)
      expect(await bench.psa.findBatches([batch])).toEqual([])
      expect(await bench.psa.deleteBatch(found?.id ?? '', guard())).toMatchObject({ kind: 'rejected' })
    })

    test('an identifier that is taken and entries that are batched are refused, with a code', async () => {
      const { batch, invoice } = await ready()
      await bench.psa.createBatch(batch, invoice.glEntryIds, guard())
      const again = await bench.psa.createBatch(batch, invoice.glEntryIds, guard())
      expect(again).toMatchObject({ kind: 'rejected', code: 'DuplicateObject', call: { status: 400 } })
      const other = await bench.psa.createBatch(identifier(), invoice.glEntryIds, guard())
      expect(other).toMatchObject({ kind: 'rejected', code: 'ConflictError', call: { status: 409 } })
    })

    const unclear: [Happening, stands: number][] = [
      ['drop-before', 0],
      ['drop-after-commit', 1],
      ['500-before', 0],
      ['500-after-commit', 1],
      ['bad-json', 1],
    ]
    test.each(unclear)('%s: the outcome is unknown, and a look tells (%i)', async (happening, stands) => {
      const { batch, invoice } = await ready()
      await bench.happen('write', happening)
      const outcome = await bench.psa.createBatch(batch, invoice.glEntryIds, guard())
      expect(outcome.kind).toBe('unknown')
      expect(await bench.psa.findBatches([batch])).toHaveLength(stands)
      expect((await bench.standing(batch)).batches).toBe(stands)
    })

    test('a write that is carried out after we gave up is unknown, and found once it is there', async () => {
      const { batch, invoice } = await ready()
      await bench.happen('write', 'commit-late')
      const outcome = await bench.psa.createBatch(batch, invoice.glEntryIds, guard({ timeoutMs: 100 }))
      expect(outcome.kind).toBe('unknown')
      await expect.poll(() => bench.psa.findBatches([batch]), { timeout: 5_000 }).toHaveLength(1)
    })

    test('a limit wrote nothing, says how long to wait and is not waited for', async () => {
      const { batch, invoice } = await ready()
      await bench.happen('write', 'limit')
      const pauses = bench.pausesMs().length
      const outcome = await bench.psa.createBatch(batch, invoice.glEntryIds, guard())
      expect(outcome).toMatchObject({
        kind: 'not-executed',
        reason: 'limited',
        retryAfterMs: 500,
        day: false,
      })
      expect(bench.pausesMs()).toHaveLength(pauses)
      expect((await bench.standing(batch)).batches).toBe(0)
    })

    test('a check that fails on the connected socket, and a host that is not there: nothing was sent', async () => {
      const { batch, invoice } = await ready()
      const before = await bench.calls()
      const refuse = guard({
        beforeBody: () => {
          throw new Error('the lease is over')
        },
      })
      const outcomes: BatchOutcome[] = [
        await bench.psa.createBatch(batch, invoice.glEntryIds, refuse),
        await bench.unreachable().createBatch(batch, invoice.glEntryIds, guard()),
      ]
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'not-sent' })
      expect(await bench.calls()).toBe(before)
      expect((await bench.standing(batch)).batches).toBe(0)
    })

    test('wrong keys: nothing was executed', async () => {
      const { batch, invoice } = await ready()
      const outcome = await bench.wrongKeys().createBatch(batch, invoice.glEntryIds, guard())
      expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'unauthorized' })
      expect((await bench.standing(batch)).batches).toBe(0)
    })
  })

  describe(`${name}: keys, limits and outages of reads`, () => {
    test('the probe proves the keys, and wrong ones get a clear error', async () => {
      await bench.psa.probe()
      const error = bench.wrongKeys().probe()
      await expect(error).rejects.toMatchObject({ kind: 'not-found', message: /keys are wrong/ })
    })

    test('company info needs no keys and says null of a login company that is not there', async () => {
      const info = await bench.wrongKeys().companyInfo()
      expect(info).toMatchObject({ codebase: 'v2025_1/', cloud: true })
      expect(await bench.unknownCompany().companyInfo()).toBeNull()
    })

    test('a limit is waited for as long as it says, twice at most', async () => {
      await bench.happen('read', 'limit', 2)
      const before = bench.pausesMs().length
      await listed()
      expect(bench.pausesMs().slice(before)).toEqual([500, 500])
      await bench.happen('read', 'limit', 3)
      await expect(listed()).rejects.toMatchObject({ kind: 'limited', retryAfterMs: 500 })
    })

    test.each(['500-before', 'drop-before'] as const)(
      'a read meets %s and is tried again',
      async happening => {
        await bench.happen('read', happening)
        const before = bench.pausesMs().length
        expect((await listed()).length).toBeGreaterThan(0)
        expect(bench.pausesMs()).toHaveLength(before + 1)
      },
    )

    test('a host that is not there', async () => {
      await expect(bench.unreachable().probe()).rejects.toMatchObject({ kind: 'unavailable' })
    })
  })

  describe(`${name}: who bears this hash`, () => {
    test('the bearer, whatever the case of the claimed id', async () => {
      const claim = await bench.claim('JNg')
      const fact = await bench.psa.member({ ...claim, memberId: 'jng' })
      expect(fact).toMatchObject({ identifier: 'JNg', inactive: false, name: 'Jane Ng' })
      expect(fact.email).toContain('@')
    })

    test('a wrong hash, an expired one, a colleague’s id, another login company', async () => {
      const claim = await bench.claim('JNg')
      const check = (changes: Partial<MemberClaim>) => bench.psa.member({ ...claim, ...changes })
      await expect(check({ memberHash: Secret.of('made-up') })).rejects.toMatchObject({
        kind: 'unauthorized',
      })
      await expect(check({ memberId: 'TEllis' })).rejects.toMatchObject({ kind: 'conflict' })
      await expect(check({ loginCompany: 'northwind_msp' })).rejects.toMatchObject({ kind: 'forbidden' })
      await bench.expire('JNg')
      await expect(check({})).rejects.toMatchObject({ kind: 'unauthorized' })
    })

    const strange = { ...hashes, 'three thousand characters': 'x'.repeat(3_000) }
    test.each(Object.entries(strange))(
      'a hash that could be more than a cookie’s value is not sent: %s',
      async (_, hash) => {
        const claim = await bench.claim('JNg')
        const before = await bench.calls()
        const refused = bench.psa.member({ ...claim, memberHash: Secret.of(hash) })
        await expect(refused).rejects.toMatchObject({ kind: 'unauthorized', status: null })
        expect(await bench.calls()).toBe(before)
      },
    )
  })

  describe(`${name}: many`, () => {
    test('beyond a page of 1,000: every record once, in few calls', async () => {
      await bench.bulk(1_100)
      const before = await bench.calls()
      const rows = await listed()
      const bulk = rows.filter(row => row.number.startsWith('B'))
      expect(bulk).toHaveLength(1_100)
      expect(new Set(rows.map(row => row.recordId)).size).toBe(rows.length)
      const ids = bulk.map(row => row.billingLogId)
      const recordOf = new Map(bulk.map(row => [row.billingLogId, row.recordId]))
      for (let at = 0; at < ids.length; at += 100) {
        const exported = await bench.psa.exportSales(ids.slice(at, at + 100))
        expect(exported).toHaveLength(100)
        for (const record of exported) expect(record.recordId).toBe(recordOf.get(record.billingLogId))
      }
      // Besides one batch a record: 0.1 a record is what the list and the exports may cost (design: ≤ 1.1).
      expect(await bench.calls()).toBeLessThanOrEqual(before + 1_100 * 0.05)
      expect(await bench.psa.invoices(bulk.map(row => row.recordId))).toHaveLength(1_100)
    })
  })
}
