import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { allowed, isSettled, isState, postingStates, transitions } from '../../../lib/sync/states.ts'
import { readSources, type Source, walk } from '../../support/architecture/source.ts'

/** As the design has them; kept beside the code on purpose, so that a change of either is a change of both. */
const written = `
  planned → blocked ready withdrawn
  blocked → planned withdrawn
  ready → sending planned withdrawn
  sending → posted ready rejected unknown mismatch
  unknown → posted mismatch ready sending
  posted → confirmed mismatch
  mismatch → posted undone
  confirmed → drifted undone
  drifted → confirmed undone
  rejected → planned withdrawn
  undone →
  withdrawn →`

const table = new Map(
  written
    .trim()
    .split('\n')
    .map(row => {
      const [from = '', to = ''] = row.split('→')
      return [from.trim(), to.trim().split(' ').filter(Boolean)] as const
    }),
)

describe('the table', () => {
  test('is the written one', () => {
    expect(Object.entries(transitions)).toEqual([...table])
  })

  test('answers for each pair of states', () => {
    for (const from of postingStates)
      for (const to of postingStates) expect(allowed(from, to)).toBe(table.get(from)?.includes(to))
  })

  test('knows a state from another word', () => {
    expect(isState('ready')).toBe(true)
    expect(isState('toString')).toBe(false)
    expect(isState('queued')).toBe(false)
  })

  test('what goes on by itself is not settled', () => {
    expect(postingStates.filter(state => !isSettled(state))).toEqual([
      'planned',
      'ready',
      'sending',
      'unknown',
      'posted',
    ])
  })

  test('a life that has ended begins no more', () => {
    for (const state of ['undone', 'withdrawn'] as const) expect(transitions[state]).toEqual([])
  })
})

/** By statements of their own, in a store: claims, expired leases, what is woken or planned afresh. */
const inStatements = [
  'ready → sending',
  'unknown → sending',
  'sending → unknown',
  'blocked → planned',
  'ready → planned',
]

describe('the calls', () => {
  const calls = readSources()
    .filter(({ file }) => file.startsWith('lib/sync/'))
    .flatMap(changesIn)

  test('are found', () => {
    expect(calls.length).toBeGreaterThan(25)
  })

  test('name changes of the table only, and every one of it is made', () => {
    const all = [...table].flatMap(([from, list]) => list.map(to => `${from} → ${to}`))
    const made = new Set([...calls.flatMap(({ changes }) => changes), ...inStatements])
    expect([...made].filter(change => !all.includes(change))).toEqual([])
    expect(all.filter(change => !made.has(change))).toEqual([])
  })
})

interface ChangeCall {
  changes: string[]
}

/** Each `change(scope, posting, from, to…)` and `changeMany(scope, from, to…)`; a `from` that is a name is read where it is declared. */
function changesIn({ tree }: Source): ChangeCall[] {
  const found: ChangeCall[] = []
  walk(tree, node => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return
    const at = { change: 2, changeMany: 1 }[node.expression.text]
    const [from, to] = at === undefined ? [] : node.arguments.slice(at, at + 2)
    if (!from || !to || !ts.isStringLiteral(to)) return
    const states = ts.isStringLiteral(from) ? [from.text] : statesOf(from)
    found.push({ changes: states.map(state => `${state} → ${to.text}`) })
  })
  return found
}

/** Of a parameter its union; else what stands nearest around it: a comparison (`state === 'x'`), a list that is gone through. */
function statesOf(name: ts.Node): string[] {
  const around: ts.Node[] = []
  for (let node = name.parent; node; node = node.parent) around.push(node)
  const parameters = around.filter(node => ts.isFunctionLike(node)).flatMap(node => [...node.parameters])
  const type = parameters.find(one => one.name.getText() === name.getText())?.type
  if (type) return literals(type).filter(isState)
  return (
    around
      .filter(node => ts.isIfStatement(node) || ts.isForOfStatement(node))
      .map(node => literals(node.expression).filter(isState))
      .find(states => states.length > 0) ?? []
  )
}

function literals(node: ts.Node): string[] {
  const texts: string[] = []
  walk(node, one => {
    if (ts.isStringLiteral(one)) texts.push(one.text)
  })
  return texts
}
