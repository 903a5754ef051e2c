import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { definitionChecks } from '../../simulators/kit/schema.ts'
import { REALM_US } from '../../simulators/quickbooks/seed.ts'
import {
  type Answered,
  codeOf,
  type Entity,
  expense,
  quickBooksCaller,
  startQuickBooksCaller,
} from './quickbooks-client.ts'

let world: Awaited<ReturnType<typeof startQuickBooksCaller>>
let clean: string
let parameters: object
let vendor: string
let other: string

beforeAll(async () => {
  world = await startQuickBooksCaller({ parameters: { minuteLimit: 100_000 } })
  parameters = await world.sim.control.parameters()
  clean = await world.sim.control.snapshot()
  const vendors = await world.listed('Vendor')
  vendor = vendors[0]?.Id ?? ''
  other = vendors[1]?.Id ?? ''
})
beforeEach(async () => {
  await world.sim.control.restore(clean)
  await world.sim.control.setParameters(parameters)
})
afterAll(() => world.sim.close())

const definitions = definitionChecks('quickbooks.schema.json')

const bill = (number: string, more: object = {}) => ({
  DocNumber: number,
  TxnDate: '2026-11-02',
  VendorRef: { value: vendor },
  Line: [expense(100)],
  ...more,
})
const purchase = (more: object = {}) => ({
  PaymentType: 'CreditCard',
  AccountRef: { value: '6' },
  TxnDate: '2026-11-02',
  Line: [expense(50)],
  ...more,
})
const journalLine = (PostingType: string, Amount: number, account: string, detail: object = {}) => ({
  Amount,
  DetailType: 'JournalEntryLineDetail',
  JournalEntryLineDetail: { PostingType, AccountRef: { value: account }, ...detail },
})
const journal = (Line: object[], more: object = {}) => ({ TxnDate: '2026-11-02', Line, ...more })

/** An answer that keeps to Intuit's own definition of it. */
function kept(type: string, answered: Answered): Entity {
  const entity = answered[type] as Entity
  expect(definitions?.(type)(entity)).toBeUndefined()
  return entity
}

