import { z } from 'zod'
import { assert } from './assert.ts'
import { Decimal } from './decimal.ts'

// JSON.parse with source access is ES2026: Node 24 has it, TypeScript 5.9's own library does not say so yet.
// https://github.com/tc39/proposal-json-parse-with-source
declare global {
  interface JSON {
    rawJSON(text: string): unknown
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
    ): unknown
  }
}

export type JsonValue =
  | null
  | boolean
  | string
  | number
  | NumberText
  | Decimal
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined }

/** In types made from an API description: a number the vendor writes and reads as an exact decimal. */
export type DecimalText = NumberText

const defaultMaxCharacters = 20_000_000
const numberGrammar = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

export class JsonError extends Error {
  override readonly name = 'JsonError'
  /** Where the text stops being JSON, when the engine says it. */
  readonly position: number | undefined

  constructor(message: string, position?: number) {
    super(message)
    this.position = position
  }
}

/** A JSON number by its source text: what came in goes out unchanged, digit by digit. */
export class NumberText {
  readonly text: string

  constructor(text: string) {
    assert(
      numberGrammar.test(text),
      'A number literal was made of something that JSON does not call a number.',
    )
    this.text = text
  }

  toDecimal(): Decimal {
    return Decimal.parse(this.text)
  }

  isInteger(): boolean {
    return Decimal.isText(this.text) && Number.isSafeInteger(Number(this.toDecimal().toText()))
  }

  toInteger(): number {
    assert(this.isInteger(), 'A number that should be a whole one (below 2^53) is not.')
    return Number(this.toDecimal().toText())
  }

  toString(): string {
    return this.text
  }

  toJSON(): unknown {
    return JSON.rawJSON(this.text)
  }
}

/** Every number literal becomes a NumberText. The body is never in the error: it may hold a customer's data. */
export function parseJson(text: string, maxCharacters = defaultMaxCharacters): unknown {
  if (text.length > maxCharacters) throw new JsonError(`The text is longer than ${maxCharacters} characters.`)
  try {
    return JSON.parse(text, (_key, value, context) => {
      if (typeof value !== 'number') return value
      assert(context.source !== undefined, 'This engine does not give the source text of a number.')
      return new NumberText(context.source)
    })
  } catch (error) {
    if (error instanceof SyntaxError) throw syntaxError(error, text)
    if (error instanceof RangeError) throw new JsonError('The JSON is nested too deeply.')
    throw error
  }
}

/** Decimals and NumberTexts become number literals with their own text; a JS float has no place here. */
export function writeJson(value: unknown): string {
  const text: string | undefined = JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'number') assertSafeInteger(part)
    if (typeof part === 'bigint') throw new JsonError('A bigint has no place in JSON.')
    return part
  })
  if (text === undefined) throw new JsonError('There is nothing to write as JSON.')
  return text
}

/** Sorted keys and canonical numbers: equal values give equal text. For hashing, not for sending. */
export function canonicalJson(value: unknown): string {
  let text = ''
  writeCanonical(value, part => {
    text += part
  })
  return text
}

/** The same text in small parts, in order: a long one need not stand whole in memory. */
export function writeCanonical(value: unknown, put: (part: string) => void): void {
  if (value instanceof Decimal) put(value.toText())
  else if (typeof value === 'string') put(JSON.stringify(value))
  else if (value === null || typeof value === 'boolean') put(String(value))
  else if (typeof value !== 'object') put(writeJson(value))
  else if (value instanceof NumberText)
    put(Decimal.isText(value.text) ? value.toDecimal().toText() : value.text)
  else if (Array.isArray(value)) {
    put('[')
    for (const [index, item] of value.entries()) {
      if (index > 0) put(',')
      writeCanonical(item ?? null, put)
    }
    put(']')
  } else if ('toJSON' in value && typeof value.toJSON === 'function') writeCanonical(value.toJSON(), put)
  else writeObject(value, put)
}

function writeObject(value: object, put: (part: string) => void): void {
  const fields: Readonly<Record<string, unknown>> = { ...value }
  let before = '{'
  for (const key of Object.keys(fields).sort()) {
    if (fields[key] === undefined) continue
    put(`${before}${JSON.stringify(key)}:`)
    writeCanonical(fields[key], put)
    before = ','
  }
  put(before === '{' ? '{}' : '}')
}

/** The pieces of a schema for what parseJson returns. */
export const zNumberText = z.instanceof(NumberText, { error: 'expected a number' })

export const zDecimal = zNumberText
  .refine(number => Decimal.isText(number.text), 'expected a number of at most 40 digits')
  .transform(number => number.toDecimal())

export const zInteger = zNumberText
  .refine(number => number.isInteger(), 'expected a whole number')
  .transform(number => number.toInteger())

/** ConnectWise gives ids as whole numbers, Xero and QuickBooks as text: inside they are text. */
export const zId = z
  .union([z.string().min(1).max(200), zInteger], { error: 'expected an id' })
  .transform(id => String(id))

export const zText = z.string()

function assertSafeInteger(number: number): void {
  if (!Number.isSafeInteger(number)) throw new JsonError('A float has no place here: use a Decimal.')
}

// V8's message quotes the text around the error, so only the position is taken from it.
function syntaxError(error: SyntaxError, text: string): JsonError {
  const found = /at position (\d+) \(line \d+ column \d+\)$/.exec(error.message)?.[1]
  const position = found === undefined ? endOf(error, text) : Number(found)
  return new JsonError(
    position === undefined ? 'The text is not JSON.' : `The text is not JSON at position ${position}.`,
    position,
  )
}

function endOf(error: SyntaxError, text: string): number | undefined {
  return error.message === 'Unexpected end of JSON input' ? text.length : undefined
}
