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
  return revive(text)
}

/** A decimal text as a JSON number with exactly these digits. */
export function exact(text: string): NumberText {
  return new NumberText(text)
}

// TypeScript's library does not know JSON.rawJSON yet; Node has it since 21.
const rawJson: (text: string) => unknown = Reflect.get(JSON, 'rawJSON')

function revive(text: string) {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && context?.source !== undefined ? new NumberText(context.source) : value,
  )
}
