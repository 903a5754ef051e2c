import { z } from 'zod'
import { NumberText, zDecimal } from '../../std/json.ts'
import type { PsaApplication } from '../credit-facts.ts'
import type { PaymentFigures, PaymentOutcome } from '../payment-facts.ts'
import type { WriteGuard } from '../write-facts.ts'
import type { Client } from './client.ts'
import { inLists } from './conditions.ts'
import { type Described, fieldsOf, zNumericId } from './fields.ts'
import { numeric } from './invoices.ts'
import { selected } from './paging.ts'
import { creditOf, figures, outcomeOf, rowsOf, seen } from './payments.ts'
import { writtenOf } from './written.ts'

const zCredited = z.object({ id: zNumericId, credits: zDecimal.nullish() } satisfies Described<'Invoice'>)
const fields = fieldsOf(zCredited)
const invoicesAtOnce = 4

/** Payments that name a credit memo; only invoices that say of themselves that they were given credit are asked for them. */
export async function creditsOf(client: Client, recordIds: readonly string[]): Promise<PsaApplication[]> {
  const conditions = inLists('id', recordIds.map(numeric), fields)
  const invoices = await selected(client, 'invoices', zCredited, conditions, (api, query) =>
    api.GET('/finance/invoices', { params: { query: { ...query, fields } } }),
  )
  const credited = invoices.filter(({ credits }) => credits && !credits.isZero()).map(({ id }) => id)
  const found: PsaApplication[] = []
  for (let at = 0; at < credited.length; at += invoicesAtOnce) {
    const group = credited.slice(at, at + invoicesAtOnce)
    found.push(...(await Promise.all(group.map(id => applicationsOf(client, id)))).flat())
  }
  return found
}

async function applicationsOf(client: Client, recordId: string): Promise<PsaApplication[]> {
  const rows = await rowsOf(client, recordId)
  return rows.flatMap(row => {
    const creditRecordId = creditOf(row)
    const payment = seen(row)
    return payment && creditRecordId !== null
      ? [{ ...payment, amount: payment.amount.abs(), recordId, creditRecordId }]
      : []
  })
}

export async function addCredit(
  client: Client,
  timeFactor: number,
  { recordId, credit }: { recordId: string; credit: PaymentFigures & { creditRecordId: string } },
  guard: WriteGuard,
): Promise<PaymentOutcome & { credited?: boolean }> {
  const parentId = numeric(recordId)
  const body = {
    ...figures(credit),
    invoice: { id: new NumberText(parentId) },
    credit: { id: new NumberText(numeric(credit.creditRecordId)) },
  }
  const params = { path: { parentId } }
  const sent = await client.write(
    api => api.POST('/finance/invoices/{parentId}/payments', { params, body }),
    guard,
  )
  return outcomeOf(writtenOf(sent, timeFactor))
}
