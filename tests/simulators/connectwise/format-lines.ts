import type { Invoice, Line } from './entities.ts'
import { companyRef, dayTime, type Lookup, locationRef, nameRef, taxCodeRef } from './format.ts'
import { dec, number } from './money.ts'

/** The same lines as the REST product, time and expense records show them: true prices, four decimals. */
export function productRow(at: Lookup, invoice: Invoice, line: Line) {
  return {
    id: line.id,
    catalogItem: line.item
      ? { id: line.item.id, identifier: line.item.identifier, name: line.description }
      : null,
    description: line.description,
    customerDescription: line.description,
    quantity: number(line.quantity),
    unitOfMeasure: { id: 1, name: 'Each' },
    price: number(line.price),
    cost: number(line.cost),
    extPrice: number(line.amount),
    extCost: number(dec(line.cost).times(line.quantity).toFixed()),
    discount: number('0'),
    priceMethod: 'PricePerUnit',
    billableOption: 'Billable',
    taxableFlag: line.taxable,
    taxCode: taxCodeRef(at.tenant, invoice.taxCodeId),
    productClass: 'NonInventory',
    ...placeOf(at, invoice),
    businessUnitId: invoice.departmentId,
    businessUnit: nameRef(at.tenant.departments, invoice.departmentId),
    cancelledFlag: false,
    agreement: invoice.agreement,
    project: invoice.project,
    customFields: [],
  }
}

export function timeRow(at: Lookup, invoice: Invoice, line: Line) {
  const member = line.memberId === null ? null : at.member(line.memberId)
  return {
    id: line.id,
    chargeToId: 4000 + line.id,
    chargeToType: 'ServiceTicket',
    member: member
      ? { id: member.id, identifier: member.identifier, name: `${member.firstName} ${member.lastName}` }
      : null,
    ...placeOf(at, invoice),
    businessUnitId: invoice.departmentId,
    department: nameRef(at.tenant.departments, invoice.departmentId),
    workType: { id: 1, name: line.category === '' ? 'Regular' : line.category },
    workRole: { id: 1, name: 'Engineer' },
    timeStart: `${line.date}T09:00:00Z`,
    actualHours: number(line.quantity),
    invoiceHours: number(line.quantity),
    hourlyRate: number(line.price),
    billableOption: 'Billable',
    notes: line.description,
    extendedInvoiceAmount: number(line.amount),
    status: 'Billed',
    invoiceFlag: true,
    taxCode: taxCodeRef(at.tenant, invoice.taxCodeId),
    agreement: invoice.agreement,
    project: invoice.project,
    customFields: [],
  }
}

export function expenseRow(at: Lookup, invoice: Invoice, line: Line) {
  const member = line.memberId === null ? null : at.member(line.memberId)
  return {
    id: line.id,
    chargeToType: 'ServiceTicket',
    type: { id: 1, name: line.category === '' ? 'Travel' : line.category },
    member: member
      ? { id: member.id, identifier: member.identifier, name: `${member.firstName} ${member.lastName}` }
      : null,
    amount: number(line.amount),
    invoiceAmount: number(line.amount),
    billAmount: number(line.amount),
    billableOption: 'Billable',
    date: dayTime(line.date),
    ...placeOf(at, invoice),
    location: undefined,
    businessUnitId: invoice.departmentId,
    notes: line.description,
    status: 'Billed',
    agreement: invoice.agreement,
    project: invoice.project,
    customFields: [],
  }
}

function placeOf(at: Lookup, invoice: Invoice) {
  return {
    company: companyRef(at.company(invoice.companyId)),
    locationId: invoice.locationId,
    location: locationRef(at.tenant, invoice.locationId),
    invoice: { id: invoice.id, identifier: invoice.number },
    _info: { lastUpdated: invoice.updatedAt, updatedBy: invoice.updatedBy },
  }
}
