import { z } from 'zod'
import { Decimal } from '../../std/decimal.ts'
import { zDecimal } from '../../std/json.ts'
import type { PsaAgreement } from '../psa-facts.ts'
import type { Client } from './client.ts'
import {
  type Described,
  fieldsOf,
  isNumericId,
  zCompany,
  zCurrency,
  zFlag,
  zMaybeDay,
  zMaybeText,
  zName,
  zNumericId,
} from './fields.ts'

const zAgreement = z.object({
  id: zNumericId,
  name: zMaybeText,
  company: zCompany,
  location: zName,
  billingTerms: zName,
  billAmount: zDecimal.nullish(),
  taxable: zFlag,
  taxCode: zName,
  currency: zCurrency,
  // The document says text; what is no day is not told.
  nextInvoiceDate: zMaybeDay.catch(null),
  agreementStatus: zMaybeText,
} satisfies Described<'Agreement'>)
const fields = fieldsOf(zAgreement)

/** Asked for in the list, as a purchase order is: a 404 of one alone could mean wrong keys. */
export async function agreement(client: Client, id: string): Promise<PsaAgreement | null> {
  if (!isNumericId(id)) return null
  const query = { conditions: `id=${id}`, pageSize: '1', fields }
  const [row] = await client.read('an agreement', z.array(zAgreement), api =>
    api.GET('/finance/agreements', { params: { query } }),
  )
  return row ? agreementOf(row) : null
}

function agreementOf(row: z.output<typeof zAgreement>): PsaAgreement {
  return {
    id: row.id,
    name: row.name,
    customer: row.company,
    locationId: row.location.id,
    terms: row.billingTerms.name,
    amount: row.billAmount ?? Decimal.zero,
    taxable: row.taxable,
    taxCode: row.taxCode.name,
    currency: row.currency,
    nextInvoiceOn: row.nextInvoiceDate ?? null,
    statusName: row.agreementStatus,
  }
}
