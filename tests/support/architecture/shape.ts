import ts from 'typescript'
import { lineOf, type Source, type Violation, walk } from './source.ts'

const maxFileLines = 400
const maxFunctionLines = 60

/** Sizes, names and the words of the language that hide what is wrong. */
export function checkShape(source: Source): Violation[] {
  return [
    ...checkPath(source),
    ...checkSizes(source),
    ...checkExports(source),
    ...checkEscapes(source),
    ...checkWords(source),
  ]
}

function checkPath({ file }: Source): Violation[] {
  const folder = file
    .split('/')
    .slice(0, -1)
    .find(name => forbiddenFolders.has(name))
  return folder ? [{ rule: 'names', file, detail: `a folder called ${folder} says nothing` }] : []
}

const forbiddenFolders = new Set(['utils', 'util', 'helpers', 'common', 'shared', 'services', 'misc'])

function checkSizes(source: Source): Violation[] {
  const { file, text, tree } = source
  const found: Violation[] = []
  const lines = text.split('\n').length - 1
  if (lines > maxFileLines) found.push({ rule: 'size', file, detail: `${lines} lines` })
  // A describe() holds many tests; it is no function anyone reads as one.
  if (/\.(test|spec|contract)\.tsx?$/.test(file)) return found
  walk(tree, node => {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return
    const length = tree.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - lineOf(source, node)
    if (length > maxFunctionLines) {
      found.push({
        rule: 'size',
        file,
        detail: `a function of ${length} lines at line ${lineOf(source, node)}`,
      })
    }
  })
  return found
}

function checkExports(source: Source): Violation[] {
  const { file, tree } = source
  const found: Violation[] = []
  for (const statement of tree.statements) {
    if (isDefaultExport(statement) && !defaultAllowed(file)) {
      found.push({ rule: 'default export', file, detail: `line ${lineOf(source, statement)}` })
    }
    const everything =
      ts.isExportDeclaration(statement) && statement.moduleSpecifier && !statement.exportClause
    if (everything && !barrelAllowed(file)) {
      found.push({ rule: 'barrel', file, detail: `export * at line ${lineOf(source, statement)}` })
    }
  }
  if (/(^|\/)index\.ts$/.test(file) && !barrelAllowed(file))
    found.push({ rule: 'barrel', file, detail: 'index.ts' })
  return found
}

function isDefaultExport(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
}

// Next asks for one in its own files (nextjs.org/docs/app/api-reference/file-conventions), tools in their configuration.
const defaultAllowed = (file: string) =>
  /^app\/(.*\/)?(page|layout|template|error|global-error|loading|not-found|default)\.tsx$/.test(file) ||
  /(^|\/)[\w.]+\.config\.(ts|js|mjs)$/.test(file) ||
  /(^|\/)global-setup\.ts$/.test(file)

const barrelAllowed = (file: string) =>
  /^(lib\/connectors|tests\/simulators)\/[^/]+\/index\.ts$/.test(file) ||
  file === 'lib/accounting/translate/index.ts' ||
  file === 'drizzle/schema/index.ts'

function checkEscapes(source: Source): Violation[] {
  const { file, tree } = source
  if (!/^(lib|app|drizzle|scripts|proxy)/.test(file)) return []
  const found: Violation[] = []
  const add = (node: ts.Node, word: string) =>
    found.push({ rule: 'escape', file, detail: `${word} at line ${lineOf(source, node)}` })
  walk(tree, node => {
    if (ts.isAsExpression(node) && node.type.getText(tree) !== 'const') add(node, 'as')
    if (ts.isTypeAssertionExpression(node)) add(node, '<type>')
    if (ts.isNonNullExpression(node)) add(node, '!')
    if (node.kind === ts.SyntaxKind.AnyKeyword) add(node, 'any')
  })
  if (/@ts-(ignore|nocheck|expect-error)/.test(source.text))
    found.push({ rule: 'escape', file, detail: '@ts-…' })
  return found
}

/** Places of one machine, work put off, tests that do not run. */
function checkWords({ file, text }: Source): Violation[] {
  return words.flatMap(([pattern, detail, where]) =>
    where.test(file) && pattern.test(text) ? [{ rule: 'words', file, detail }] : [],
  )
}

const anywhere = /./
const tests = /\.(test|spec)\.tsx?$/
// Put together from pieces, so that this file does not break its own rule.
const words: readonly (readonly [RegExp, string, RegExp])[] = [
  [new RegExp(`["'\`( ]/(${['work', 'root', 'home/\\w+'].join('|')})/`), 'a path of one machine', anywhere],
  [
    new RegExp(`\\b(${['TO', 'FIX'].map((start, place) => start + ['DO', 'ME'][place]).join('|')})\\b`),
    'work put off',
    anywhere,
  ],
  [
    /\b(test|it|describe)\.(skip|only|todo|fails)\b|\bx(it|test|describe)\(/,
    'a test that does not run',
    tests,
  ],
]
