import { seeded } from '../../kit/faults.ts'
import { type Route, type SimRequest, type SimResponse, unsupported } from '../../kit/message.ts'
import { envelope, queryResponse } from '../answers.ts'
import { bodyProblem, parsed } from '../body.ts'
import type { Body, EntityType } from '../entities.ts'
import { format } from '../format.ts'
import type { Gate } from '../gate.ts'
import { perform, WRITABLE } from '../operations.ts'
import { businessRule, missing, Refused } from '../problem.ts'
import type { CallContext, World } from '../world.ts'

type Item = {
  bId: string
  operation?: 'create' | 'update' | 'delete'
  optionsData?: 'void' | 'allowduplicatedocnum'
  Query?: string
} & { [type in EntityType]?: Body }

/** Up to thirty operations that know nothing of each other: each has its own entity or its own fault. */
export function batchRoutes(gate: Gate, world: World): Route[] {
  const shuffled = seeded(11)
  return [
    gate.route('POST', 'batch', (request, context) => {
      const body = parsed(request)
      const problem = bodyProblem(body, 'Batch')
      if (problem) return problem
      const { BatchItemRequest: items } = request.json<{ BatchItemRequest: Item[] }>()
      refuseBatch(world, request, items)
      const odd = items.map(itemProblem).find(found => found !== undefined)
      return odd ?? run(world, request, context, items, shuffled)
    }),
  ]
}

function refuseBatch({ parameters }: World, request: SimRequest, items: Item[]) {
  const most = parameters.current.batchItems
  if (items.length > most) throw businessRule(`The maximum number of batch items is ${most}.`)
  if (request.query.has('requestid') && items.some(({ bId }) => bId.length > 10)) {
    throw new Refused('2050', 'With a requestid, bId has at most 10 characters', 'bId')
  }
}

function typeOf(item: Item): EntityType | undefined {
  return WRITABLE.find(type => item[type] !== undefined)
}

function itemProblem(item: Item): SimResponse | undefined {
  const type = typeOf(item)
  if (!type) return item.Query === undefined ? unsupported({ _sim: 'an empty batch item', item }) : undefined
  const removal = item.operation === 'delete' || item.optionsData === 'void'
  return bodyProblem(JSON.parse(JSON.stringify(item[type])), removal ? 'Removal' : type)
}

/** No order is promised: the operations run in a mixed one, and the answers stand as they were asked for. */
function run(
  world: World,
  request: SimRequest,
  context: CallContext,
  items: Item[],
  shuffled: () => number,
): Promise<SimResponse> {
  const { latency } = world.parameters.current
  return request.write<Map<string, object>>({
    documents: items.length,
    latencyMs: latency.writeBaseMs + latency.writePerDocumentMs * items.length,
    commit(count) {
      const order = items.map(item => ({ item, place: shuffled() })).sort((a, b) => a.place - b.place)
      return new Map(order.slice(0, count).map(({ item }) => [item.bId, done(world, context, item)]))
    },
    format: answers =>
      envelope(context, { BatchItemResponse: items.map(({ bId }) => ({ ...answers.get(bId), bId })) }),
    after: () => world.announce(context.changes),
  })
}

function done(world: World, context: CallContext, item: Item): object {
  try {
    if (item.Query !== undefined) return { QueryResponse: queryResponse(context, item.Query) }
    const type = typeOf(item)
    const input = type && item[type]
    if (!type || !input) throw missing('operation')
    const own = { ...context, allowDuplicates: item.optionsData === 'allowduplicatedocnum' }
    const operation =
      item.optionsData === 'void'
        ? 'void'
        : (item.operation ?? (input.Id === undefined ? 'create' : 'update'))
    const result = perform(world, own, { type, operation, input })
    return 'fault' in result ? { Fault: result.fault } : { [type]: format(context, result.row) }
  } catch (error) {
    if (error instanceof Refused) return { Fault: error.fault }
    throw error
  }
}
