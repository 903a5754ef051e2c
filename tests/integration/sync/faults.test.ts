import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Effect } from '../../simulators/kit/faults.ts'
import { met, storms } from '../../support/storms.ts'
import {
  closedInvoice,
  customer,
  line,
  nextNumber,
  type PostingWorld,
  postingWorld,
} from '../../support/world.ts'

let world: PostingWorld

// Xero would refuse a second document of a number: here only the protocol stands between.
beforeAll(async () => {
  world = await postingWorld({ xero: { refuseDuplicateNumbers: false } })
})

afterEach(() => world.clearFaults())

afterAll(() => world.close())

describe.each(storms)('$effect, $times times', ({ effect, times }) => {
  test('on the write of an invoice to Xero', async () => {
    const invoice = await closedInvoice(world)
    const match = { method: 'PUT', path: 'Invoices', bodyIncludes: invoice.number }
    await world.xero.control.fault({ match, effect, times })
    await world.ask([invoice])
    await world.work()
    await met(world.xero.control, times)
    await standsOnce([invoice])
  })

  test('on the batch in ConnectWise', async () => {
    const invoice = await closedInvoice(world)
    const match = { method: 'POST', path: 'accounting/batches', bodyIncludes: `EB-${invoice.id}-` }
    await world.connectwise.control.fault({ match, effect, times })
    await world.ask([invoice])
    await world.work()
    await met(world.connectwise.control, times)
    await standsOnce([invoice])
  })
})

test.each<Effect>([
  'drop-before',
  'drop-after-commit',
  '500-before',
  '500-after-commit',
  'commit-late',
  'partial-batch',
  'bad-json',
])('%s on a batch of invoices and on a batch of credit memos', async effect => {
  const invoices = await world.books.add(Array.from({ length: 6 }, (_, index) => spec(`${index + 1}0.37`)))
  const memos = await world.books.add(Array.from({ length: 3 }, (_, index) => memo(`${index + 1}.11`)))
  for (const path of ['Invoices', 'CreditNotes']) {
    await world.xero.control.fault({ match: { method: 'PUT', path }, effect })
  }
  await world.ask([...invoices, ...memos])
  await world.work()
  await met(world.xero.control, 2)
  await standsOnce([...invoices, ...memos])
})

test.each<Effect>(['drop-before', 'drop-after-commit', '500-after-commit', 'commit-late', 'limit'])(
  '%s on the write of a contact makes one contact',
  async effect => {
    await world.set('unknown-customer', 'create')
    const { customer: name, invoice } = await world.books.addOfNewCustomer()
    await world.xero.control.fault({ match: { method: 'PUT', path: 'Contacts' }, effect })
    await world.ask([invoice])
    await world.work()
    await met(world.xero.control, 1)
    const { contacts } = await world.books.organisation()
    expect(contacts.filter(contact => contact.name === name)).toHaveLength(1)
    await standsOnce([invoice])
  },
)

test('Xero is not reached at all for a while: everything waits and then goes', async () => {
  const invoice = await closedInvoice(world)
  await world.xero.control.fault({ match: { path: 'api.xro' }, effect: 'refuse', times: 5 })
  await world.ask([invoice])
  await world.work()
  await standsOnce([invoice])
})

test('ConnectWise is not reached at all for a while: everything waits and then goes', async () => {
  const invoice = await closedInvoice(world)
  await world.connectwise.control.fault({ match: { path: 'finance' }, effect: 'refuse', times: 8 })
  await world.ask([invoice])
  await world.work()
  await standsOnce([invoice])
})

function spec(amount: string) {
  return { number: nextNumber(), company: customer, lines: [line(amount)] }
}

function memo(amount: string) {
  return { ...spec(amount), type: 'CreditMemo', lines: [{ ...line(amount), amount: `-${amount}` }] }
}

/** One document with the record's cents, one batch with all its entries, both of them confirmed. */
async function standsOnce(invoices: { id: number; number: string; total: string }[]) {
  for (const { id, number, total } of invoices) {
    const documents = await world.books.inXero(number)
    expect(documents.map(document => document.total)).toEqual([total.replace('-', '')])
    expect(await world.history.states(id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await world.books.batchesOf(id)).toHaveLength(1)
    const { entries } = await world.books.inManage(id)
    expect(entries.filter(entry => entry.batchId === null)).toEqual([])
  }
}
