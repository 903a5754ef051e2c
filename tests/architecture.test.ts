import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as rules from './cases/roles/rules.ts'
import { readParts, ruleFaults } from './e2e/support/manifest.ts'
import { checkImports } from './support/architecture/imports.ts'
import { checkShape } from './support/architecture/shape.ts'
import { readSources, source } from './support/architecture/source.ts'
import { checkReadme, checkTwins } from './support/architecture/twins.ts'
import { textRowFaults } from './support/text-rows.ts'

const sources = readSources()

describe('the code keeps the rules', () => {
  test('all of it is read', () => {
    expect(sources.length).toBeGreaterThan(100)
    expect(sources.map(({ file }) => file)).toContain('lib/std/decimal.ts')
  })

  test('imports go one way', () => {
    expect(sources.flatMap(checkImports)).toEqual([])
  })

  test('sizes, names, exports, escapes and words', () => {
    expect(sources.flatMap(checkShape)).toEqual([])
  })

  test('every file of lib/std and lib/accounting has its twin', () => {
    expect(checkTwins(sources)).toEqual([])
  })

  test('the paths of the README exist', () => {
    const readme = existsSync('README.md') ? readFileSync('README.md', 'utf8') : ''
    expect(checkReadme(readme, existsSync)).toEqual([])
  })
})

/** Planted: each must be found, or the rules above prove nothing. `fine` is what stands nearest and is allowed. */
test('every page, action and route says in tests/cases/roles/rules.ts who may', () => {
  expect(ruleFaults(readParts())).toEqual([])
})

test('every action and form says in tests/cases/texts what it is asked with', () => {
  const actions = Object.keys(rules.actions)
  expect(textRowFaults(actions)).toEqual([])
  const added = 'app/[install]/(frame)/sync/actions.ts#note'
  const faults = textRowFaults([...actions.slice(1), added], ['register/start/route', 'sync/note/route'])
  expect(faults).toContain(`${added} has no row in tests/cases/texts/actions.ts`)
  expect(faults).toContain('sync/note/route has no row in tests/cases/texts/forms.ts')
  expect(faults).toContain(`${actions[0]} has a row and does not exist`)
})

