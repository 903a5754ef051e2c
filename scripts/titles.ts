import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

export interface Title {
  readonly runner: 'vitest' | 'playwright'
  readonly file: string
  readonly title: string
  readonly outcome: 'passed' | 'failed'
}

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

/** Each test by its full name. A file that broke before its tests counts as one failed test: it must not pass for none. */
export function vitestTitles(file: string): Title[] {
  const report = read(file, vitestReport)
  return report.testResults.flatMap(({ name, status, assertionResults }) => {
    const of = { runner: 'vitest', file: path.relative('.', name) } as const
    const tests = assertionResults.map(test => ({
      ...of,
      title: test.fullName,
      outcome: outcomeOf(test.status === 'passed'),
    }))
    const broken = status === 'failed' && tests.every(({ outcome }) => outcome === 'passed')
    return broken ? [...tests, { ...of, title: '(the file itself)', outcome: 'failed' as const }] : tests
  })
}

interface Suite {
  title: string
  specs: { title: string; ok: boolean; file: string }[]
  suites?: Suite[] | undefined
}

const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    title: z.string(),
    specs: z.array(z.object({ title: z.string(), ok: z.boolean(), file: z.string() })),
    suites: z.array(suite).optional(),
  }),
)

const playwrightReport = z.object({
  suites: z.array(suite),
  errors: z.array(z.object({ message: z.string().optional() })),
})

export function playwrightTitles(file: string): Title[] {
  const report = read(file, playwrightReport)
  const tests = report.suites.flatMap(one => titlesOf(one, []))
  const broken = report.errors.map(() => ({
    runner: 'playwright' as const,
    file: '',
    title: '(the run itself)',
    outcome: 'failed' as const,
  }))
  return [...tests, ...broken]
}

function titlesOf({ specs, suites = [] }: Suite, above: readonly string[]): Title[] {
  const own = specs.map(({ title, ok, file }) => ({
    runner: 'playwright' as const,
    file: `tests/e2e/${file}`,
    title: [...above, title].join(' '),
    outcome: outcomeOf(ok),
  }))
  return [...own, ...suites.flatMap(inner => titlesOf(inner, [...above, inner.title]))]
}

function read<T>(file: string, schema: z.ZodType<T>): T {
  if (!existsSync(file)) throw new Error(`${file} was not written: the run broke before its end.`)
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
}

const outcomeOf = (ok: boolean): Title['outcome'] => (ok ? 'passed' : 'failed')
