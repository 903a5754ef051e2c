import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { envFields } from '../../../lib/env.ts'
import { withConfiguration } from '../../../scripts/configuration.ts'

const readme = readFileSync('README.md', 'utf8')

describe('the table of configuration', () => {
  test('is what lib/env.ts says now: npm run generate', () => {
    expect(withConfiguration(readme)).toBe(readme)
  })

  test('follows a changed text, and nothing around it changes', () => {
    const [first, ...others] = envFields
    const changed = withConfiguration(readme, first ? [{ ...first, help: 'Says a|b.' }, ...others] : [])
    expect(changed).toContain(`| \`${first?.name}\` | \`${first?.default}\` | Says a\\|b. |`)
    expect(changed).not.toBe(readme)
    expect(withConfiguration(changed)).toBe(readme)
  })

  test('without its marks it is refused', () => {
    expect(() => withConfiguration('# Evenbook\n')).toThrow(/lost the mark/)
  })
})

test('every link within the project leads somewhere', () => {
  const targets = [...readme.matchAll(/\]\(<?([^)>#\s]+)/g)].map(([, target = '']) => target)
  const own = targets.filter(target => !/^https?:/.test(target))
  expect(own.length).toBeGreaterThan(20)
  expect(own.filter(target => !existsSync(target))).toEqual([])
})

test('every command it names is one of package.json, and all of them are named', () => {
  const scripts: unknown = JSON.parse(readFileSync('package.json', 'utf8')).scripts
  const known = Object.keys(Object(scripts)).sort()
  const named = [...readme.matchAll(/npm (?:run )?([a-z][a-z:]*)/g)].map(([, name = '']) => name)
  expect([...new Set(named)].filter(name => name !== 'ci').sort()).toEqual(known)
})

test('every decision is in its index', () => {
  const files = readdirSync('docs/decisions')
  expect(files.filter(file => !readme.includes(`(docs/decisions/${file})`))).toEqual([])
  expect(files.map(file => file.slice(0, 4))).toEqual(
    files.map((_, place) => String(place + 1).padStart(4, '0')),
  )
})
