import { format } from 'node:util'
import { afterEach, beforeEach, expect } from 'vitest'

let expected: RegExp[] = []
let met: Set<RegExp> = new Set()
let unexpected: string[] = []

const silenced = {
  error: console.error,
  warn: console.warn,
}

/** For a test in which something must be said on console.error or console.warn; not saying it fails too. */
export function expectConsole(pattern: RegExp): void {
  expected.push(pattern)
}

beforeEach(() => {
  expected = []
  met = new Set()
  unexpected = []
  console.error = (...words: unknown[]) => hear(format(...words))
  console.warn = (...words: unknown[]) => hear(format(...words))
})

afterEach(() => {
  Object.assign(console, silenced)
  expect(unexpected, 'said on the console without being expected').toEqual([])
  expect(
    expected.filter(pattern => !met.has(pattern)),
    'expected on the console, never said',
  ).toEqual([])
})

function hear(text: string): void {
  const pattern = expected.find(candidate => candidate.test(text))
  if (pattern) met.add(pattern)
  else unexpected.push(text)
}