describe('bills and vendor credits', () => {
  test('are taxed by the rates of purchases, owed to their vendor, and due by his terms', async () => {
    const made = kept('Bill', (await world.post('bill', bill('B-1', { SalesTermRef: { value: '4' } }))).body)
    expect(made).toMatchObject({
      TotalAmt: 110,
      Balance: 110,
      DueDate: '2026-12-02',
      APAccountRef: { value: '5', name: 'Accounts Payable' },
      TxnTaxDetail: { TotalTax: 10, TaxLine: [{ TaxLineDetail: { TaxRateRef: { value: '2' } } }] },
    })
    const credit = kept('VendorCredit', (await world.post('vendorcredit', bill('B-1'))).body)
    expect(credit).toMatchObject({ TotalAmt: 110, Balance: 110 })
    const second = await world.post('bill', bill('B-2', { Line: [expense(20)] }))
    expect(second.status).toBe(200)
    const { Vendor } = (await world.call('GET', `vendor/${vendor}`)).body
    expect(Vendor).toMatchObject({ Balance: 22 })
  })

  test('name items or accounts; what is to be billed on names whom', async () => {
    const item = {
      Amount: 98.7,
      DetailType: 'ItemBasedExpenseLineDetail',
      ItemBasedExpenseLineDetail: {
        ItemRef: { value: '4' },
        Qty: 3,
        UnitPrice: 32.9,
        TaxCodeRef: { value: '3' },
        BillableStatus: 'Billable',
        CustomerRef: { value: '1' },
      },
    }
    const made = kept('Bill', (await world.post('bill', bill('I-1', { Line: [item, expense(1)] }))).body)
    expect(made).toMatchObject({ TotalAmt: 99.8, Line: [{ Id: '1' }, { Id: '2' }] })
    const { CustomerRef: _customer, ...nobody } = item.ItemBasedExpenseLineDetail
    const odd = { ...item, ItemBasedExpenseLineDetail: nobody }
    expect(codeOf(await world.post('bill', bill('I-2', { Line: [odd] })))).toBe('6000')
    const off = { ...item, Amount: 98 }
    expect(codeOf(await world.post('bill', bill('I-3', { Line: [off] })))).toBe('6070')
  })

  test('are refused by their codes', async () => {
    const cases: [object, string][] = [
      [{ VendorRef: undefined }, '2020'],
      [{ VendorRef: { value: '1' } }, '2500'],
      [{ APAccountRef: { value: '1' } }, '6000'],
      [{ DocNumber: 'n'.repeat(22) }, '2050'],
      [{ Line: [] }, '2020'],
      [{ Line: [expense(1, { AccountRef: undefined })] }, '2020'],
      [{ Line: [expense(1, { AccountRef: { value: '999' } })] }, '2500'],
      [{ Line: [expense(1, { TaxCodeRef: undefined })] }, '6000'],
      [{ Line: [expense(-1)] }, '6000'],
    ]
    for (const type of ['bill', 'vendorcredit']) {
      for (const [more, code] of cases) {
        const answer = await world.post(type, bill('C-1', more))
        expect([type, more, codeOf(answer)]).toEqual([type, more, code])
      }
    }
    await world.sim.control.seed({ kind: 'entity', type: 'Vendor', entityId: vendor, active: false })
    expect(codeOf(await world.post('bill', bill('C-2')))).toBe('610')
  })

  test('a number is one for each vendor', async () => {
    await world.post('bill', bill('N-1'))
    expect(codeOf(await world.post('bill', bill('n-1')))).toBe('6140')
    expect((await world.post('bill', bill('N-1', { VendorRef: { value: other } }))).status).toBe(200)
    expect((await world.post('vendorcredit', bill('N-1'))).status).toBe(200)
    await world.sim.control.setParameters({ duplicateNumbers: 'never' })
    expect((await world.post('bill', bill('N-1'))).status).toBe(200)
  })

  test('a bill is updated in full, a credit in part too; an older version is refused', async () => {
    const { Id } = kept('Bill', (await world.post('bill', bill('U-1', { PrivateNote: 'p.1' }))).body)
    const sparse = { Id, SyncToken: '0', sparse: true, Line: [expense(200)] }
    expect(codeOf(await world.post('bill', sparse))).toBe('6000')
    const full = await world.post('bill', { ...bill('U-1'), Id, SyncToken: '0', Line: [expense(200)] })
    expect(kept('Bill', full.body)).toMatchObject({ TotalAmt: 220, SyncToken: '1' })
    expect(full.body.Bill).not.toHaveProperty('PrivateNote')
    expect(codeOf(await world.post('bill', { ...bill('U-1'), Id, SyncToken: '0' }))).toBe('5010')
    await world.sim.control.setParameters({ billSparseUpdate: true })
    const again = await world.post('bill', { ...sparse, SyncToken: '1' })
    expect(again.body.Bill).toMatchObject({ DocNumber: 'U-1', TotalAmt: 220, SyncToken: '2' })
    const credit = (await world.post('vendorcredit', bill('U-2'))).body.VendorCredit
    const part = { Id: credit.Id, SyncToken: '0', sparse: true, PrivateNote: 'p.2' }
    expect((await world.post('vendorcredit', part)).body.VendorCredit).toMatchObject({
      DocNumber: 'U-2',
      PrivateNote: 'p.2',
      TotalAmt: 110,
    })
  })
})

describe('purchases', () => {
  test('are paid from an account of the right kind, to a vendor, customer or employee', async () => {
    const [employee] = await world.listed('Employee')
    const EntityRef = { value: employee?.Id, type: 'Employee' }
    const made = kept('Purchase', (await world.post('purchase', purchase({ EntityRef }))).body)
    expect(made).toMatchObject({
      TotalAmt: 55,
      AccountRef: { value: '6', name: 'Company Credit Card' },
      EntityRef: { ...EntityRef, name: 'Robin Engineer' },
    })
    const cases: [object, string | undefined][] = [
      [{ AccountRef: { value: '1' } }, '6000'],
      [{ PaymentType: 'Check' }, '6000'],
      [{ PaymentType: 'Check', AccountRef: { value: '1' } }, undefined],
      [{ PaymentType: 'Cash', AccountRef: { value: '3' } }, undefined],
      [{ PaymentType: 'Cash', AccountRef: { value: '1' }, Credit: true }, '6000'],
      [{ Credit: true }, undefined],
      [{ AccountRef: undefined }, '2020'],
      [{ PaymentType: undefined }, '2020'],
      [{ EntityRef: { value: '999' } }, '2500'],
      [{ DocNumber: 'n'.repeat(22) }, '2050'],
    ]
    for (const [more, code] of cases) {
      expect([more, codeOf(await world.post('purchase', purchase(more)))]).toEqual([more, code])
    }
  })

  test('in the United States carry no tax of their own', async () => {
    const us = await quickBooksCaller(world.sim, { realm: REALM_US })
    const line = expense(50, { TaxCodeRef: undefined })
    const { body } = await us.post('purchase', purchase({ Line: [line] }))
    expect(kept('Purchase', body)).toMatchObject({ TotalAmt: 50 })
  })
})

