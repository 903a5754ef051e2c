import type { z } from 'zod'
import { JsonError, parseJson } from '../std/json.ts'
import { ConnectorError } from './ports.ts'

/** What a vendor answered, as it came. */
export interface VendorAnswer {
  status: number
  headers: Record<string, string>
  text: string
}

/** Reads a vendor's answers: of a known form, or a ConnectorError that names the field and never its content. */
export interface AnswerReader {
  readAs<T>(schema: z.ZodType<T>, text: string, what: string): T
  checkedAs<T>(schema: z.ZodType<T>, json: unknown, what: string): T
  malformed(what: string, detail: string): ConnectorError
  unavailable(message: string): ConnectorError
}

/** `whose` begins a sentence: "Xero's". */
export function answerReader(system: ConnectorError['system'], whose: string): AnswerReader {
  function malformed(what: string, detail: string): ConnectorError {
    const message = `${whose} answer (${what}) cannot be read: ${detail}`
    return new ConnectorError({ system, kind: 'malformed', message })
  }
  function checkedAs<T>(schema: z.ZodType<T>, json: unknown, what: string): T {
    const parsed = schema.safeParse(json)
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    throw malformed(what, `${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'another form'}`)
  }
  function jsonOf(text: string, what: string): unknown {
    try {
      return parseJson(text)
    } catch (error) {
      if (error instanceof JsonError) throw malformed(what, error.message)
      throw error
    }
  }
  return {
    malformed,
    checkedAs,
    readAs: (schema, text, what) => checkedAs(schema, jsonOf(text, what), what),
    unavailable: message => new ConnectorError({ system, kind: 'unavailable', message }),
  }
}

/** Of a body that may be anything, such as a gateway's page; null when it is no JSON. */
export function anyJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonError) return null
    throw error
  }
}
