import { expect, test } from 'vitest'
import { recordsOf } from '../../../lib/connectors/records-of.ts'

const url = (path: string, query: Record<string, string> = {}) =>
  new URL(`${path}?${new URLSearchParams(query)}`, 'https://vendor.example')

test('ConnectWise names the record in its address, in a condition or in a batch of ours', () => {
  const of = (path: string, query?: Record<string, string>, body = '') =>
    recordsOf('connectwise', url(path, query), body)
  expect(of('/v4/apis/3.0/finance/invoices/1042')).toEqual(['invoice:1042'])
  expect(of('/v4/apis/3.0/finance/invoices', { conditions: 'id in (12,13, 14)' })).toEqual([
    'invoice:12',
    'invoice:13',
    'invoice:14',
  ])
  expect(of('/v4/apis/3.0/finance/invoices', { conditions: 'id = 12' })).toEqual(['invoice:12'])
  expect(of('/v4/apis/3.0/procurement/purchaseorders/7')).toEqual(['purchase-order:7'])
  expect(of('/v4/apis/3.0/expense/entries/9/attachments')).toEqual(['expense:9'])
  const mark = 'EB-1042-0123456789-1'
  expect(of('/v4/apis/3.0/finance/accounting/batches', {}, `{"batchIdentifier":"${mark}"}`)).toEqual([
    'invoice:1042',
  ])
  expect(
    of('/v4/apis/3.0/finance/accounting/batches', { conditions: `batchIdentifier in ("${mark}")` }),
  ).toEqual(['invoice:1042'])
  const marks = '{"batchIdentifier":"EB-P7-0123456789-1 EB-A12-0123456789-1 EB-T3-0123456789-2"}'
  expect(of('/v4/apis/3.0/finance/accounting/batches', {}, marks)).toEqual([
    'purchase-order:7',
    'stock:12-adjustment',
    'stock:3-transfer',
  ])
  const batches = (name: string) => of('/v4/apis/3.0/finance/accounting/batches', {}, name)
  expect(batches('EB-P7-0123456789-1')).toEqual(['purchase-order:7'])
  expect(batches('EB-E36001-0123456789-1')).toEqual(['expense:36001'])
  expect(batches('EB-E153-20261109c-0123456789-1')).toEqual(['expense:153-2026-11-09-company-paid'])
  expect(batches('EB-E153-20261109rL11-0123456789-2')).toEqual(['expense:153-2026-11-09-reimbursable-at-11'])
  expect(of('/v4/apis/3.0/system/callbacks')).toEqual([])
})

test('a ledger names numbers', () => {
  const body = '{"Invoices":[{"InvoiceNumber":"10456"},{"InvoiceNumber":"10457"}]}'
  expect(recordsOf('xero', url('/api.xro/2.0/Invoices'), body)).toEqual(['number:10456', 'number:10457'])
  expect(recordsOf('xero', url('/api.xro/2.0/Invoices', { InvoiceNumbers: '1,2' }), '')).toEqual([
    'number:1',
    'number:2',
  ])
})
