import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

/** What a 'use server' file exports that memberAction did not make; also a directive inside a function. */
function unwrapped(file: string, text: string): string[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const first = tree.statements[0]
  const serves = first !== undefined && isDirective(first)
  const found: string[] = []
  const visit = (node: ts.Node) => {
    if (isDirective(node) && node !== first) found.push('a directive inside')
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return serves ? [...found, ...tree.statements.flatMap(exportsOf)] : found
}

function exportsOf(statement: ts.Statement): string[] {
  if (ts.isExportAssignment(statement)) return ['default']
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly ? [] : [statement.getText()]
  const exported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(modifier => modifier.kind === ts.SyntaxKind.ExportKeyword)
  if (!exported || ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return []
  if (!ts.isVariableStatement(statement)) return [statement.getText().slice(0, 60)]
  return statement.declarationList.declarations
    .filter(({ initializer }) => !isWrapped(initializer))
    .map(({ name }) => name.getText())
}

function isWrapped(node: ts.Expression | undefined): boolean {
  return (
    node !== undefined &&
    ts.isCallExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'memberAction'
  )
}

function isDirective(node: ts.Node): boolean {
  return (
    ts.isExpressionStatement(node) &&
    ts.isStringLiteral(node.expression) &&
    node.expression.text === 'use server'
  )
}

test('every server action is made by the wrapper', async () => {
  const files = await Array.fromAsync(glob('app/**/*.{ts,tsx}'))
  expect(files.length).toBeGreaterThan(20)
  const texts = files.map(file => [file, readFileSync(file, 'utf8')] as const)
  const found = texts.flatMap(([file, text]) => unwrapped(file, text).map(name => `${file}: ${name}`))
  expect(found).toEqual([])
  expect(texts.filter(([, text]) => /^'use server'/.test(text)).map(([file]) => file)).toContain(
    'app/_session/tickets.ts',
  )
})

describe('a planted action is found', () => {
  const directive = "'use server'\n"
  test.each([
    ['a function', `${directive}export async function send() {}`],
    ['an arrow function', `${directive}export const send = async () => {}`],
    ['another wrapper', `${directive}export const send = otherAction(schema, 'send', run)`],
    ['a default', `${directive}export default memberAction(schema, 'send', run)`],
    ['a re-export', `${directive}export { send } from './send.ts'`],
    ['the second of two', `${directive}export const a = memberAction(s, 'view', f), b = f`],
    ['a directive inside a function', `export function Page() { async function save() { 'use server' } }`],
  ])('%s', (_name, text) => {
    expect(unwrapped('app/x.ts', text)).toHaveLength(1)
  })

  test('a wrapped one and its types are not', () => {
    const text = `${directive}export type A = 1\nexport const send = memberAction(schema, 'send', run)\nconst own = 1`
    expect(unwrapped('app/x.ts', text)).toEqual([])
  })
})
