/** What *we* did wrong. What the outside did is a ConnectorError, what the user can mend is a Problem. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError'
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message)
}

export function present<T>(value: T | undefined | null, message: string): T {
  assert(value !== undefined && value !== null, message)
  return value
}

/** Closes a switch over a union: a new member becomes a type error here. The value is not shown, it may be a secret. */
export function unreachable(value: never): never {
  throw new AssertionError(`This place cannot be reached, yet a ${typeof value} came here.`)
}
