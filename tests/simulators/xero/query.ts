import { type SimResponse, unsupported } from '../kit/message.ts'

type Query = URLSearchParams
export type Row = { updatedAt: number }
export type Page<Item> = { rows: Item[]; pagination?: object } | { problem: SimResponse }

/** What `where` and `order` can see of a row. */
export type Fields<Item> = Record<string, (row: Item) => string | undefined>

/** Xero ignores what it does not know; here it is a 501, so that no typing slip passes. */
export function unknownParameter(query: Query, allowed: string[]): SimResponse | undefined {
  const extra = [...query.keys()].filter(name => !allowed.includes(name))
  return extra.length > 0 ? unsupported({ _sim: 'unknown query parameter', extra }) : undefined
}

export function list(query: Query, name: string): string[] | undefined {
  const value = query.get(name)
  return value === null || value === '' ? undefined : value.split(',').map(part => part.trim())
}

/** Filters, orders and pages rows as `where`, `order`, `page`, `pageSize` and If-Modified-Since say. */
export function select<Item extends Row>(
  rows: Item[],
  query: Query,
  ifModifiedSince: string | undefined,
  fields: Fields<Item>,
): Page<Item> {
  const where = query.get('where')
  const filter = where ? parseWhere(where, fields) : () => true
  if (!filter) return { problem: unsupported({ _sim: 'unsupported where', where }) }
  const sort = parseOrder(query.get('order'), fields)
  if (!sort) return { problem: unsupported({ _sim: 'unsupported order', order: query.get('order') }) }
  const since = ifModifiedSince === undefined ? undefined : seconds(Date.parse(utc(ifModifiedSince)))
  const found = rows
    .filter(row => (since === undefined || seconds(row.updatedAt) >= since) && filter(row))
    .sort(sort)
  return paged(found, query)
}

/** Changes are seen to the second. */
function seconds(at: number): number {
  return Math.floor(at / 1000)
}

/** An ISO time without a zone is UTC. */
function utc(time: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(time) ? `${time}Z` : time
}

function paged<Item>(rows: Item[], query: Query): Page<Item> {
  const text = query.get('page')
  if (text === null) return { rows }
  const page = Number(text)
  const size = Number(query.get('pageSize') ?? 100)
  if (!Number.isInteger(page) || page < 1 || !Number.isInteger(size) || size < 1 || size > 1000) {
    return {
      problem: {
        status: 400,
        body: { ErrorNumber: 16, Type: 'QueryParseException', Message: 'Invalid page' },
      },
    }
  }
  const pagination = {
    page,
    pageSize: size,
    pageCount: Math.ceil(rows.length / size),
    itemCount: rows.length,
  }
  return { rows: rows.slice((page - 1) * size, page * size), pagination }
}

const TERM =
  /^\s*([A-Za-z.]+)\s*(==|!=|>=|<=|>|<)\s*(?:"((?:[^"\\]|\\.)*)"|guid\("([0-9a-f-]+)"\)|DateTime\((\d+),\s*(\d+),\s*(\d+)\))\s*$/i

/** The documented forms: comparisons with a text, guid(…) or DateTime(y,m,d), joined by AND. */
function parseWhere<Item>(where: string, fields: Fields<Item>): ((row: Item) => boolean) | undefined {
  const terms = where.split(/\s+AND\s+|\s*&&\s*/i).map(part => TERM.exec(part))
  const tests = terms.map(term => {
    const [, name = '', operator = '', text, guid, year, month, day] = term ?? []
    const read = fields[name]
    if (!term || !read) return undefined
    const date = year && month && day && `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    const wanted = text?.replaceAll(/\\(.)/g, '$1') ?? guid ?? date ?? ''
    return (row: Item) => compare(read(row), operator, wanted)
  })
  if (tests.some(test => test === undefined)) return undefined
  return row => tests.every(test => test?.(row))
}

function compare(value: string | undefined, operator: string, wanted: string): boolean {
  if (operator === '==') return value?.toLowerCase() === wanted.toLowerCase()
  if (operator === '!=') return value?.toLowerCase() !== wanted.toLowerCase()
  if (value === undefined) return false
  if (operator === '>=') return value >= wanted
  if (operator === '<=') return value <= wanted
  return operator === '>' ? value > wanted : value < wanted
}

function parseOrder<Item extends Row>(
  order: string | null,
  fields: Fields<Item>,
): ((left: Item, right: Item) => number) | undefined {
  if (order === null || order === '') return () => 0
  const [name = '', direction = 'ASC'] = order.trim().split(/\s+/)
  const sign = direction.toUpperCase() === 'DESC' ? -1 : 1
  if (name === 'UpdatedDateUTC') return (left, right) => sign * (left.updatedAt - right.updatedAt)
  const read = fields[name]
  return read && ((left, right) => sign * (read(left) ?? '').localeCompare(read(right) ?? ''))
}
