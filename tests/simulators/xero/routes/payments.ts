import type { Route } from '../../kit/message.ts'
import { envelope, notFound, validationException, writeBatch } from '../batch.ts'
import { bodyProblem } from '../body.ts'
import type { Payment } from '../entities.ts'
import { formatAllocation, formatPayment } from '../format.ts'
import { type ApiHandler, type Gate, scopes } from '../gate.ts'
import type { AllocationInput, PaymentInput } from '../input.ts'
import { allocate, deletePayment, savePayment, unallocate } from '../payments.ts'
import { type Fields, select, unknownParameter } from '../query.ts'
import type { World } from '../world.ts'

const FIELDS: Fields<Payment> = {
  Status: row => row.status,
  PaymentType: row => row.type,
  Date: row => row.date,
  Reference: row => row.reference,
  'Invoice.InvoiceID': row => row.document,
}

export function paymentRoutes(gate: Gate, world: World): Route[] {
  const reading = scopes('accounting.payments', 'GET')
  const writing = scopes('accounting.payments', 'POST')
  const crediting = scopes('accounting.invoices', 'PUT')
  const create = creator(world)
  return [
    gate.route('GET', 'Payments', reading, readMany),
    gate.route('GET', 'Payments/:id', reading, readOne),
    gate.route('PUT', 'Payments', writing, create),
    gate.route('POST', 'Payments', writing, create),
    gate.route('POST', 'Payments/:id', writing, remover(world)),
    gate.route('PUT', 'CreditNotes/:id/Allocations', crediting, allocator(world)),
    gate.route('DELETE', 'CreditNotes/:id/Allocations/:allocation', crediting, unallocator(world)),
  ]
}

/** One payment alone or several in a list. */
function creator(world: World): ApiHandler {
  return (request, context) => {
    const extra = unknownParameter(request.query, ['summarizeErrors'])
    const many = request.text().includes('"Payments"')
    const problem = extra ?? bodyProblem(request, 'payments.json', many ? 'Payments' : 'Payment')
    if (problem) return problem
    const inputs = many
      ? request.json<{ Payments: PaymentInput[] }>().Payments
      : [request.json<PaymentInput>()]
    return writeBatch({
      world,
      request,
      context,
      inputs,
      plural: 'Payments',
      idName: 'PaymentID',
      save: input => savePayment(context, input),
      format: row => formatPayment(row, context.books),
    })
  }
}

function remover(world: World): ApiHandler {
  return (request, context) => {
    const problem = bodyProblem(request, 'payment-delete.json', 'PaymentDelete')
    if (problem) return problem
    return writeBatch({
      world,
      request,
      context,
      inputs: [request.params.id ?? ''],
      plural: 'Payments',
      idName: 'PaymentID',
      save: id => deletePayment(context, id),
      format: row => formatPayment(row, context.books),
    })
  }
}

function allocator(world: World): ApiHandler {
  return (request, context) => {
    const extra = unknownParameter(request.query, ['summarizeErrors'])
    const problem = extra ?? bodyProblem(request, 'allocations.json', 'Allocations')
    if (problem) return problem
    return writeBatch({
      world,
      request,
      context,
      inputs: request.json<{ Allocations: AllocationInput[] }>().Allocations,
      plural: 'Allocations',
      idName: 'AllocationID',
      save: input => allocate(context, request.params.id ?? '', input),
      format: formatAllocation,
    })
  }
}

function unallocator(world: World): ApiHandler {
  return (request, context) => {
    const { id = '', allocation = '' } = request.params
    return request.write({
      commit: () => unallocate(context, id, allocation),
      format: row =>
        row
          ? {
              status: 200,
              body: { AllocationID: row.id, Invoice: { InvoiceID: row.invoice }, IsDeleted: true },
            }
          : validationException([{ ValidationErrors: [{ Message: 'The allocation could not be found' }] }]),
      after: () => world.announce(context.changes),
    })
  }
}

const readMany: ApiHandler = (request, context) => {
  const { query } = request
  const extra = unknownParameter(query, ['where', 'order', 'page', 'pageSize'])
  if (extra) return extra
  const payments = context.books.payments.by('tenant', context.organisation.id)
  const page = select(payments, query, request.header('if-modified-since'), FIELDS)
  if ('problem' in page) return page.problem
  const { pagination, rows } = page
  const Payments = rows.map(row => formatPayment(row, context.books))
  return envelope(context, { ...(pagination ? { pagination } : {}), Payments })
}

const readOne: ApiHandler = ({ params }, context) => {
  const payment = context.books.payments.get(params.id ?? '')
  if (payment?.tenant !== context.organisation.id) return notFound()
  return envelope(context, { Payments: [formatPayment(payment, context.books)] })
}
