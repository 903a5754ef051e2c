import type { Route, SimRequest, SimResponse } from '../../kit/message.ts'
import { type PatchBody, type PaymentBody, patchBody, patched, paymentBody } from '../bodies.ts'
import type { Invoice } from '../entities.ts'
import type { Payment } from '../entities-payments.ts'
import { noSuchPlace } from '../errors.ts'
import { paymentRow } from '../format-payments.ts'
import type { Done } from '../life.ts'
import { addPayment, changePayment, paymentsOf } from '../payments.ts'
import { countAnswer, listAnswer, oneAnswer } from '../query.ts'
import type { Context, Rest } from '../rest.ts'
import { keyOf } from '../store.ts'

const PATH = '/finance/invoices/:parentId/payments'

type At = { context: Context; request: SimRequest; invoice: Invoice }
type AtOne = At & { payment: Payment }

/** Payments of one invoice: they change what it still owes, and nothing else of it. */
export function paymentRoutes(rest: Rest): Route[] {
  return [
    rest.on('GET', PATH, ofInvoice(list)),
    rest.on('GET', `${PATH}/count`, ofInvoice(count)),
    rest.on('POST', PATH, ofInvoice(create)),
    rest.on('GET', `${PATH}/:id`, ofPayment(one)),
    rest.on('PUT', `${PATH}/:id`, ofPayment(replace)),
    rest.on('PATCH', `${PATH}/:id`, ofPayment(change)),
    rest.on('DELETE', `${PATH}/:id`, ofPayment(remove)),
  ]
}

type Answer = SimResponse | Promise<SimResponse>

function ofInvoice(answer: (at: At) => Answer) {
  return (context: Context, request: SimRequest): Answer => {
    const { invoices } = context.sim.books
    const invoice = invoices.get(keyOf(context.tenant.company, request.params.parentId ?? ''))
    return invoice ? answer({ context, request, invoice }) : noSuchPlace()
  }
}

function ofPayment(answer: (at: AtOne) => Answer) {
  return ofInvoice(at => {
    const { payments } = at.context.sim.books
    const payment = payments.get(keyOf(at.invoice.tenant, at.request.params.id ?? ''))
    return payment?.invoiceId === at.invoice.id ? answer({ ...at, payment }) : noSuchPlace()
  })
}

const rowsOf = ({ context, invoice }: At) =>
  paymentsOf(context.sim, invoice).map(payment => paymentRow(context.at, invoice, payment))
const list = (at: At) => listAnswer(at.request, at.context.base, () => rowsOf(at))
const count = (at: At) => countAnswer(at.request, () => rowsOf(at))
const one = ({ context, request, invoice, payment }: AtOne) =>
  oneAnswer(request, paymentRow(context.at, invoice, payment))

function create(at: At): Answer {
  const { context, request, invoice } = at
  const body = paymentBody(request)
  if (!body.ok) return body.refusal
  const wants = request.json<PaymentBody>()
  return written(at, 201, () => addPayment(context.sim, context.tenant, invoice, wants, context.member))
}

function replace(at: AtOne): Answer {
  const body = paymentBody(at.request)
  if (!body.ok) return body.refusal
  const { amount = null, ...wants } = at.request.json<PaymentBody>()
  return written(at, 200, () => changePayment(at.context.sim, at.invoice, at.payment, { ...wants, amount }))
}

function change(at: AtOne): Answer {
  const body = patchBody(at.request)
  if (!body.ok) return body.refusal
  // A sub-path changes nothing and answers 200 all the same, as for an invoice.
  const changes = at.request
    .json<PatchBody>()
    .map(step => ({ ...step, path: step.path.replace(/^\//, '') }))
    .filter(({ path }) => !path.includes('/'))
  const wants = patched<Pick<PaymentBody, 'amount' | 'paymentDate' | 'type'>>({}, changes)
  return written(at, 200, () => changePayment(at.context.sim, at.invoice, at.payment, wants))
}

function written({ context, request, invoice }: At, status: number, commit: () => Done<Payment>): Answer {
  return request.write<Done<Payment>>({
    latencyMs: context.sim.parameters.latency.writeMs,
    commit,
    format: made => (made.ok ? { status, body: paymentRow(context.at, invoice, made.value) } : made.refusal),
  })
}

function remove({ context, request, payment }: AtOne): Answer {
  const { sim } = context
  return request.write({
    latencyMs: sim.parameters.latency.writeMs,
    commit: () => sim.books.payments.delete(payment.key),
    format: () => ({ status: 204 }),
  })
}
