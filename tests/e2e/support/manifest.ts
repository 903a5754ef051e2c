import { globSync, readFileSync } from 'node:fs'
import * as rules from '../../cases/roles/rules.ts'

export interface BuiltAction {
  /** file#name */
  name: string
  id: string
  /** a page that knows it, as a pattern below the install */
  page: string
}

export interface Built {
  actions: BuiltAction[]
  /** patterns below app/, with their kind at the end: `[install]/(frame)/sync/page` */
  entries: string[]
}

interface ServerReferences {
  node: Record<string, { workers: Record<string, unknown>; filename: string; exportedName: string }>
}

/** What the build has made, by the build's own manifests: nothing of it can be forgotten. */
export function readBuilt(): Built {
  const references: ServerReferences = JSON.parse(
    readFileSync('.next/server/server-reference-manifest.json', 'utf8'),
  )
  const paths: Record<string, string> = JSON.parse(
    readFileSync('.next/server/app-paths-manifest.json', 'utf8'),
  )
  return {
    actions: Object.entries(references.node).map(([id, { workers, filename, exportedName }]) => ({
      id,
      name: `${filename}#${exportedName}`,
      page: placeOf(Object.keys(workers)[0] ?? ''),
    })),
    entries: Object.keys(paths).map(path => path.replace(/^\//, '')),
  }
}

/** The same from the sources, without a build: actions are what a file of actions exports. */
export function readParts(): Built {
  const files = globSync('app/**/*.{ts,tsx}').sort()
  const actions = files.flatMap(file => {
    const text = readFileSync(file, 'utf8')
    const names = text.startsWith("'use server'")
      ? text.matchAll(/^export (?:const|async function) (\w+)/gm)
      : []
    return [...names].map(([, name]) => ({ id: '', name: `${file}#${name}`, page: '' }))
  })
  const entries = files
    .filter(file => /(^|\/)(page|route)\.tsx?$/.test(file))
    .map(file => file.replace(/^app\//, '').replace(/\.tsx?$/, ''))
  return { actions, entries }
}

/** What has no rule, and rules that are of nothing. */
export function ruleFaults(built: Built): string[] {
  const ruled = new Set([
    ...Object.keys(rules.actions),
    ...Object.keys(rules.withoutSession),
    ...Object.keys(rules.pages).map(page => entryOf(page, 'page')),
    ...Object.keys({ ...rules.routes, ...rules.posted }).map(route => entryOf(route, 'route')),
  ])
  const there = [...built.actions.map(action => action.name), ...built.entries.map(withoutGroup)]
  const known = new Set([...ruled].map(withoutGroup))
  return [
    ...there.filter(name => !known.has(name) && !rules.ofNext.has(name)).map(name => `${name} has no rule`),
    ...[...known].filter(name => !there.includes(name)).map(name => `${name} has a rule and does not exist`),
  ]
}

/** `app/[install]/(frame)/sync/[run]/page` → `sync/[run]`. */
function placeOf(worker: string): string {
  return withoutGroup(worker)
    .replace(/^app\//, '')
    .replace(/^\[install\]\//, '')
    .replace(/\/?page$/, '')
}

function entryOf(place: string, kind: 'page' | 'route'): string {
  return `[install]/${place}/${kind}`
}

// A group is no part of an address.
function withoutGroup(name: string): string {
  return name.includes('#') ? name : name.replaceAll(/\(\w+\)\//g, '')
}
