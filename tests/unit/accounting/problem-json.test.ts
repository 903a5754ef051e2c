import { expect, test } from 'vitest'
import { parseProblems, zProblem } from '../../../lib/accounting/problem-json.ts'
import { parseJson, writeJson } from '../../../lib/std/json.ts'
import { sampleProblems } from '../../support/sample-problems.ts'

test.each(Object.values(sampleProblems))('$code comes back from the database as it went', problem => {
  expect(parseProblems(parseJson(writeJson([problem])))).toEqual([problem])
  expect(zProblem.parse(problem)).toEqual(problem)
})

test('what is no problem is refused', () => {
  const missing = sampleProblems['tracking-missing']
  for (const row of [
    { code: 'unheard-of' },
    { code: 'tax-unknown' },
    { ...missing, segment: 4 },
    { ...missing, extra: 'x' },
    null,
  ]) {
    expect(() => parseProblems([row])).toThrow()
  }
  expect(() => parseProblems({})).toThrow()
  expect(parseProblems([])).toEqual([])
})
