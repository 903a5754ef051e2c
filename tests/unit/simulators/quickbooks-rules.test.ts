import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeOf, line, sale, startQuickBooksCaller } from './quickbooks-client.ts'

let world: Awaited<ReturnType<typeof startQuickBooksCaller>>
let clean: string
let parameters: object

beforeAll(async () => {
  world = await startQuickBooksCaller({ parameters: { minuteLimit: 100_000 } })
  parameters = await world.sim.control.parameters()
  clean = await world.sim.control.snapshot()
})
beforeEach(async () => {
  await world.sim.control.restore(clean)
  await world.sim.control.setParameters(parameters)
})
afterAll(() => world.sim.close())

const made = async (number: string, more: object = {}) =>
  (await world.post('invoice', sale(number, more))).body.Invoice

describe('names', () => {
  test.each([
    ['vendor', 'Acacia Dental Group', 'a customer'],
    ['vendor', 'Robin Engineer', 'an employee'],
    ['customer', 'Ingram Micro', 'a vendor'],
    ['customer', 'sam technician', 'an employee'],
  ])('a new %s cannot be called %s, as %s is', async (type, DisplayName, _who) => {
    const answer = await world.post(type, { DisplayName })
    expect(codeOf(answer)).toBe('6240')
    expect(answer.body.Fault?.Error[0]?.Detail).toMatch(/Another customer, vendor or employee/)
  })

  test('a rename clashes as a new name does, and so does a name that comes back', async () => {
    const { Vendor } = (await world.post('vendor', { DisplayName: 'Own Supplies' })).body
    const own = { Id: Vendor.Id, sparse: true }
    const rename = { ...own, SyncToken: '0', DisplayName: 'Robin Engineer' }
    expect(codeOf(await world.post('vendor', rename))).toBe('6240')
    await world.post('vendor', { ...own, SyncToken: '0', Active: false })
    expect((await world.post('customer', { DisplayName: 'Own Supplies' })).status).toBe(200)
    expect(codeOf(await world.post('vendor', { ...own, SyncToken: '1', Active: true }))).toBe('6240')
  })
})

describe('classes, departments and terms', () => {
  test('a class stands on its line, or on the document, or is dropped, by the preferences', async () => {
    const [one] = await world.listed('Class')
    const ClassRef = { value: one?.Id }
    const both = (number: string) => made(number, { ClassRef, Line: [line(100, { ClassRef })] })
    const standing = async (number: string) => {
      const { Line, ...head } = await both(number)
      return [head, Line[0]].map(part => JSON.stringify(part).includes('"ClassRef"'))
    }
    expect(await standing('C-1')).toEqual([false, true])
    const perTxn = { classTrackingPerTxn: true, classTrackingPerTxnLine: false }
    await world.sim.control.seed({ kind: 'preferences', change: perTxn })
    expect(await standing('C-2')).toEqual([true, false])
    await world.sim.control.seed({ kind: 'preferences', change: { classTrackingPerTxn: false } })
    expect(await standing('C-3')).toEqual([false, false])
  })

  test('a department stands on the document while departments are tracked', async () => {
    const [sydney] = await world.listed('Department')
    const DepartmentRef = { value: sydney?.Id }
    expect(await made('D-1', { DepartmentRef })).toMatchObject({ DepartmentRef: { name: 'Sydney' } })
    await world.sim.control.seed({ kind: 'preferences', change: { trackDepartments: false } })
    expect(await made('D-2', { DepartmentRef })).not.toHaveProperty('DepartmentRef')
  })

  test.each(['Class', 'Department', 'Term'] as const)('an unknown or inactive %s is refused', async type => {
    const [one] = await world.listed(type)
    const naming = (value = '') => ({
      ...(type === 'Department' && { DepartmentRef: { value } }),
      ...(type === 'Term' && { SalesTermRef: { value } }),
      Line: [line(100, type === 'Class' ? { ClassRef: { value } } : {})],
    })
    expect(codeOf(await world.post('invoice', sale('X-1', naming('999'))))).toBe('2500')
    await world.sim.control.seed({ kind: 'entity', type, entityId: one?.Id ?? '', active: false })
    expect(codeOf(await world.post('invoice', sale('X-2', naming(one?.Id))))).toBe('610')
  })

  test('the due date is the one sent, else by the term of the sale, else by that of its customer', async () => {
    const net30 = { SalesTermRef: { value: '4' } }
    expect(await made('T-1', net30)).toMatchObject({
      DueDate: '2026-12-02',
      SalesTermRef: { name: 'Net 30' },
    })
    expect(await made('T-2', { ...net30, DueDate: '2026-11-20' })).toMatchObject({ DueDate: '2026-11-20' })
    await world.post('customer', { Id: '1', SyncToken: '0', sparse: true, SalesTermRef: { value: '3' } })
    expect(await made('T-3')).toMatchObject({ DueDate: '2026-11-16', SalesTermRef: { name: 'Net 14' } })
  })
})

