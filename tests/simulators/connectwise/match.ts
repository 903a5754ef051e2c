import { type Condition, ConditionError, type Literal, type Operator } from './conditions.ts'
import { dec, isNumberText } from './money.ts'

/** A field of a wire record: `company/name`. An unknown first step is a client's mistake, a null in between is null. */
export function valueAt(record: unknown, path: string): unknown {
  let value: unknown = record
  for (const step of path.split('/')) {
    if (value === null || typeof value !== 'object') return null
    if (value === record && !(step in value))
      throw new ConditionError(`Invalid field "${path}": there is no such property.`)
    value = Reflect.get(value, step) ?? null
  }
  return isNumberText(value) ? value.text : value
}

export function matches(record: unknown, condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
      return matches(record, condition.left) && matches(record, condition.right)
    case 'or':
      return matches(record, condition.left) || matches(record, condition.right)
    case 'not':
      return !matches(record, condition.of)
    case 'test': {
      const value = valueAt(record, condition.path)
      return condition.values.some(literal => test(value, condition.operator, literal))
    }
  }
}

export function compareValues(left: unknown, right: unknown): number {
  if (left === right) return 0
  if (left === null || left === undefined) return -1
  if (right === null || right === undefined) return 1
  if (isNumber(left) && isNumber(right)) return dec(String(left)).comparedTo(String(right))
  return String(left).localeCompare(String(right))
}

function test(value: unknown, operator: Operator, literal: Literal): boolean {
  switch (operator) {
    case '=':
    case 'in':
      return order(value, literal) === 0
    case '!=':
      return order(value, literal) !== 0
    case 'contains':
      return literal.kind === 'text' && plain(value).includes(literal.value.toLowerCase())
    case 'like':
      return literal.kind === 'text' && wildcard(literal.value).test(plain(value))
    default: {
      const ordered = order(value, literal)
      if (ordered === null) return false
      if (operator === '<') return ordered < 0
      if (operator === '<=') return ordered <= 0
      return operator === '>' ? ordered > 0 : ordered >= 0
    }
  }
}

/** Below, at or above the literal; null when the two cannot be compared. */
function order(value: unknown, literal: Literal): number | null {
  if (literal.kind === 'null') return value === null || value === undefined || value === '' ? 0 : null
  if (value === null || value === undefined) return null
  if (literal.kind === 'boolean') return value === literal.value ? 0 : 1
  if (literal.kind === 'date') {
    const at = Date.parse(String(value))
    return Number.isNaN(at) ? null : at - literal.value
  }
  if (literal.kind === 'number') {
    if (!isNumber(value)) return null
    return dec(String(value)).comparedTo(literal.value)
  }
  if (typeof value === 'boolean') throw new ConditionError('Expected a boolean value, not a string.')
  return plain(value).localeCompare(literal.value.toLowerCase())
}

/** Texts compare without case, as the vendor's database does. */
function plain(value: unknown): string {
  return value === null || value === undefined ? '' : String(value).toLowerCase()
}

function wildcard(pattern: string): RegExp {
  const source = pattern.toLowerCase().replace(/[.+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${source.replace(/[*%]/g, '.*')}$`, 's')
}

const isNumber = (value: unknown): boolean => /^-?\d+(\.\d+)?$/.test(String(value))
