import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { saveMapping } from '../../../lib/mappings/mappings.ts'
import { ledgerItems } from '../../../lib/reference/reference.ts'
import { present } from '../../../lib/std/assert.ts'
import { previewRecord } from '../../../lib/sync/preview.ts'
import {
  closedInvoice,
  line,
  nextNumber,
  type PostingWorld,
  postingWorld,
  storedLine,
} from '../../support/world.ts'

let world: PostingWorld

beforeAll(async () => {
  world = await postingWorld()
})

afterAll(() => world.close())

test('one closed invoice stands in Xero once, exactly as planned, and in one batch of ConnectWise', async () => {
  const invoice = await closedInvoice(world, { customerPO: 'PO-7', lines: [line('100.00'), line('33.33')] })
  const { runId } = await world.ask([invoice])
  await world.work()

  expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  const [document, ...more] = await world.books.inXero(invoice.number)
  expect(more).toEqual([])
  expect(document).toMatchObject({
    type: 'ACCREC',
    status: 'AUTHORISED',
    currency: 'AUD',
    lineAmountTypes: 'Exclusive',
    subTotal: '133.33',
    totalTax: '13.33',
    total: '146.66',
  })
  expect(
    document?.lines.map(({ accountCode, lineAmount, taxType }) => [accountCode, lineAmount, taxType]),
  ).toEqual([
    ['201', '100.00', 'OUTPUT'],
    ['201', '33.33', 'OUTPUT'],
  ])
  const posting = await world.history.last(invoice.id)
  expect(document?.url).toContain(`${posting.id}.${posting.revision}`)
  const [batch, ...batches] = await world.books.batchesOf(invoice.id)
  expect(batches).toEqual([])
  const { glBatch, entries } = await world.books.inManage(invoice.id)
  expect(glBatch?.id).toBe(batch?.id)
  expect(entries.filter(entry => entry.batchId === null)).toEqual([])
  expect((await world.history.run(runId)).finishedAt).not.toBeNull()
})

test('Sync All sends what can be sent, credit memos too, and says of the rest why not', async () => {
  const runId = await world.syncAll()
  await world.work()

  const { invoices } = await world.books.manage()
  const outcome = async (number: string) => {
    const { id } = present(
      invoices.find(invoice => invoice.number === number),
      number,
    )
    const documents = await world.books.inXero(number)
    const { document } = await world.history.states(id)
    return [document, ...documents.map(({ type, total }) => `${type} ${total}`)]
  }
  expect(await outcome('10457')).toEqual(['confirmed', 'ACCREC 659.99'])
  expect(await outcome('10464')).toEqual(['confirmed', 'ACCRECCREDIT 1302.40'])
  expect(await outcome('10466')).toEqual(['confirmed', 'ACCREC 1260.00'])
  expect(await outcome('10472')).toEqual([undefined])
  const blocked = ['10467', '10468', '10469', '10470']
  const why = await Promise.all(
    blocked.map(number => world.history.problems(invoices.find(one => one.number === number)?.id ?? 0)),
  )
  expect(why.flat()).toEqual(['account-unmapped', 'tax-unmapped', 'customer-unknown', 'no-entries'])
  // Over 0.00: marked in ConnectWise, not sent.
  const unsent = [...blocked, '10471']
  expect(await outcome('10471')).toEqual(['confirmed'])
  const sent = invoices.filter(({ closed, number }) => closed && !unsent.includes(number))
  for (const { id, number, total } of sent) {
    const documents = await world.books.inXero(number)
    expect(documents.map(document => document.total)).toEqual([total.replace('-', '')])
    expect(await world.books.batchesOf(id)).toHaveLength(1)
  }
  expect((await world.history.run(runId)).finishedAt).not.toBeNull()
})

test('an unmapped account stops a record, and the saved mapping makes it go by itself', async () => {
  const product = {
    ...line('48.00'),
    kind: 'product',
    item: { id: 720, identifier: 'CM-BACKUP' },
    category: 'Marketplace',
  }
  const invoice = await closedInvoice(world, { department: 3, lines: [product] })
  await world.ask([invoice])
  await world.work()
  expect(await world.history.states(invoice.id)).toEqual({ document: 'blocked', mark: undefined })
  expect(await world.history.problems(invoice.id)).toEqual(['account-unmapped'])
  expect(await world.books.inXero(invoice.number)).toEqual([])

  await pick('account', '299', '204')
  await world.work()
  expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  const [document] = await world.books.inXero(invoice.number)
  expect(document?.lines[0]).toMatchObject({ accountCode: '204', lineAmount: '48.00' })
})

