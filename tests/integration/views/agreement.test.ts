import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { newId } from '../../../lib/std/id.ts'
import { agreementView } from '../../../lib/sync/views/agreement.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import { closedInvoice, line, type PostingWorld, postingWorld } from '../../support/world.ts'

/** What an agreement's screen says before the monthly run: of the invoice that is not made yet, of open ones and of those that wait. */

let world: PostingWorld
const zMade = z.object({ agreements: z.array(z.object({ id: z.int(), name: z.string() })) })

beforeAll(async () => {
  world = await postingWorld()
})
afterEach(async () => {
  await right('Finance/Agreements', 'I')
  await right('Finance/Invoicing', 'AEDI')
})
afterAll(() => world.close())

async function agreement(company: string, spec: object = {}): Promise<{ id: number; name: string }> {
  const agreements = [{ company, name: 'Full support', amount: '250.00', ...spec }]
  const made = await world.connectwise.control.call('POST', 'agreements', {
    tenant: DEMO.company,
    agreements,
  })
  return present(zMade.parse(made).agreements[0], 'an agreement')
}

const right = (name: string, allowed: string) =>
  world.connectwise.control.call('POST', 'roles', { tenant: DEMO.company, right: name, allowed })

async function view(id: number, companies: 'all' | string[] = 'all') {
  const { accountId, companyId, engine } = world
  const psa = await engine.psaOf(accountId)
  const within: typeof inAccount = (account, work) => inAccount(account, work, companies)
  return agreementView({ accountId, companyId, psa, inAccount: within }, String(id))
}

test('the invoice that is not made yet is in order, or says what it would run into', async () => {
  const fine = await agreement('JacanaArch')
  expect(await view(fine.id)).toMatchObject({
    name: 'Full support',
    party: 'Jacana Architects',
    unread: '',
    outOfTouch: '',
    next: { companyId: world.companyId, amount: '250.00', currency: 'AUD', problems: [] },
    ahead: [],
    behind: [],
  })
  const unmapped = await agreement('MangroveNew', { tax: 3 })
  const { next } = await view(unmapped.id)
  const codes = next?.problems.map(({ code }) => code)
  expect(codes?.some(code => code.startsWith('customer-'))).toBe(true)
  expect(codes?.some(code => code.startsWith('tax-'))).toBe(true)
})

test('open and closed ones stand before those that were sent, each with what is found of it', async () => {
  const made = await agreement('JacanaArch')
  const spec = { company: 'JacanaArch', type: 'Agreement', agreement: made }
  const sent = await closedInvoice(world, spec)
  await world.ask([sent])
  await world.work()
  const [open] = await world.books.add([{ ...spec, number: '88001', status: 'new', tax: 3, lines: [line()] }])
  const product = { ...line('40.00'), kind: 'product', item: { id: 720, identifier: 'CM-BACKUP' } }
  const unmapped = await closedInvoice(world, {
    ...spec,
    lines: [{ ...product, category: 'Marketplace' }],
  })
  const fine = await closedInvoice(world, spec)
  const { ahead, behind } = await view(made.id)
  const told = ahead.map(({ recordId, standing, problems }) => [
    recordId,
    standing,
    problems.map(({ code }) => code),
  ])
  expect(told.find(([id]) => id === String(fine.id))).toEqual([String(fine.id), 'ready', []])
  expect(told.find(([id]) => id === String(open?.id))).toEqual([
    String(open?.id),
    'open',
    [expect.stringMatching(/^tax-/)],
  ])
  expect(told.find(([id]) => id === String(unmapped.id))).toEqual([
    String(unmapped.id),
    'fix',
    [expect.stringMatching(/^account-/)],
  ])
  expect(behind.map(({ recordId, standing }) => [recordId, standing])).toEqual([
    [String(sent.id), 'in-ledger'],
  ])
  expect(behind[0]?.remoteUrl).toMatch(/^http/)
})

test('it costs a few calls, however many invoices wait', async () => {
  const made = await agreement('JacanaArch')
  const spec = { company: 'JacanaArch', type: 'Agreement', agreement: made }
  for (let count = 0; count < 6; count += 1) await closedInvoice(world, spec)
  const { control } = world.connectwise
  await view(made.id)
  await control.clearCalls()
  expect((await view(made.id)).ahead).toHaveLength(6)
  const calls = await control.calls()
  // Its invoices, itself, what of them is offered, by number and by page, and their entries.
  expect(calls.length).toBeLessThanOrEqual(6)
})

test('without the right to agreements their invoices are shown and the lack is told; without both it is out of touch', async () => {
  const made = await agreement('JacanaArch')
  const invoice = await closedInvoice(world, { company: 'JacanaArch', type: 'Agreement', agreement: made })
  await right('Finance/Agreements', '')
  const shown = await view(made.id)
  expect(shown).toMatchObject({ name: '', party: 'Jacana Architects', next: null })
  expect(shown.unread).toMatch(/lack a right/)
  expect(shown.ahead.map(({ recordId }) => recordId)).toEqual([String(invoice.id)])
  await right('Finance/Invoicing', '')
  expect(await view(made.id)).toMatchObject({ ahead: [], outOfTouch: expect.stringMatching(/lack a right/) })
})

test('whoever has not been given the company sees nothing of its agreements, and an id that is none names nothing', async () => {
  const made = await agreement('JacanaArch')
  await closedInvoice(world, { company: 'JacanaArch', type: 'Agreement', agreement: made })
  expect(await view(made.id, [newId()])).toMatchObject({ next: null, ahead: [], behind: [] })
  expect(await view(999_999)).toMatchObject({ name: '', next: null, ahead: [], behind: [] })
})
