/** The open points of a vendor, as values a test can turn. Unknown names and other types are refused. */
export type Parameters<Values extends object> = { readonly current: Values; patch(input: unknown): string[] }

export function createParameters<Values extends object>(
  defaults: Values,
  overrides: Partial<Values> = {},
): Parameters<Values> {
  const current: Values = { ...structuredClone(defaults), ...overrides }
  return {
    current,
    patch: input => merge(current, input, ''),
  }
}

function merge(target: object, input: unknown, place: string): string[] {
  if (typeof input !== 'object' || input === null) return [`${place || 'parameters'}: an object is expected`]
  return Object.entries(input).flatMap(([name, value]) => {
    const here = place ? `${place}.${name}` : name
    if (!(name in target)) return [`${here}: unknown parameter`]
    const present: unknown = Reflect.get(target, name)
    if (isPlain(present)) return merge(present, value, here)
    const free = present === undefined || present === null || value === null
    if (!free && typeof present !== typeof value) return [`${here}: ${typeof present} is expected`]
    Reflect.set(target, name, value)
    return []
  })
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
