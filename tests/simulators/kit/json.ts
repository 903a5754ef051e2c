/**
 * A number of the wire, kept as the text it was written with: a JavaScript number would round money.
 * `JSON.stringify` writes the same text again.
 */
export class NumberText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toJSON(): unknown {
    return rawJson(this.text)
  }

  toString(): string {
    return this.text
  }
}

/**
 * Parses with every number as NumberText. The caller names the type: the same bytes have been checked
 * against the route's schema before, or are our own journal.
 */
export function parseExact<Shape>(text: string): Shape {
  return parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? new NumberText(source) : value,
  )
}

/** A decimal text as a JSON number with exactly these digits. */
export function exact(text: string): NumberText {
  return new NumberText(text)
}

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown

// TypeScript's library does not know the reviver's third argument and JSON.rawJSON yet; Node has both since 21.
const parse: <Shape>(text: string, reviver: Reviver) => Shape = Reflect.get(JSON, 'parse')
const rawJson: (text: string) => unknown = Reflect.get(JSON, 'rawJSON')
