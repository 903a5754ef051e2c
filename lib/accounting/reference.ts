import type { SalesExport } from './export.ts'
import { fillTokens, unknownTokenOf } from './tokens.ts'

/** What a reference may name of its record. */
export const referenceTokens = [
  'customerPO',
  'agreementPO',
  'project',
  'invoice',
  'customer',
  'memo',
  'salesRep',
] as const
type Token = (typeof referenceTokens)[number]

export const standardReference = 'Your: {customerPO}, Your: {agreementPO}, Project: {project}'

const referenceMax = 255 // Xero's limit

/** The parts between commas, each left out where the record has nothing for one of its tokens. */
export function referenceText(format: string, record: SalesExport): string {
  const values = valuesOf(record)
  return format
    .split(',')
    .map(part => fillTokens(part.trim(), values))
    .filter(part => part !== '')
    .join(', ')
    .slice(0, referenceMax)
}

/** The first token that there is not; null where all are known. */
export function unknownToken(format: string): string | null {
  return unknownTokenOf(format, referenceTokens)
}

/** ConnectWise has one field for both orders: on an agreement's invoice it is the agreement's. */
function valuesOf(record: SalesExport): Readonly<Record<Token, string>> {
  const ofAgreement = record.billingType.trim().toLowerCase() === 'agreement'
  return {
    customerPO: ofAgreement ? '' : record.purchaseOrder,
    agreementPO: ofAgreement ? record.purchaseOrder : '',
    project: record.project,
    invoice: record.number,
    customer: record.customer.name,
    memo: record.memo,
    salesRep: record.salesRep.name,
  }
}
