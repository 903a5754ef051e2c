import { describe, expect, test } from 'vitest'
import { Decimal, sum } from '../../lib/std/decimal.ts'
import { type PsaBench, unposted } from './psa-bench.ts'

export function recordsContract(name: string, bench: () => PsaBench): void {
  describe(`${name}: records and exports`, () => {
    test('a closed invoice: facts, unposted row and export agree to the cent and name the same record', async () => {
      const invoice = await bench().closed()
      const facts = await bench().psa.invoice(invoice.recordId)
      expect(facts).toMatchObject({
        kind: 'invoice',
        recordId: invoice.recordId,
        number: invoice.number,
        closed: true,
        closedBy: 'JNg',
        batch: null,
        total: Decimal.parse(invoice.total),
      })
      const [row] = await bench().psa.unpostedOf([invoice.recordId])
      expect(row).toMatchObject({
        recordId: invoice.recordId,
        exportId: invoice.billingLogId,
        parentId: '',
        number: invoice.number,
        total: facts.total,
        date: facts.date,
        dueDate: facts.dueDate,
        customer: { id: facts.customer.id },
      })
      const [record] = await bench().psa.exportSales([invoice.billingLogId])
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

    test('what was changed after a moment is found by it, and nothing older', async () => {
      const invoice = await bench().closed()
      const { lastUpdated } = await bench().psa.invoice(invoice.recordId)
      const at = Date.parse(lastUpdated)
      const changed = async (after: number) => {
        const ids: string[] = []
        for await (const page of bench().psa.invoicesChangedAfter(new Date(after)))
          ids.push(...page.map(({ recordId }) => recordId))
        return ids
      }
      expect(await changed(at - 1_000)).toContain(invoice.recordId)
      expect(await changed(at)).not.toContain(invoice.recordId)
    })

    test('what a credit memo credits is positive: total, tax and lines', async () => {
      const memo = await bench().creditMemo()
      const [record] = await bench().psa.exportSales([memo.billingLogId])
      expect(record?.kind).toBe('credit-memo')
      expect(record?.total).toEqual(Decimal.parse(memo.total).abs())
      expect(record?.salesTax).toEqual(Decimal.parse(memo.salesTax).abs())
      expect(record?.lines.map(line => line.amount.isPositive())).toEqual([true, false])
      const facts = await bench().psa.invoice(memo.recordId)
      expect(facts.total).toEqual(record?.total)
    })

    test('an open invoice has facts, but no row and no export', async () => {
      const invoice = await bench().opened()
      expect(await bench().psa.invoice(invoice.recordId)).toMatchObject({ closed: false })
      expect(await bench().psa.unpostedOf([invoice.recordId])).toEqual([])
      expect(await bench().psa.exportSales([invoice.billingLogId])).toEqual([])
    })

    test('invoices of a customer come newest first and no more than asked for', async () => {
      const { recordId } = await bench().closed()
      const { customer } = await bench().psa.invoice(recordId)
      const rows = await bench().psa.invoicesOfCustomer(customer.id, 2)
      expect(rows).toHaveLength(2)
      expect(rows[0]?.recordId).toBe(recordId)
      expect(rows.every(row => row.customer.id === customer.id)).toBe(true)
    })

    test('what is not settled of a customer: an invoice with what is owed, a credit memo with what it gives', async () => {
      const { recordId, total } = await bench().closed()
      const { customer } = await bench().psa.invoice(recordId)
      const owed = await bench().psa.receivablesOf(customer.id, 500)
      expect(owed.find(({ facts }) => facts.recordId === recordId)?.balance).toEqual(Decimal.parse(total))
      expect(owed.every(({ facts }) => facts.customer.id === customer.id)).toBe(true)
      const memo = await bench().creditMemo()
      const other = await bench().psa.invoice(memo.recordId)
      const given = await bench().psa.receivablesOf(other.customer.id, 500)
      const row = given.find(({ facts }) => facts.recordId === memo.recordId)
      expect(row?.balance).toEqual(Decimal.parse(memo.total).abs().negated())
    })

    test('an agreement with its invoices; of one that is not there nothing', async () => {
      const { psa } = bench()
      const agreement = await psa.agreement('31')
      expect(agreement).toMatchObject({
        ...{ id: '31', name: 'Managed Support', terms: 'Net 30', taxCode: 'GST', taxable: true },
        ...{ currency: 'AUD', statusName: 'Active', customer: { identifier: 'AcmeDental' } },
      })
      expect(agreement?.nextInvoiceOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      const invoices = await psa.invoicesOfAgreement('31', 5)
      expect(invoices.map(({ number }) => number)).toContain('10451')
      expect(await psa.agreement('999999')).toBeNull()
      expect(await psa.invoicesOfAgreement('999999', 5)).toEqual([])
      const before = await bench().calls()
      expect(await psa.agreement('31 or 1=1')).toBeNull()
      await expect(psa.invoicesOfAgreement('31 or 1=1', 5)).rejects.toMatchObject({ kind: 'not-found' })
      expect(await bench().calls()).toBe(before)
    })

    test('an invoice is found by its very number, and a quote in one opens no condition of its own', async () => {
      const { recordId } = await bench().closed()
      const { number } = await bench().psa.invoice(recordId)
      expect((await bench().psa.invoicesNumbered([number])).map(row => row.recordId)).toEqual([recordId])
      expect(await bench().psa.invoicesNumbered([`none" or invoiceNumber="${number}`])).toEqual([])
    })

    test('an id from an address that is no number is not asked for', async () => {
      const before = await bench().calls()
      await expect(bench().psa.invoice('1 or 1=1')).rejects.toMatchObject({ kind: 'not-found' })
      await expect(bench().psa.invoices(['../system'])).rejects.toMatchObject({ kind: 'not-found' })
      expect(await bench().calls()).toBe(before)
    })

    test('a record that is not there is not found', async () => {
      await expect(bench().psa.invoice('999999')).rejects.toMatchObject({ kind: 'not-found', status: 404 })
      expect(await bench().psa.invoices(['999999'])).toEqual([])
    })
  })

  describe(`${name}: lists`, () => {
    test('the lists of the set-up', async () => {
      const [codes, terms, accounts, customers, members] = await Promise.all([
        bench().psa.taxCodes(),
        bench().psa.terms(),
        bench().psa.glAccounts(),
        bench().psa.customers({ ids: null }),
        bench().psa.members(),
      ])
      expect(codes.find(code => code.name === 'GST')?.rate).toEqual(Decimal.parse('0.1'))
      expect(terms).toContainEqual(expect.objectContaining({ name: 'Net 30', dueDays: 30, xref: '30' }))
      expect(accounts).toContainEqual(
        expect.objectContaining({ type: 'RA', account: '210', segments: ['', '', 'Agreement'] }),
      )
      expect(members.find(member => member.identifier === 'JNg')).toMatchObject({ active: true })
      const two = customers.slice(0, 2)
      expect(await bench().psa.customers({ ids: two.map(one => one.id) })).toEqual(two)
      expect(await bench().psa.customers({ ids: [] })).toEqual([])
    })

    test('callbacks and what stands in Manage are added, listed and removed', async () => {
      const wanted = { description: 'Invoices', url: 'https://app.example/hook/1?recordId=', type: 'invoice' }
      const made = await bench().psa.registerCallback(wanted)
      expect(await bench().psa.callbacks()).toContainEqual({ ...wanted, id: made.id, inactive: false })
      await bench().psa.removeCallback(made.id)
      expect((await bench().psa.callbacks()).map(one => one.id)).not.toContain(made.id)

      const { install } = bench().psa
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
      const moved = {
        url: 'https://app.example/k2/pod',
        type: 'Tab' as const,
        podHeight: 320,
        disabled: true,
      }
      await install.changeHostedSetup(setup.id, moved)
      expect(await install.hostedSetups()).toContainEqual({ ...pod, ...moved, id: setup.id })
      await install.removeHostedSetup(setup.id)
      const link = { caption: 'Evenbook', link: 'https://app.example/k/sync', newWindow: false }
      const wantedEntry = { ...link, menuLocation: 'Finance', origin: 'https://app.example' }
      const entry = await install.addMenuEntry(wantedEntry)
      expect(await install.menuEntries()).toContainEqual({ ...wantedEntry, id: entry.id })
      const elsewhere = { link: 'https://app.example/k2/sync', newWindow: true }
      await install.changeMenuEntry(entry.id, elsewhere)
      expect(await install.menuEntries()).toContainEqual({ ...wantedEntry, ...elsewhere, id: entry.id })
      await install.removeMenuEntry(entry.id)
      expect((await install.menuEntries()).map(one => one.id)).not.toContain(entry.id)
    })
  })

  describe(`${name}: many`, () => {
    test('beyond a page of 1,000: every record once, in few calls', async () => {
      await bench().bulk(1_100)
      const before = await bench().calls()
      const rows = await unposted(bench().psa)
      const bulk = rows.filter(row => row.number.startsWith('B'))
      expect(bulk).toHaveLength(1_100)
      expect(new Set(rows.map(row => row.recordId)).size).toBe(rows.length)
      const ids = bulk.map(row => row.exportId)
      const recordOf = new Map(bulk.map(row => [row.exportId, row.recordId]))
      for (let at = 0; at < ids.length; at += 100) {
        const exported = await bench().psa.exportSales(ids.slice(at, at + 100))
        expect(exported).toHaveLength(100)
        for (const record of exported) expect(record.recordId).toBe(recordOf.get(record.billingLogId))
      }
      // Besides one batch a record: 0.1 a record is what the list and the exports may cost (design: ≤ 1.1).
      expect(await bench().calls()).toBeLessThanOrEqual(before + 1_100 * 0.05)
      expect(await bench().psa.invoices(bulk.map(row => row.recordId))).toHaveLength(1_100)
    })
  })
}
