import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Names that a page or route handler may read of its address, by the sources of its folder and what they take from beside it.
 * `company` is left out: pages fall back to the first one, route handlers refuse.
 */
export function queryNames(place: string): string[] {
  const [own] = globSync(`app/[[]install[]]/{(frame)/,}${place.replaceAll('[', '[[]')}`)
  if (own === undefined) throw new Error(`There is no folder of ${place}.`)
  const files = globSync(`${own.replaceAll('[', '[[]')}/*.{ts,tsx}`)
  const names = new Set(files.flatMap(file => [file, ...besideOf(file)]).flatMap(namesIn))
  names.delete('company')
  return [...names]
}

function besideOf(file: string): string[] {
  const imports = readFileSync(file, 'utf8').matchAll(/from '(\.\.?\/[^']+)'/g)
  return [...imports].map(([, from = '']) => path.join(path.dirname(file), from))
}

function namesIn(file: string): string[] {
  const reading = /\b(?:text|get|read|one|at)\('(\w+)'|\bquery\.(?!get\b)(\w+)/g
  return [...readFileSync(file, 'utf8').matchAll(reading)].map(([, name, property]) => name ?? property ?? '')
}
