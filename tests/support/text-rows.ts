import { globSync, readFileSync } from 'node:fs'
import { inputs } from '../cases/texts/actions.ts'
import { forms } from '../cases/texts/forms.ts'

/** Names of what takes text and has no row in tests/cases/texts, and rows that are of nothing. */
export function textRowFaults(actions: readonly string[], posts = postedRoutes()): string[] {
  const compare = (what: string, there: readonly string[], rows: readonly string[]) => [
    ...there
      .filter(name => !rows.includes(name))
      .map(name => `${name} has no row in tests/cases/texts/${what}.ts`),
    ...rows.filter(name => !there.includes(name)).map(name => `${name} has a row and does not exist`),
  ]
  return [...compare('actions', actions, Object.keys(inputs)), ...compare('forms', posts, Object.keys(forms))]
}

/** Route handlers that take a POST, below app/. */
function postedRoutes(): string[] {
  return globSync('app/**/route.ts')
    .filter(file => /^export .*\bPOST\b/m.test(readFileSync(file, 'utf8')))
    .map(file => file.replace(/^app\//, '').replace(/\.ts$/, ''))
}
