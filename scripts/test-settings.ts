import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync } from 'node:fs'
import { catalog, settingKeys } from '../lib/settings/catalog.ts'
import { type Title, vitestTitles } from './titles.ts'

/**
 * Does each setting change what the product does? The test that an entry of the catalogue names must pass, and must fail
 * once the entry is pinned to its other value: a test that passes both times looks at something else (design §5).
 */
export interface Bite {
  key: string
  test: string
  bites: boolean
  /** what is wrong, '' when it bites */
  why: string
}

const results = 'test-results'
const tests = settingKeys.map(key => ({ key, test: catalog[key].test, other: catalog[key].other }))

/** `passed`: titles of tests that ran already, so that the first of the two runs can be spared. */
export function bites(passed?: readonly Title[]): Bite[] {
  mkdirSync(results, { recursive: true })
  const titles = [...new Set(tests.map(({ test }) => test))]
  const plain = passed ?? run(titles, {}, 'settings-plain')
  const pinned = rounds().flatMap((pins, round) => {
    const found = run(Object.keys(pins), pins, `settings-pinned-${round}`)
    return Object.entries(pins).flatMap(([title, pin]) =>
      Object.keys(pin).map(key => ({ key, outcomes: outcomesOf(found, title) })),
    )
  })
  return tests.map(({ key, test }) => {
    const first = outcomesOf(plain, test)
    const second = pinned.find(one => one.key === key)?.outcomes ?? []
    const why = whyNot(first, second)
    return { key, test, bites: why === '', why }
  })
}

export function reportBites(all: readonly Bite[]): boolean {
  for (const { key, test, bites: ok, why } of all) {
    console.log(`${ok ? 'bites ' : 'FAILED'} ${key}: ${test}${why === '' ? '' : ` — ${why}`}`)
  }
  const good = all.filter(one => one.bites).length
  console.log(`settings.bite ${good} of ${all.length}`)
  return good === all.length
}

type Pins = Record<string, Record<string, unknown>>

/** One run pins one entry a test; a test that answers for several entries runs once for each. */
function rounds(): Pins[] {
  const all: Pins[] = []
  for (const { key, test, other } of tests) {
    const free = all.find(pins => pins[test] === undefined)
    const pins = free ?? {}
    if (!free) all.push(pins)
    pins[test] = { [key]: other }
  }
  return all
}

function whyNot(plain: readonly string[], pinned: readonly string[]): string {
  if (plain.length === 0) return 'no test of this title ran'
  if (plain.some(outcome => outcome === 'failed')) return 'the test fails as it is'
  if (pinned.length === 0) return 'no test of this title ran with the pinned value'
  return pinned.some(outcome => outcome === 'failed') ? '' : 'the test passes with the other value too'
}

function outcomesOf(titles: readonly Title[], title: string): string[] {
  return titles.filter(one => one.title.endsWith(title)).map(({ outcome }) => outcome)
}

function run(titles: readonly string[], pins: Pins, name: string): Title[] {
  const file = `${results}/${name}.json`
  const pattern = `(${titles.map(title => title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})$`
  const given = ['run', '--retry=0', '--reporter=json', `--outputFile=${file}`, '-t', pattern]
  spawnSync('node_modules/.bin/vitest', [...given, ...filesOf(titles)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, EVENBOOK_TEST_PINS: JSON.stringify(pins) },
  })
  return vitestTitles(file)
}

/** Only files that speak of a title are loaded; a title that is put together has its label in one piece. */
function filesOf(titles: readonly string[]): string[] {
  const labels = titles.map(title => title.split(':')[0] ?? title)
  return globSync('tests/{unit,integration,contract}/**/*.test.ts').filter(file => {
    const text = readFileSync(file, 'utf8')
    return labels.some(label => text.includes(label))
  })
}

if (import.meta.main) process.exitCode = reportBites(bites()) ? 0 : 1