test('an unknown customer is made first where the setting says so, once for all its invoices', async () => {
  const company = 'MangroveNew'
  const [first, second] = await world.books.add([
    { number: nextNumber(), company, lines: [line()] },
    { number: nextNumber(), company, lines: [line('20.00')] },
  ])
  if (!first || !second) throw new Error('Two invoices were made.')
  await world.set('unknown-customer', 'create')
  await world.ask([first, second])
  await world.work()

  const { contacts } = await world.books.organisation()
  const made = contacts.filter(contact => contact.name.startsWith('Mangrove Marine'))
  expect(made).toHaveLength(1)
  for (const { id, number } of [first, second]) {
    expect(await world.history.states(id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect((await world.books.inXero(number)).map(document => document.contactId)).toEqual([made[0]?.id])
  }
})

test('E24: the persons that somebody keeps on a contact in Xero are neither doubled nor dropped by what is sent for it', async () => {
  const { xero } = world
  const invoice = { company: 'MangroveNew' }
  await world.set('unknown-customer', 'create')
  await world.ask([await closedInvoice(world, invoice)])
  await world.work()
  const contact = async () => {
    const { contacts } = await world.books.organisation()
    const [found, ...more] = contacts.filter(one => one.name.startsWith('Mangrove Marine'))
    expect(more).toEqual([])
    return present(found, 'the contact')
  }
  const { id, persons } = await contact()
  expect(persons).toEqual([])
  const kept = [{ FirstName: 'Ada', LastName: 'Okoro', EmailAddress: 'ada@customer.test' }]
  await xero.control.seed({ kind: 'contact', id, change: { details: { ContactPersons: kept } } })
  await xero.control.clearCalls()
  await world.refreshLists()
  const next = await closedInvoice(world, invoice)
  await world.ask([next])
  await world.work()
  expect(await world.history.states(next.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  expect((await contact()).persons).toEqual(kept)
  const calls = await xero.control.calls({ path: '/Contacts' })
  expect(calls.filter(({ method }) => method !== 'GET')).toEqual([])
})

test('a name that stands in Xero already is a question, also when our list did not show it yet', async () => {
  const { xero } = world
  const made = await xero.control.seed<{ contacts: { ContactID: string }[] }>({
    kind: 'bulk',
    contacts: 1,
    firstNumber: 999_001,
  })
  const { customer: name, invoice } = await world.books.addOfNewCustomer()
  await xero.control.seed({
    kind: 'contact',
    id: present(made.contacts[0], 'a contact').ContactID,
    change: { name },
  })
  await world.set('unknown-customer', 'create')
  await world.ask([invoice])
  await world.work()
  expect(await world.history.states(invoice.id)).toEqual({ document: 'blocked', mark: 'ready' })
  expect(await world.history.problems(invoice.id)).toEqual(['ledger-refused'])
  const calls = (await xero.control.calls({ method: 'PUT', path: 'Contacts' })).length

  await world.refreshLists()
  await world.work()
  expect(await world.history.problems(invoice.id)).toEqual(['customer-same-name'])
  expect((await xero.control.calls({ method: 'PUT', path: 'Contacts' })).length).toBe(calls)
  expect(await world.books.inXero(invoice.number)).toEqual([])
})

test('a record that changed between preview and send is not sent; seen again, it goes', async () => {
  const invoice = await closedInvoice(world)
  const seen = await preview(invoice.id)
  await world.books.change(invoice.id, { status: 'New' })
  await world.books.change(invoice.id, { changes: { lines: [storedLine('150.00')] } })
  await world.books.change(invoice.id, { status: 'Closed' })
  await world.ask([invoice], seen)
  await world.work()
  expect(await world.history.problems(invoice.id)).toEqual(['preview-changed'])
  expect(await world.books.inXero(invoice.number)).toEqual([])

  await world.ask([invoice], await preview(invoice.id))
  await world.work()
  expect((await world.books.inXero(invoice.number)).map(({ total }) => total)).toEqual(['165.00'])
  expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
})

test('an export that cannot be read holds up its own record only', async () => {
  const [broken, whole] = await world.books.add([
    { number: nextNumber(), company: 'AcmeDental', lines: [line()] },
    { number: nextNumber(), company: 'AcmeDental', lines: [line()] },
  ])
  if (!broken || !whole) throw new Error('Two invoices were made.')
  const match = { path: 'accounting/export', bodyIncludes: String(broken.billingLogId) }
  await world.connectwise.control.fault({ match, effect: 'bad-json', times: 100 })
  await world.ask([broken, whole])
  await world.work()
  await world.connectwise.control.clearFaults()
  expect(await world.history.problems(broken.id)).toEqual(['export-malformed'])
  expect(await world.history.states(whole.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
})

async function preview(id: number): Promise<string> {
  const { accountId, companyId, engine } = world
  const shown = await previewRecord(
    { accountId, companyId, psa: await engine.psaOf(accountId), inAccount },
    String(id),
  )
  if (shown.kind !== 'document') throw new Error(`The preview shows ${shown.kind}.`)
  return present(shown.hash, 'a preview without problems has a hash')
}

async function pick(kind: 'account', psaKey: string, code: string): Promise<void> {
  const { accountId, companyId, actor } = world
  await inAccount(accountId, async tx => {
    const items = await ledgerItems(tx, companyId, [kind])
    const { id, name } = present(
      items.find(item => item.code === code),
      code,
    )
    await saveMapping(tx, { companyId, kind, psaKey, psaName: psaKey, ledger: { id, name }, actor })
  })
}
