import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { playwrightTitles, vitestTitles } from '../../../scripts/titles.ts'

let directory: string
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'evenbook-titles-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

function written(report: object): string {
  const file = path.join(directory, 'report.json')
  writeFileSync(file, JSON.stringify(report))
  return file
}

test('Vitest: each test by its full name; what did not run has not passed', () => {
  const results = [
    {
      name: path.resolve('tests/unit/a.test.ts'),
      status: 'failed',
      assertionResults: [
        { fullName: 'a works', status: 'passed' },
        { fullName: 'a breaks', status: 'failed' },
        { fullName: 'a waits', status: 'pending' },
      ],
    },
  ]
  const of = { runner: 'vitest', file: 'tests/unit/a.test.ts' }
  expect(vitestTitles(written({ testResults: results }))).toEqual([
    { ...of, title: 'a works', outcome: 'passed' },
    { ...of, title: 'a breaks', outcome: 'failed' },
    { ...of, title: 'a waits', outcome: 'failed' },
  ])
})

test('Vitest: a file that broke before its tests is a failed test, not none', () => {
  const results = [{ name: path.resolve('tests/unit/b.test.ts'), status: 'failed', assertionResults: [] }]
  expect(vitestTitles(written({ testResults: results })).map(({ outcome }) => outcome)).toEqual(['failed'])
})

test('Playwright: suites within suites, and an error of the run itself', () => {
  const inner = { title: 'sending', specs: [{ title: 'twice', ok: false, file: 'pod.spec.ts' }] }
  const outer = {
    title: 'pod.spec.ts',
    specs: [{ title: 'opens', ok: true, file: 'pod.spec.ts' }],
    suites: [inner],
  }
  const of = { runner: 'playwright', file: 'tests/e2e/pod.spec.ts' }
  expect(playwrightTitles(written({ suites: [outer], errors: [{ message: 'no server' }] }))).toEqual([
    { ...of, title: 'opens', outcome: 'passed' },
    { ...of, title: 'sending twice', outcome: 'failed' },
    { runner: 'playwright', file: '', title: '(the run itself)', outcome: 'failed' },
  ])
})

test('a report that was not written is no success', () => {
  expect(() => vitestTitles(path.join(directory, 'absent.json'))).toThrow('was not written')
})