const planted: [name: string, file: string, text: string, rule: string | null][] = [
  ['std imports nothing of ours', 'lib/std/x.ts', "import '../env.ts'", 'imports'],
  ['std imports std', 'lib/std/x.ts', "import './id.ts'", null],
  ['accounting does not know the environment', 'lib/accounting/x.ts', "import '../env.ts'", 'imports'],
  [
    'accounting does not know the database',
    'lib/accounting/x.ts',
    "import '../../drizzle/types.ts'",
    'imports',
  ],
  ['accounting knows std', 'lib/accounting/translate/x.ts', "import '../../std/id.ts'", null],
  ['a type import counts', 'lib/std/x.ts', "import type { Env } from '../env.ts'", 'imports'],
  ['an import inside a type counts', 'lib/std/x.ts', "type E = import('../env.ts').Env", 'imports'],
  ['a dynamic import counts', 'lib/std/x.ts', "await import('../env.ts')", 'imports'],
  ['a re-export counts', 'lib/std/x.ts', "export { env } from '../env.ts'", 'imports'],
  ['a vendor and another', 'lib/connectors/xero/x.ts', "import '../connectwise/index.ts'", 'imports'],
  ['a vendor and the ports', 'lib/connectors/xero/x.ts', "import '../ports.ts'", null],
  ['sync opens no vendor', 'lib/sync/x.ts', "import '../connectors/open.ts'", 'imports'],
  ['sync knows the ports', 'lib/sync/x.ts', "import '../connectors/ports.ts'", null],
  ['accounts opens vendors', 'lib/accounts/x.ts', "import '../connectors/open.ts'", null],
  ['accounts does not know sync', 'lib/accounts/x.ts', "import '../sync/run.ts'", 'imports'],
  ['app and the queue', 'app/x.ts', "import '@/lib/queue/queue.ts'", 'imports'],
  ['app and the database', 'app/x.ts', "import '@/drizzle/client.ts'", 'imports'],
  ['app and a store', 'app/x.ts', "import '@/lib/sync/runs/store.ts'", 'imports'],
  ['app and sync', 'app/x.ts', "import '@/lib/sync/run.ts'", null],
  ['the alias outside app', 'lib/sync/x.ts', "import '@/lib/std/id.ts'", 'imports'],
  ['an import without ending', 'lib/sync/x.ts', "import '../std/id'", 'imports'],
  ['a page that sees every company', 'app/x.ts', "import '@/lib/accounts/transaction.ts'", 'imports'],
  ['the session’s own part', 'app/_session/x.ts', "import '@/lib/accounts/transaction.ts'", null],
  ['the worker and the schema', 'lib/worker/x.ts', "import '../../drizzle/types.ts'", 'imports'],
  ['the worker and the client', 'lib/worker/x.ts', "import '../../drizzle/client.ts'", null],
  [
    'simulators know nothing of ours',
    'tests/simulators/xero/x.ts',
    "import '../../../lib/std/id.ts'",
    'imports',
  ],
  ['simulators know each other', 'tests/simulators/xero/x.ts', "import '../kit/clock.ts'", null],
  ['a folder that is not on the map', 'lib/extras/x.ts', '', 'place'],
  ['lib and Next', 'lib/sync/x.ts', "import 'next/headers'", 'imports'],
  ['lib and React', 'lib/sync/x.ts', "import 'react'", 'imports'],
  ['SQL outside a store', 'lib/sync/x.ts', "import { sql } from 'drizzle-orm'", 'imports'],
  ['SQL in a store', 'lib/sync/store.ts', "import { sql } from 'drizzle-orm'", null],
  ['SQL in a file that is only called like one', 'lib/sync/bookstore.ts', "import 'drizzle-orm'", 'imports'],
  ['tables outside a store', 'lib/sync/x.ts', "import '../../drizzle/schema/postings.ts'", 'imports'],
  ['the queue library elsewhere', 'lib/sync/x.ts', "import 'pg-boss'", 'imports'],
  ['an own HTTP client', 'lib/sync/x.ts', "import 'undici'", 'imports'],
  ['a long file', 'lib/std/x.ts', 'const a = 1\n'.repeat(401), 'size'],
  ['a file at the limit', 'lib/std/x.ts', 'a()\n'.repeat(400), null],
  ['a long function', 'lib/std/x.ts', `function a() {\n${'  b()\n'.repeat(59)}}\n`, 'size'],
  ['a function at the limit', 'lib/std/x.ts', `function a() {\n${'  b()\n'.repeat(58)}}\n`, null],
  ['a long arrow function', 'app/x.tsx', `const a = () => {\n${'  b()\n'.repeat(60)}}\n`, 'size'],
  ['a default export', 'lib/std/x.ts', 'export default function a() {}', 'default export'],
  ['a default export by assignment', 'lib/std/x.ts', 'const a = 1\nexport default a', 'default export'],
  ['a page', 'app/[install]/page.tsx', 'export default function Page() {}', null],
  ['a barrel', 'lib/sync/index.ts', "export { a } from './a.ts'", 'barrel'],
  ['everything re-exported', 'lib/sync/x.ts', "export * from './a.ts'", 'barrel'],
  ["a vendor's index", 'lib/connectors/xero/index.ts', "export { a } from './a.ts'", null],
  ['a folder that says nothing', 'lib/sync/helpers/x.ts', '', 'names'],
  ['as', 'lib/std/x.ts', 'const a = b as string', 'escape'],
  ['as const', 'lib/std/x.ts', 'const a = [1] as const', null],
  ['as in a string', 'lib/std/x.ts', "const a = 'b as string'", null],
  ['any', 'app/x.tsx', 'const a: any = 1', 'escape'],
  ['non-null', 'lib/std/x.ts', 'const a = b!.c', 'escape'],
  ['not', 'lib/std/x.ts', 'const a = !b', null],
  ['a muted compiler', 'lib/std/x.ts', `// @ts-${'ignore'}\na()`, 'escape'],
  ['a path of one machine', 'lib/std/x.ts', `const a = '/${'home'}/me/x'`, 'words'],
  ['an address', 'lib/std/x.ts', "const a = 'https://x.example/work/x'", null],
  ['work put off', 'lib/std/x.ts', `// ${'TO'}${'DO'}: later`, 'words'],
  ['a skipped test', 'tests/unit/x.test.ts', `test.${'skip'}('a', () => {})`, 'words'],
]

describe('a planted violation is found', () => {
  test.each(planted)('%s', (_name, file, text, rule) => {
    const planting = source(file, text)
    const rules = [...checkImports(planting), ...checkShape(planting)].map(violation => violation.rule)
    expect(rules).toEqual(rule === null ? [] : [rule])
  })

  test('a file without twin, but not one of types alone', () => {
    const alone = source('lib/accounting/x.ts', 'export const a = 1')
    const types = source('lib/accounting/y.ts', "import type { B } from './b.ts'\nexport type A = B")
    const twin = source('tests/unit/accounting/x.test.ts', '')
    expect(checkTwins([alone, types]).map(({ file }) => file)).toEqual(['lib/accounting/x.ts'])
    expect(checkTwins([alone, types, twin])).toEqual([])
  })

  test('a page, action or route without a rule, and a rule of nothing', () => {
    const { actions, entries } = readParts()
    const parts = {
      actions: [...actions, { id: '', name: 'app/[install]/(frame)/sync/actions.ts#empty', page: 'sync' }],
      entries: entries
        .filter(one => !one.endsWith('/users/page'))
        .concat('[install]/(frame)/secrets/csv/route'),
    }
    expect(ruleFaults(parts)).toEqual([
      'app/[install]/(frame)/sync/actions.ts#empty has no rule',
      '[install]/secrets/csv/route has no rule',
      '[install]/users/page has a rule and does not exist',
    ])
  })

  test('a path in the README that does not exist', () => {
    const text = 'See `lib/std/decimal.ts`, `lib/gone/` and `npm start`.'
    expect(checkReadme(text, file => file === 'lib/std/decimal.ts').map(({ detail }) => detail)).toEqual([
      'lib/gone does not exist',
    ])
  })
})