describe('the report of transactions', () => {
  const report = async (more: Record<string, string> = {}) => {
    const query = new URLSearchParams({ start_date: '2026-11-02', end_date: '2026-11-02', ...more })
    const { body } = await world.call('GET', `reports/TransactionList?${query}`)
    return body
  }

  test('tells those of its days that a person has reconciled, by the cell of their type', async () => {
    const dated = (more: object) => purchase({ TxnDate: '2026-11-02', ...more })
    const { Id } = (await world.post('purchase', dated({ DocNumber: 'R-1' }))).body.Purchase
    const credit = (await world.post('purchase', dated({ Credit: true }))).body.Purchase
    await world.post('purchase', purchase({ TxnDate: '2026-11-03' }))
    const none = await report({ cleared: 'Reconciled' })
    expect(none).toMatchObject({ Header: { Option: [{ Name: 'NoReportData', Value: 'true' }] }, Rows: {} })
    const page = `${world.sim.url}/app/reconcile?path=expense&txnId=${Id}`
    expect((await fetch(page, { method: 'POST', redirect: 'manual' })).status).toBe(302)
    const columns = 'tx_date,txn_type,doc_num'
    expect(await report({ cleared: 'Reconciled', columns })).toMatchObject({
      Columns: { Column: [{ ColType: 'tx_date' }, { ColType: 'txn_type' }, { ColType: 'doc_num' }] },
      Rows: { Row: [{ ColData: [{ value: '2026-11-02' }, { value: 'Expense', id: Id }, { value: 'R-1' }] }] },
    })
    expect(await report({ cleared: 'Uncleared', columns: 'txn_type' })).toMatchObject({
      Rows: { Row: [{ ColData: [{ value: 'Credit Card Credit', id: credit.Id }] }] },
    })
    // It stays so when it is changed, and is not told of what was deleted.
    await world.post('purchase', { ...dated({ DocNumber: 'R-2' }), Id, SyncToken: '0' })
    expect(JSON.stringify(await report({ cleared: 'Reconciled' }))).toContain('R-2')
    await world.post('purchase?operation=delete', { Id, SyncToken: '1' })
    expect(JSON.stringify(await report({ cleared: 'Reconciled' }))).not.toContain('R-2')
  })

  test('asks for its days, and for words that it knows', async () => {
    const call = async (query: string) => (await world.call('GET', `reports/TransactionList?${query}`)).status
    expect(await call('start_date=2026-11-02')).toBe(501)
    expect(await call('start_date=2026-11-02&end_date=2026-11-02&columns=is_cleared')).toBe(501)
    expect(await call('start_date=2026-11-02&end_date=2026-11-02&account=6')).toBe(501)
    expect(
      codeOf(
        await world.call(
          'GET',
          'reports/TransactionList?start_date=2026-11-02&end_date=2026-11-02&cleared=UnCleared',
        ),
      ),
    ).toBe('2170')
  })
})

describe('journals', () => {
  test('come to the same on both sides', async () => {
    const Line = [journalLine('Debit', 40.5, '17'), journalLine('Credit', 40.5, '4')]
    const made = kept(
      'JournalEntry',
      (await world.post('journalentry', journal(Line, { DocNumber: 'J-1' }))).body,
    )
    expect(made).toMatchObject({
      TotalAmt: 0,
      DocNumber: 'J-1',
      Line: [
        { JournalEntryLineDetail: { PostingType: 'Debit', AccountRef: { name: 'Cost of Goods Sold' } } },
        { JournalEntryLineDetail: { PostingType: 'Credit', AccountRef: { name: 'Inventory' } } },
      ],
    })
    const off = [journalLine('Debit', 40.5, '17'), journalLine('Credit', 40.49, '4')]
    const refused = await world.post('journalentry', journal(off))
    expect(codeOf(refused)).toBe('2300')
    const books = await world.query('select count(*) from JournalEntry')
    expect(books).toEqual({ totalCount: 1 })
  })

  test('name whose receivable or payable it is', async () => {
    const entity = (Type: string, value: string) => ({ Entity: { Type, EntityRef: { value } } })
    const against = (line: object) =>
      world.post('journalentry', journal([line, journalLine('Credit', 5, '10')]))
    expect(codeOf(await against(journalLine('Debit', 5, '2')))).toBe('6000')
    expect(codeOf(await against(journalLine('Debit', 5, '2', entity('Vendor', vendor))))).toBe('6000')
    expect(codeOf(await against(journalLine('Debit', 5, '5', entity('Customer', '1'))))).toBe('6000')
    const owed = await against(journalLine('Debit', 5, '2', entity('Customer', '1')))
    expect(kept('JournalEntry', owed.body).Line[0]).toMatchObject({
      JournalEntryLineDetail: { Entity: { Type: 'Customer', EntityRef: { value: '1' } } },
    })
    expect(codeOf(await against(journalLine('Debit', 5, '5', entity('Vendor', vendor))))).toBeUndefined()
  })

  test('are refused by their codes, and have no number where the caller gives none', async () => {
    const both = (more: object = {}) => [journalLine('Debit', 1, '17', more), journalLine('Credit', 1, '4')]
    const cases: [object, string][] = [
      [journal(both(), { DocNumber: 'n'.repeat(22) }), '2050'],
      [journal(both({ AccountRef: undefined })), '2020'],
      [journal(both({ PostingType: undefined })), '2020'],
      [journal(both({ AccountRef: { value: '999' } })), '2500'],
      [journal([journalLine('Debit', -1, '17'), journalLine('Credit', -1, '4')]), '6000'],
      [journal([]), '2020'],
      [journal([journalLine('Debit', 0, '17'), journalLine('Debit', 0, '4')]), '2020'],
    ]
    for (const [body, code] of cases)
      expect([body, codeOf(await world.post('journalentry', body))]).toEqual([body, code])
    await world.sim.control.seed({ kind: 'preferences', change: { customTxnNumbers: false } })
    const { body } = await world.post('journalentry', journal(both()))
    expect(body.JournalEntry).not.toHaveProperty('DocNumber')
  })
})