describe('refusals with status 200', () => {
  test('carry their Fault in the body, for writes, reads and queries', async () => {
    await made('F-1')
    await world.sim.control.setParameters({ faultsWith200: true })
    const twice = await world.post('invoice', sale('F-1'))
    expect([twice.status, codeOf(twice), twice.body.Invoice]).toEqual([200, '6140', undefined])
    const read = await world.call('GET', 'invoice/999')
    expect([read.status, codeOf(read)]).toEqual([200, '610'])
    const query = await world.call('GET', 'query?query=select')
    expect([query.status, codeOf(query)]).toEqual([200, '4000'])
  })

  test('are kept under their requestid or not, as others are', async () => {
    await made('F-2')
    await world.sim.control.setParameters({ faultsWith200: true, requestIdKeepsErrors: false })
    expect(codeOf(await world.post('invoice?requestid=f-1', sale('F-2')))).toBe('6140')
    await world.sim.control.setParameters({ duplicateNumbers: 'never' })
    expect((await world.post('invoice?requestid=f-1', sale('F-2'))).body.Invoice).toMatchObject({
      DocNumber: 'F-2',
    })
  })
})

test('a requestid may live for ever', async () => {
  const forever = { requestIdLifeMs: 1e15, duplicateNumbers: 'never', accessLifeMs: 1e15 }
  const own = await startQuickBooksCaller({ parameters: forever })
  const first = await own.post('invoice?requestid=r-1', sale('R-1'))
  await own.sim.control.advance(3 * 365 * 86_400_000)
  const later = await own.post('invoice?requestid=r-1', sale('R-1'))
  expect(later.body.Invoice.Id).toBe(first.body.Invoice.Id)
  await own.sim.close()
})

test('what is made in a batch can be named in a later one only', async () => {
  const { Customer: last } = (await world.post('customer', { DisplayName: 'Last so far' })).body
  const CustomerRef = { value: String(Number(last.Id) + 1) }
  const outcomes = new Set<string>()
  // In mixed order: whether the invoice finds its customer is luck, and so it is nothing to lean on.
  for (let round = 0; round < 12; round += 1) {
    const before = await world.sim.control.snapshot()
    const { body } = await world.post('batch', {
      BatchItemRequest: [
        { bId: 'c', operation: 'create', Customer: { DisplayName: 'Made in this batch' } },
        { bId: 'i', operation: 'create', Invoice: sale('L-1', { CustomerRef }) },
      ],
    })
    const [customer, invoice] = body.BatchItemResponse
    expect(customer?.Customer?.Id).toBe(CustomerRef.value)
    outcomes.add(invoice?.Fault?.Error[0]?.code ?? 'made')
    if (outcomes.has('2500')) {
      const next = await world.post('batch', {
        BatchItemRequest: [{ bId: 'i', operation: 'create', Invoice: sale('L-2', { CustomerRef }) }],
      })
      expect(next.body.BatchItemResponse[0]?.Invoice).toMatchObject({ DocNumber: 'L-2' })
    }
    await world.sim.control.restore(before)
  }
  expect([...outcomes].toSorted()).toEqual(['2500', 'made'])
})
