import type { Input } from '../../cases/texts/actions.ts'

type Place = readonly (string | number)[]

/** Where in an input there is text. */
export function placesOf(input: Input, at: Place = []): Place[] {
  if (typeof input === 'string') return [at]
  if (input === null || typeof input !== 'object') return []
  const parts: [string | number, Input][] = Array.isArray(input)
    ? [...input.entries()]
    : Object.entries(input)
  return parts.flatMap(([name, part]) => placesOf(part, [...at, name]))
}

/** The input with this text at that place. */
export function withText(input: Input, [name, ...rest]: Place, text: string): Input {
  if (name === undefined) return text
  if (Array.isArray(input))
    return input.map((part, place) => (place === name ? withText(part, rest, text) : part))
  if (input === null || typeof input !== 'object') throw new Error('There is no such place.')
  return { ...input, [name]: withText(entry(input, name), rest, text) }
}

export function textAt(input: Input, [name, ...rest]: Place): Input {
  if (name === undefined) return input
  return input === null || typeof input !== 'object' ? null : textAt(entry(input, name), rest)
}

function entry(input: object, name: string | number): Input {
  return Object.entries(input).find(([key]) => key === String(name))?.[1] ?? null
}

export interface Answer {
  status: number
  ok: boolean
  value: unknown
  code: string
  message: string
  fields: readonly string[]
  body: string
}

/** What an action has answered: its row of React's stream. */
export async function answerOf(response: Response): Promise<Answer> {
  const body = await response.text()
  const row = /^1:(\{"ok".*\})$/m.exec(body)?.[1]
  const { ok = false, value = null, error = {} } = row === undefined ? {} : JSON.parse(row)
  const { code = '', message = '', fields = {} } = error
  return { status: response.status, ok, value, code, message, fields: Object.keys(fields), body }
}

/** What is wrong with an answer to text at that place; null: nothing. */
export function faultOf({ status, ok, code, message, fields, body }: Answer, place: Place): string | null {
  if (status !== 200) return `answers ${status}`
  if (ok) return null
  if (code === '' || code === 'unexpected') return `answers ${body.slice(-200)}`
  if (!/^[A-Z“].*[.?]$/s.test(message) || /^(Invalid|Too |Unrecognized|Expected)/.test(message))
    return `says no sentence: ${message}`
  const named = fields.length === 0 || fields.some(field => field === place.join('.'))
  return named ? null : `names ${fields.join(', ')}`
}

/** Markup as it was typed, in a page. */
export function rawIn(html: string): string | null {
  return ['<script>alert(1)', '<img src=x onerror'].find(markup => html.includes(markup)) ?? null
}
