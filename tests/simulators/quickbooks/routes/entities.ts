import { type Route, type SimRequest, type SimResponse, unsupported } from '../../kit/message.ts'
import { envelope, outcome, queryResponse } from '../answers.ts'
import { bodyProblem, parsed } from '../body.ts'
import { find } from '../context.ts'
import type { Body, EntityType } from '../entities.ts'
import { format } from '../format.ts'
import type { ApiHandler, Gate } from '../gate.ts'
import { type Ask, type Done, entityNamed, perform, WRITABLE } from '../operations.ts'
import { notFound } from '../problem.ts'
import type { CallContext, World } from '../world.ts'

/** Entities one by one, and queries. */
export function entityRoutes(gate: Gate, world: World): Route[] {
  return [
    gate.route('GET', 'query', (request, context) =>
      envelope(context, { QueryResponse: queryResponse(context, request.query.get('query') ?? '') }),
    ),
    gate.route('POST', 'query', (request, context) =>
      envelope(context, { QueryResponse: queryResponse(context, request.text()) }),
    ),
    gate.route('GET', ':entity/:id', readOne),
    gate.route('POST', ':entity', (request, context) => write(world, request, context)),
  ]
}

const readOne: ApiHandler = ({ params }, context) => {
  const type = entityNamed(params.entity ?? '')
  if (!type) return unknown(params.entity)
  const row = find(context, type, params.id ?? '')
  if (!row) throw notFound()
  return envelope(context, { [type]: format(context, row) })
}

function write(world: World, request: SimRequest, context: CallContext): SimResponse | Promise<SimResponse> {
  const type = entityNamed(request.params.entity ?? '')
  if (!type || !WRITABLE.includes(type)) return unknown(request.params.entity)
  const named = request.query.get('operation')
  if (named !== null && !['delete', 'void', 'update'].includes(named)) return unknown(`operation ${named}`)
  const removal = named === 'delete' || named === 'void'
  const problem = bodyProblem(parsed(request), removal ? 'Removal' : type)
  if (problem) return problem
  const input = request.json<Body>()
  return commit(world, request, context, askOf(type, named, input))
}

/** A body with an id is an update, whatever the address says. */
function askOf(type: EntityType, named: string | null, input: Body): Ask {
  const operation = named ?? (input.Id === undefined ? 'create' : 'update')
  return { type, operation, input }
}

function commit(world: World, request: SimRequest, context: CallContext, ask: Ask): Promise<SimResponse> {
  const { latency } = world.parameters.current
  return request.write<Done | undefined>({
    documents: 1,
    latencyMs: latency.writeBaseMs + latency.writePerDocumentMs,
    commit: count => (count < 1 ? undefined : perform(world, context, ask)),
    format: done => (done ? outcome(context, done) : envelope(context, {})),
    after: () => world.announce(context.changes),
  })
}

function unknown(name: string | undefined): SimResponse {
  return unsupported({ _sim: 'unknown entity or operation', name })
}
