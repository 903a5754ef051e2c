import { expect, test } from 'vitest'
import { findCustomer } from '../../../lib/accounting/customer.ts'
import { Desk } from '../../../lib/accounting/desk.ts'
import { mappings, planInput, planOptions, planReference, salesExport } from '../../support/planning.ts'

const acme = salesExport().customer
const harbour = {
  id: '260',
  identifier: 'Harbour',
  name: ' Harbour Legal ',
  email: 'a@harbour.test',
  accountNumber: 'H1',
}
const unmapped = mappings({ without: ['customer 250'] })

test('a linked customer is the contact’s id and the ledger’s name for it', () => {
  const desk = new Desk(
    planInput({
      mappings: mappings({ without: ['customer 250'], and: [['customer', '250', 'contact-acme']] }),
    }),
  )
  expect(findCustomer({ ...acme, name: 'Acme Dental Group' }, desk)).toEqual({
    ref: { psaId: '250', name: 'Acme Dental', ledgerId: 'contact-acme' },
    contact: null,
  })
  expect(desk.problems()).toEqual([])
})

test('a contact that was made a moment ago and is in no list yet is trusted', () => {
  const desk = new Desk(planInput({ mappings: mappings({ and: [['customer', '260', 'new-id']] }) }))
  expect(findCustomer(harbour, desk).ref).toEqual({ psaId: '260', name: 'Harbour Legal', ledgerId: 'new-id' })
  expect(desk.problems()).toEqual([])
})

test('an archived contact stops', () => {
  const desk = new Desk(planInput({ mappings: mappings({ and: [['customer', '260', 'contact-mill']] }) }))
  findCustomer(harbour, desk)
  expect(desk.problems()).toMatchObject([{ code: 'customer-archived', contactName: 'Old Mill Bakery' }])
})

test.each(['ask', 'create'] as const)(
  'an equal name is a question even where the setting says %s',
  unknownCustomer => {
    const desk = new Desk(planInput({ mappings: unmapped, options: planOptions({ unknownCustomer }) }))
    expect(findCustomer({ ...acme, name: ' ACME dental' }, desk).contact).toBeNull()
    expect(desk.problems()).toMatchObject([
      { code: 'customer-same-name', contactId: 'contact-acme', contactName: 'Acme Dental' },
    ])
  },
)

test('an unknown customer is asked for', () => {
  const desk = new Desk(planInput())
  expect(findCustomer(harbour, desk).contact).toBeNull()
  expect(desk.problems()).toEqual([{ code: 'customer-unknown', customer: harbour.name, customerId: '260' }])
})

test('or made first, where the company says so; but never without a name', () => {
  const desk = new Desk(planInput({ options: planOptions({ unknownCustomer: 'create' }) }))
  expect(findCustomer(harbour, desk)).toEqual({
    ref: { psaId: '260', name: 'Harbour Legal', ledgerId: null },
    contact: {
      role: 'customer',
      psaId: '260',
      name: 'Harbour Legal',
      email: 'a@harbour.test',
      accountNumber: 'H1',
    },
  })
  expect(desk.problems()).toEqual([])
  findCustomer({ ...harbour, name: ' ' }, desk)
  expect(desk.problems()).toMatchObject([{ code: 'customer-unknown' }])
})

test('an archived contact of the same name is no same customer', () => {
  const desk = new Desk(
    planInput({ options: planOptions({ unknownCustomer: 'create' }), reference: planReference() }),
  )
  expect(findCustomer({ ...harbour, name: 'Old Mill Bakery' }, desk).contact?.name).toBe('Old Mill Bakery')
})
