import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

export interface Source {
  /** from the root of the project, with / */
  readonly file: string
  readonly text: string
  readonly tree: ts.SourceFile
}

export interface Violation {
  readonly rule: string
  readonly file: string
  readonly detail: string
}

export function source(file: string, text: string): Source {
  const kind = file.endsWith('.tsx')
    ? ts.ScriptKind.TSX
    : file.endsWith('.ts')
      ? ts.ScriptKind.TS
      : ts.ScriptKind.JS
  return { file, text, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind) }
}

/** Everything written by hand; what a generator wrote has its own rules. */
export function readSources(): Source[] {
  const files = globSync(['{app,lib,drizzle,scripts,tests}/**/*.{ts,tsx,mjs}', '*.{ts,js,mjs}'])
  return files
    .filter(
      file => !file.includes('.generated.') && !file.includes('node_modules') && file !== 'next-env.d.ts',
    )
    .sort()
    .map(file => source(file, readFileSync(file, 'utf8')))
}

export interface Import {
  /** as written */
  readonly specifier: string
  /** file of ours it leads to, or null for a package */
  readonly target: string | null
}

export function importsOf({ file, tree }: Source): Import[] {
  const found: Import[] = []
  const add = (node: ts.Node | undefined) => {
    if (node && ts.isStringLiteralLike(node))
      found.push({ specifier: node.text, target: resolve(file, node.text) })
  }
  walk(tree, node => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier)
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal)
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0])
  })
  return found
}

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, child => walk(child, visit))
}

export function lineOf({ tree }: Source, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1
}

function resolve(file: string, specifier: string): string | null {
  if (specifier.startsWith('@/')) return specifier.slice(2)
  if (!specifier.startsWith('.')) return null
  return path.posix.join(path.posix.dirname(file), specifier)
}
