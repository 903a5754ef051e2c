import { expect, test } from 'vitest'
import { Desk } from '../../../lib/accounting/desk.ts'
import { findVendor } from '../../../lib/accounting/vendor.ts'
import { planOptions } from '../../support/planning.ts'
import {
  purchaseExport,
  purchaseInput,
  purchaseMappings,
  purchaseReference,
} from '../../support/purchasing.ts'

const ingram = purchaseExport().customer
const synnex = { ...ingram, id: '910', name: ' Synnex ' }
const create = planOptions({ unknownCustomer: 'create' })
const deskOf = (change: Parameters<typeof purchaseMappings>[0]) =>
  new Desk(purchaseInput({ options: create, mappings: purchaseMappings(change) }), 'purchase')

test('a linked vendor is the contact’s id and the ledger’s name for it', () => {
  const desk = deskOf({})
  expect(findVendor({ ...ingram, name: 'Ingram Micro Pty' }, desk)).toEqual({
    ref: { psaId: '900', name: 'Ingram Micro', ledgerId: 'contact-ingram' },
    contact: null,
  })
  expect(desk.problems()).toEqual([])
  expect(desk.mappingKeys()).toEqual([{ kind: 'vendor', key: '900', name: 'Ingram Micro Pty' }])
})

test('a customer of the same company is no vendor: each is linked for itself', () => {
  const desk = deskOf({ without: ['vendor 900'], and: [['customer', '910', 'contact-ingram']] })
  expect(findVendor(synnex, desk).ref.ledgerId).toBeNull()
  expect(desk.problems()).toEqual([{ code: 'vendor-unknown', vendor: ' Synnex ', vendorId: '910' }])
})

test('an archived contact stops, one that is in no list yet is trusted', () => {
  const archived = deskOf({ and: [['vendor', '910', 'contact-old']] })
  findVendor(synnex, archived)
  expect(archived.problems()).toMatchObject([{ code: 'vendor-archived', contactName: 'Old Parts' }])
  const fresh = deskOf({ and: [['vendor', '910', 'new-id']] })
  expect(findVendor(synnex, fresh).ref).toEqual({ psaId: '910', name: 'Synnex', ledgerId: 'new-id' })
  expect(fresh.problems()).toEqual([])
})

test('an equal name is a question, and so is one that is not known, whatever is done with customers', () => {
  const desk = deskOf({ without: ['vendor 900'] })
  expect(findVendor({ ...ingram, name: ' INGRAM micro' }, desk).ref.ledgerId).toBeNull()
  findVendor({ ...synnex, name: '' }, desk)
  expect(desk.problems()).toMatchObject([
    { code: 'vendor-same-name', contactId: 'contact-ingram', contactName: 'Ingram Micro' },
    { code: 'vendor-unknown' },
  ])
})

test('one that is not known is made where the company says so, and never by an equal name, nor without one', () => {
  const made = planOptions({ unknownVendor: 'create' })
  const found = (vendor: typeof synnex) => {
    const desk = new Desk(purchaseInput({ options: made, mappings: purchaseMappings({}) }), 'purchase')
    const { contact } = findVendor(vendor, desk)
    return { contact, codes: desk.problems().map(({ code }) => code) }
  }
  expect(found(synnex)).toEqual({
    contact: { role: 'vendor', psaId: '910', name: 'Synnex', email: 'ar@ingram.test', accountNumber: 'V900' },
    codes: [],
  })
  expect(found({ ...synnex, name: 'Ingram Micro' })).toEqual({ contact: null, codes: ['vendor-same-name'] })
  expect(found({ ...synnex, name: ' ' })).toEqual({ contact: null, codes: ['vendor-unknown'] })
})

test('where the ledger keeps the two apart, a customer cannot be owed, whatever his name', () => {
  const known = purchaseReference()
  const contacts = new Map([
    ...known.contacts,
    ['c-ingram', { id: 'c-ingram', name: 'Ingram Micro', archived: false, role: 'customer' as const }],
  ])
  const reference = { ...known, contacts, contactsByName: new Map([['ingram micro', 'c-ingram']]) }
  const options = planOptions({ unknownVendor: 'create' })
  const codes = (change: Parameters<typeof purchaseMappings>[0]) => {
    const mappings = purchaseMappings(change)
    const desk = new Desk(purchaseInput({ reference, options, mappings }), 'purchase')
    expect(findVendor(ingram, desk).contact).toBeNull()
    return desk.problems().map(({ code }) => code)
  }
  expect(codes({ without: ['vendor 900'] })).toEqual(['vendor-unknown'])
  expect(codes({ without: ['vendor 900'], and: [['vendor', '900', 'c-ingram']] })).toEqual([
    'vendor-is-customer',
  ])
})
