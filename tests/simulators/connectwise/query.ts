import { type SimRequest, type SimResponse, unsupported } from '../kit/message.ts'
import { type Condition, ConditionError, parseConditions, required } from './conditions.ts'
import { failure } from './errors.ts'
import { compareValues, matches, valueAt } from './match.ts'

export type Row = { id: number }
/** Values that a path must have, where the conditions say so: a table may answer from an index. */
export type Wanted = (path: string) => string[] | undefined

const LIST_PARAMETERS = new Set([
  'conditions',
  'childConditions',
  'customFieldConditions',
  'orderBy',
  'fields',
  'page',
  'pageSize',
  'pageId',
])
const DEFAULT_PAGE_SIZE = 25
const MAX_PAGE_SIZE = 1000

/** A list as every collection of the vendor answers it: conditions, order, page by number or forward only, fields. */
export function listAnswer(
  request: SimRequest,
  base: string,
  rowsOf: (wanted: Wanted) => Row[],
  more: readonly string[] = [],
): SimResponse {
  return guarded(request, new Set([...LIST_PARAMETERS, ...more]), () => {
    const rows = selected(request, rowsOf)
    const size = Math.min(positive(request.query.get('pageSize')) ?? DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE)
    if (request.header('pagination-type')?.toLowerCase() === 'forward-only')
      return forwardOnly(request, base, rows, size)
    return navigable(request, base, rows, size)
  })
}

export function countAnswer(request: SimRequest, rowsOf: (wanted: Wanted) => Row[]): SimResponse {
  return guarded(request, LIST_PARAMETERS, () => ({
    status: 200,
    body: { count: selected(request, rowsOf).length },
  }))
}

export function oneAnswer(request: SimRequest, row: object): SimResponse {
  return guarded(request, new Set(['fields']), () => ({
    status: 200,
    body: pick(row, request.query.get('fields')),
  }))
}

function guarded(request: SimRequest, allowed: Set<string>, answer: () => SimResponse): SimResponse {
  const unknown = [...request.query.keys()].filter(name => !allowed.has(name))
  const unbuilt = ['childConditions', 'customFieldConditions'].filter(name => request.query.has(name))
  if (unknown.length + unbuilt.length > 0)
    return unsupported({ _sim: 'unknown query parameter', names: [...unknown, ...unbuilt] })
  try {
    return answer()
  } catch (error) {
    if (error instanceof ConditionError) return failure(400, 'InvalidArgument', error.message)
    throw error
  }
}

function selected(request: SimRequest, rowsOf: (wanted: Wanted) => Row[]): Row[] {
  const source = request.query.get('conditions')
  if (source === null || source.trim() === '') return rowsOf(() => undefined)
  const condition = parseConditions(source)
  return rowsOf(wantedBy(condition)).filter(row => matches(row, condition))
}

function wantedBy(condition: Condition): Wanted {
  const all = required(condition)
  return path => {
    const values = all.find(one => one.path === path)?.values
    if (!values) return undefined
    return values.flatMap(one => (one.kind === 'text' || one.kind === 'number' ? [one.value] : []))
  }
}

function navigable(request: SimRequest, base: string, rows: Row[], size: number): SimResponse {
  const page = positive(request.query.get('page')) ?? 1
  const last = Math.max(1, Math.ceil(rows.length / size))
  const ordered = sorted(rows, request.query.get('orderBy'))
  const targets: [string, number][] = [
    ...(page < last ? ([['next', page + 1]] satisfies [string, number][]) : []),
    ...(page > 1 ? ([['prev', page - 1]] satisfies [string, number][]) : []),
    ['first', 1],
    ['last', last],
  ]
  const links = last > 1 ? targets.map(([rel, to]) => link(request, base, { page: String(to) }, rel)) : []
  return answer(request, ordered.slice((page - 1) * size, page * size), links)
}

/** Ordered by id, `page` ignored, orderBy refused; a page with rows always names the next pageId. */
function forwardOnly(request: SimRequest, base: string, rows: Row[], size: number): SimResponse {
  if (request.query.has('orderBy'))
    return failure(400, 'InvalidArgument', 'orderBy cannot be used with forward-only pagination.')
  const after = Number(request.query.get('pageId') ?? '0')
  const page = sorted(rows, null)
    .filter(row => row.id > after)
    .slice(0, size)
  const lastId = page.at(-1)?.id
  const links = lastId === undefined ? [] : [link(request, base, { pageId: String(lastId) }, 'next')]
  return answer(request, page, links)
}

function answer(request: SimRequest, rows: Row[], links: string[]): SimResponse {
  const fields = request.query.get('fields')
  return {
    status: 200,
    ...(links.length > 0 ? { headers: { link: links.join(', ') } } : {}),
    body: rows.map(row => pick(row, fields)),
  }
}

function sorted(rows: Row[], orderBy: string | null): Row[] {
  const keys = (orderBy ?? 'id asc').split(',').map(part => {
    const [path = 'id', direction = 'asc'] = part.trim().split(/\s+/)
    if (!/^(asc|desc)$/i.test(direction)) throw new ConditionError(`"${part}" is not an order.`)
    return { path, sign: direction.toLowerCase() === 'desc' ? -1 : 1 }
  })
  return [...rows].sort((left, right) => {
    for (const { path, sign } of keys) {
      const order = compareValues(valueAt(left, path), valueAt(right, path)) * sign
      if (order !== 0) return order
    }
    return left.id - right.id
  })
}

/** Only the named fields; `_info` too must be named. */
function pick(row: object, fields: string | null): object {
  if (fields === null || fields.trim() === '') return row
  const picked: Record<string, unknown> = {}
  for (const path of fields.split(',').map(one => one.trim())) put(picked, row, path.split('/'))
  return picked
}

function put(into: object, from: object, [step = '', ...rest]: string[]) {
  const value: unknown = Reflect.get(from, step)
  if (value === undefined) return
  if (rest.length === 0 || value === null || typeof value !== 'object')
    return void Reflect.set(into, step, value)
  const inner: unknown = Reflect.get(into, step)
  const place = typeof inner === 'object' && inner !== null ? inner : {}
  Reflect.set(into, step, place)
  put(place, value, rest)
}

function link(request: SimRequest, base: string, changes: Record<string, string>, rel: string): string {
  const query = new URLSearchParams(request.query)
  for (const [name, value] of Object.entries(changes)) query.set(name, value)
  return `<${base}${request.path}?${query}>; rel="${rel}"`
}

function positive(text: string | null): number | undefined {
  if (text === null) return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new ConditionError(`"${text}" is not a page.`)
  return value
}
