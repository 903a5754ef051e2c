import ts from 'typescript'
import type { Source, Violation } from './source.ts'

/** Each file of lib/std and lib/accounting that does something has its test of the same name. */
export function checkTwins(sources: readonly Source[]): Violation[] {
  const files = new Set(sources.map(({ file }) => file))
  return sources
    .filter(({ file }) => /^lib\/(std|accounting)\//.test(file))
    .filter(({ tree }) => tree.statements.some(doesSomething))
    .map(({ file }) => ({ file, twin: file.replace(/^lib\//, 'tests/unit/').replace(/\.ts$/, '.test.ts') }))
    .filter(({ twin }) => !files.has(twin))
    .map(({ file, twin }) => ({ rule: 'twin', file, detail: `${twin} is missing` }))
}

function doesSomething(statement: ts.Statement): boolean {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return false
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return false
  return true
}

/** Paths that the README names between backticks. */
export function checkReadme(text: string, exists: (file: string) => boolean): Violation[] {
  const named = [...text.matchAll(/`((?:app|lib|drizzle|scripts|tests|docs|public)\/[\w@[\]().\-/]*)`/g)]
  return named
    .map(([, file = '']) => file.replace(/\/$/, ''))
    .filter(file => !exists(file))
    .map(file => ({ rule: 'readme', file: 'README.md', detail: `${file} does not exist` }))
}
