import type { Route } from './message.ts'

export type Match = { route: Route; params: Record<string, string> }

/** Finds the route of a method and path; literal segments win over parameters by order of the list. */
export function createRouter(routes: Route[]) {
  const compiled = routes.map(route => ({
    route,
    names: names(route.pattern),
    regexp: compile(route.pattern),
  }))
  return (method: string, path: string): Match | undefined => {
    for (const { route, names, regexp } of compiled) {
      if (route.method !== method) continue
      const found = regexp.exec(path)
      if (!found) continue
      return {
        route,
        params: Object.fromEntries(names.map((name, at) => [name, decode(found[at + 1] ?? '')])),
      }
    }
    return undefined
  }
}

const PARAMETER = /:([A-Za-z]+)/g

function names(pattern: string): string[] {
  return [...pattern.matchAll(PARAMETER)].map(([, name]) => name ?? '')
}

function compile(pattern: string): RegExp {
  const literal = pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${literal.replaceAll(PARAMETER, '([^/]+)')}$`)
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