const all = () => [
  { type: 'Bill', path: 'bill', body: bill('A-1') },
  { type: 'VendorCredit', path: 'vendorcredit', body: bill('A-1') },
  { type: 'Purchase', path: 'purchase', body: purchase({ DocNumber: 'A-1' }) },
  {
    type: 'JournalEntry',
    path: 'journalentry',
    body: journal([journalLine('Debit', 3, '17'), journalLine('Credit', 3, '4')], { DocNumber: 'A-1' }),
  },
]

test('each is made once by its requestid, read, queried, deleted, and seen in what has changed', async () => {
  for (const { type, path, body } of all()) {
    const first = kept(type, (await world.post(`${path}?requestid=${type}`, body)).body)
    expect(kept(type, (await world.post(`${path}?requestid=${type}`, body)).body).Id).toBe(first.Id)
    expect((await world.call('GET', `${path}/${first.Id}`)).body[type]).toEqual(first)
    const found = await world.query(`select * from ${type} where DocNumber = 'A-1'`)
    expect(found).toMatchObject({ [type]: [first] })
    expect(codeOf(await world.post(`${path}?operation=void`, { Id: first.Id, SyncToken: '0' }))).toBe('6000')
    expect(codeOf(await world.post(`${path}?operation=delete`, { Id: first.Id, SyncToken: '7' }))).toBe(
      '5010',
    )
    const gone = await world.post(`${path}?operation=delete`, { Id: first.Id, SyncToken: '0' })
    expect(gone.body[type]).toMatchObject({ Id: first.Id, status: 'Deleted' })
    expect(await world.query(`select * from ${type}`)).toEqual({})
  }
  const since = encodeURIComponent(new Date(Date.now() - 60_000).toISOString())
  const names = all().map(({ type }) => type)
  const { text } = await world.call('GET', `cdc?entities=${names.join(',')}&changedSince=${since}`)
  const [{ QueryResponse }] = JSON.parse(text).CDCResponse
  expect(names.map((type, at) => QueryResponse[at][type])).toMatchObject(
    names.map(() => [{ status: 'Deleted' }]),
  )
})

test('a batch takes all of them, each with its own answer', async () => {
  const items = all().map(({ type, body }) => ({ bId: type, operation: 'create', [type]: body }))
  const BatchItemRequest = [
    ...items,
    { bId: 'none', operation: 'create', Bill: bill('A-2', { VendorRef: undefined }) },
  ]
  const { body } = await world.post('batch', { BatchItemRequest })
  expect(body.BatchItemResponse).toMatchObject([
    ...all().map(({ type }) => ({ bId: type, [type]: { DocNumber: 'A-1', SyncToken: '0' } })),
    { bId: 'none', Fault: { Error: [{ code: '2020' }] } },
  ])
})

test('nothing is written into a closed period, and no unknown field passes', async () => {
  await world.sim.control.seed({ kind: 'preferences', change: { bookCloseDate: '2026-11-30' } })
  for (const { path, body } of all()) {
    expect(codeOf(await world.post(path, body))).toBe('6210')
    expect((await world.post(path, { ...body, Totl: 1 })).status).toBe(501)
  }
})
