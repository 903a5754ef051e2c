import { randomUUID } from 'node:crypto'
import type { SimRequest, SimResponse } from '../kit/message.ts'
import type { Context, Outcome } from './context.ts'
import { msDate } from './format.ts'
import type { CallContext, World } from './world.ts'

type Batch<Input, Row> = {
  world: World
  request: SimRequest
  context: CallContext
  inputs: Input[]
  /** The plural in the answer. */
  plural: string
  save(input: Input): Outcome<Row>
  format(row: Row): object
  /** The zero id that Xero gives an element it did not make. */
  idName: string
}

type Done<Row> = { outcomes: Outcome<Row>[]; saved: boolean }

/**
 * A write of many elements. With summarizeErrors=false each stands alone in a 200; otherwise one error makes
 * the answer a 400, and whether the good elements were saved is an open point (mixedBatchSavesValid).
 */
export function writeBatch<Input, Row>(batch: Batch<Input, Row>): Promise<SimResponse> {
  const { world, request, context, inputs } = batch
  const alone = request.query.get('summarizeErrors') === 'false'
  const { latency, mixedBatchSavesValid } = world.parameters.current
  const good = (outcome: Outcome<Row>) => outcome.row !== undefined
  const all = (outcomes: Outcome<Row>[]) => outcomes.every(good)
  return request.write<Done<Row>>({
    documents: inputs.length,
    latencyMs: latency.writeBaseMs + latency.writePerDocumentMs * inputs.length,
    commit(count) {
      const part = inputs.slice(0, count)
      if (alone || mixedBatchSavesValid) {
        const outcomes = part.map(input => world.attempt(() => batch.save(input), good))
        return { outcomes, saved: true }
      }
      const outcomes = world.attempt(() => part.map(batch.save), all)
      return { outcomes, saved: all(outcomes) }
    },
    format({ outcomes }) {
      if (!alone && !all(outcomes))
        return validationException(outcomes.filter(outcome => !good(outcome)).map(failed))
      const elements = outcomes.map(outcome => {
        if (!outcome.row) return { [batch.idName]: ZERO_ID, ...failed(outcome) }
        const warnings = outcome.warnings.map(Message => ({ Message }))
        const status = warnings.length > 0 ? { StatusAttributeString: 'WARNING', Warnings: warnings } : OK
        return { ...batch.format(outcome.row), ...(alone || warnings.length > 0 ? status : {}) }
      })
      return envelope(context, { [batch.plural]: elements })
    },
    after({ saved }) {
      if (saved) world.announce(context.changes)
    },
  })
}

const OK = { StatusAttributeString: 'OK' }
const ZERO_ID = '00000000-0000-0000-0000-000000000000'

function failed<Row>({ input, errors, warnings }: Outcome<Row>): object {
  return {
    ...input,
    HasErrors: true,
    StatusAttributeString: 'ERROR',
    ValidationErrors: errors.map(Message => ({ Message })),
    ...(warnings.length > 0 ? { Warnings: warnings.map(Message => ({ Message })) } : {}),
  }
}

export function validationException(elements: object[]): SimResponse {
  return {
    status: 400,
    body: {
      ErrorNumber: 10,
      Type: 'ValidationException',
      Message: 'A validation exception occurred',
      Elements: elements,
    },
  }
}

export function envelope({ clock }: Context, content: object): SimResponse {
  return {
    status: 200,
    body: {
      Id: randomUUID(),
      Status: 'OK',
      ProviderName: 'Evenbook',
      DateTimeUTC: msDate(clock.now()).replace('+0000', ''),
      ...content,
    },
  }
}

export function notFound(): SimResponse {
  return {
    status: 404,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: "The resource you're looking for cannot be found",
  }
}
