import { type EntityType, LISTS, TRANSACTIONS } from './entities.ts'
import { Refused } from './problem.ts'

export type Test = { field: string; operator: string; values: string[] }
export type Query = {
  type: EntityType | 'CompanyInfo' | 'Preferences' | 'Attachable'
  /** undefined: all fields; `count`: only how many. */
  fields?: string[] | 'count'
  tests: Test[]
  order: { field: string; descending: boolean }[]
  start: number
  most: number
}

const TOKEN = /\s*(?:'((?:[^'\\]|\\.)*)'|(<=|>=|!=|[=<>*(),])|([A-Za-z_][\w.]*)|(-?\d+(?:\.\d+)?))/y

type Token = { kind: 'text' | 'sign' | 'word' | 'number'; text: string; at: number }

/** The subset of SQL that the query endpoint knows: one entity, tests joined by AND. */
export function parseQuery(text: string): Query {
  const reader = createReader(tokens(text))
  reader.keyword('select')
  const fields = readFields(reader)
  reader.keyword('from')
  const type = entityOf(reader.word())
  const tests: Test[] = []
  if (reader.accept('where')) {
    do tests.push(readTest(reader))
    while (reader.accept('and'))
  }
  const order = readOrder(reader)
  const start = reader.accept('startposition') ? reader.count() : 1
  const most = reader.accept('maxresults') ? reader.count() : 100
  reader.end()
  if (start < 1) throw invalid(`value ${start} is too small. Min allowed value is 1.`)
  if (most > 1000) throw invalid(`value ${most} is too large. Max allowed value is 1000.`)
  return { type, fields, tests, order, start, most }
}

function tokens(text: string): Token[] {
  const found: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex
    const [, quoted, sign, word, number] = TOKEN.exec(text) ?? []
    if (quoted !== undefined) found.push({ kind: 'text', text: quoted.replaceAll(/\\(.)/g, '$1'), at })
    else if (sign !== undefined) found.push({ kind: 'sign', text: sign, at })
    else if (word !== undefined) found.push({ kind: 'word', text: word, at })
    else if (number !== undefined) found.push({ kind: 'number', text: number, at })
    else throw unreadable(text.slice(at, at + 10), at)
  }
  return found
}

type Reader = ReturnType<typeof createReader>

function createReader(list: Token[]) {
  let place = 0
  const peek = () => list[place]
  const fail = (): never => {
    const token = peek()
    throw unreadable(token?.text ?? '<EOF>', token?.at ?? 0)
  }
  const is = (text: string) => peek()?.kind !== 'text' && peek()?.text.toLowerCase() === text
  const next = (kinds: Token['kind'][]) => {
    const token = peek()
    if (!token || !kinds.includes(token.kind)) return fail()
    place += 1
    return token.text
  }
  return {
    accept(text: string): boolean {
      if (!is(text)) return false
      place += 1
      return true
    },
    keyword(text: string) {
      if (!is(text)) fail()
      place += 1
    },
    word: () => next(['word']),
    sign: () => next(['sign', 'word']),
    value: () => next(['text', 'number', 'word']),
    count: () => Number(next(['number'])),
    end() {
      if (peek()) fail()
    },
  }
}

function readFields(reader: Reader): Query['fields'] {
  if (reader.accept('*')) return undefined
  if (reader.accept('count')) {
    for (const sign of ['(', '*', ')']) reader.keyword(sign)
    return 'count'
  }
  const fields = [reader.word()]
  while (reader.accept(',')) fields.push(reader.word())
  return fields
}

const OPERATORS = ['=', '<', '>', '<=', '>=', 'in', 'like']

function readTest(reader: Reader): Test {
  const field = reader.word()
  const operator = reader.sign().toLowerCase()
  if (!OPERATORS.includes(operator)) throw unreadable(operator, 0)
  if (operator !== 'in') return { field, operator, values: [reader.value()] }
  reader.keyword('(')
  const values = [reader.value()]
  while (reader.accept(',')) values.push(reader.value())
  reader.keyword(')')
  return { field, operator, values }
}

function readOrder(reader: Reader): Query['order'] {
  if (reader.accept('order')) reader.keyword('by')
  else if (!reader.accept('orderby')) return []
  const order: Query['order'] = []
  do {
    const field = reader.word()
    const descending = reader.accept('desc')
    if (!descending) reader.accept('asc')
    order.push({ field, descending })
  } while (reader.accept(','))
  return order
}

function entityOf(name: string): Query['type'] {
  const types = [...LISTS, ...TRANSACTIONS, 'CompanyInfo', 'Preferences', 'Attachable'] as const
  const type = types.find(known => known.toLowerCase() === name.toLowerCase())
  if (type) return type
  throw invalid(`Entity ${name} is not known`)
}

function unreadable(text: string, at: number): Refused {
  return new Refused('4000', `QueryParserError: Encountered " ${text} " at line 1, column ${at + 1}.`)
}

export function invalid(words: string): Refused {
  return new Refused('4001', `QueryValidationError: ${words}`)
}
