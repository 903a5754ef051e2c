/**
 * The conditions grammar: comparisons, contains, like, in, not, and, or, parentheses; texts in quotes, numbers,
 * True/False, [dates], null; a/b references. Evaluated over the record as it goes on the wire.
 */
export type Literal =
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'date'; value: number }
  | { kind: 'null' }
export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'like' | 'in'
export type Condition =
  | { kind: 'and' | 'or'; left: Condition; right: Condition }
  | { kind: 'not'; of: Condition }
  | { kind: 'test'; path: string; operator: Operator; values: Literal[] }

export class ConditionError extends Error {}

const BOOLEAN_EXPECTED =
  'Expected a boolean value, not a numeric. String values should be enclosed in double or single quotes.'

export function parseConditions(source: string): Condition {
  const tokens = tokenize(source)
  const parser = new Parser(tokens, source)
  const condition = parser.or()
  parser.end()
  return condition
}

/** Equalities that must all hold, for a caller that can answer them from an index. */
export function required(condition: Condition): { path: string; values: Literal[] }[] {
  if (condition.kind === 'and') return [...required(condition.left), ...required(condition.right)]
  if (condition.kind === 'test' && (condition.operator === '=' || condition.operator === 'in'))
    return [{ path: condition.path, values: condition.values }]
  return []
}

type Token = { kind: 'word' | 'text' | 'number' | 'date' | 'symbol'; value: string }

const TOKEN =
  /\s*(?:(?<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\[(?<date>[^\]]*)\]|(?<number>-?\d+(?:\.\d+)?)(?![\w/])|(?<symbol>!=|<=|>=|[=<>(),])|(?<word>[A-Za-z_][\w/.]*))/y

function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.trimEnd().length) {
    const groups = TOKEN.exec(source)?.groups
    if (!groups) throw new ConditionError(BOOLEAN_EXPECTED)
    if (groups.quoted !== undefined)
      tokens.push({ kind: 'text', value: groups.quoted.slice(1, -1).replace(/\\(.)/g, '$1') })
    else if (groups.date !== undefined) tokens.push({ kind: 'date', value: groups.date })
    else if (groups.number !== undefined) tokens.push({ kind: 'number', value: groups.number })
    else if (groups.symbol !== undefined) tokens.push({ kind: 'symbol', value: groups.symbol })
    else tokens.push({ kind: 'word', value: groups.word ?? '' })
  }
  return tokens
}

class Parser {
  #tokens: Token[]
  #source: string
  #at = 0

  constructor(tokens: Token[], source: string) {
    this.#tokens = tokens
    this.#source = source
  }

  or(): Condition {
    let left = this.#and()
    while (this.#word('or')) left = { kind: 'or', left, right: this.#and() }
    return left
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw new ConditionError(BOOLEAN_EXPECTED)
  }

  #and(): Condition {
    let left = this.#unary()
    while (this.#word('and')) left = { kind: 'and', left, right: this.#unary() }
    return left
  }

  #unary(): Condition {
    if (this.#word('not')) return { kind: 'not', of: this.#unary() }
    if (this.#symbol('(')) {
      const inside = this.or()
      if (!this.#symbol(')')) throw new ConditionError(`Expected ')' in "${this.#source}".`)
      return inside
    }
    return this.#test()
  }

  #test(): Condition {
    const field = this.#next()
    if (field?.kind !== 'word') throw new ConditionError(BOOLEAN_EXPECTED)
    const negated = this.#word('not')
    const operator = this.#operator()
    const values = operator === 'in' ? this.#list() : [this.#literal()]
    const test: Condition = { kind: 'test', path: field.value, operator, values }
    return negated ? { kind: 'not', of: test } : test
  }

  #operator(): Operator {
    const token = this.#next()
    const value = token?.value.toLowerCase()
    switch (value) {
      case '=':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
      case 'contains':
      case 'like':
      case 'in':
        return value
      default:
        throw new ConditionError(BOOLEAN_EXPECTED)
    }
  }

  #list(): Literal[] {
    if (!this.#symbol('(')) throw new ConditionError("Expected '(' after 'in'.")
    const values = [this.#literal()]
    while (this.#symbol(',')) values.push(this.#literal())
    if (!this.#symbol(')')) throw new ConditionError("Expected ')' after the values of 'in'.")
    return values
  }

  #literal(): Literal {
    const token = this.#next()
    if (!token) throw new ConditionError(BOOLEAN_EXPECTED)
    if (token.kind === 'text') return { kind: 'text', value: token.value }
    if (token.kind === 'number') return { kind: 'number', value: token.value }
    if (token.kind === 'date') return { kind: 'date', value: parseDate(token.value) }
    const word = token.value.toLowerCase()
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' }
    if (word === 'null') return { kind: 'null' }
    throw new ConditionError(BOOLEAN_EXPECTED)
  }

  #next(): Token | undefined {
    const token = this.#tokens[this.#at]
    this.#at += 1
    return token
  }

  #word(word: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'word' || token.value.toLowerCase() !== word) return false
    this.#at += 1
    return true
  }

  #symbol(symbol: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'symbol' || token.value !== symbol) return false
    this.#at += 1
    return true
  }
}

function parseDate(value: string): number {
  const at = Date.parse(value)
  if (Number.isNaN(at)) throw new ConditionError(`"${value}" is not a valid date.`)
  return at
}
