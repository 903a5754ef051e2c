import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString, type OpenAPITSOptions } from 'openapi-typescript'
import ts from 'typescript'
import { withConfiguration } from './configuration.ts'
import { settingsPage } from './settings-page.ts'

const folder = 'lib/connectors/connectwise'
export const generatedPath = `${folder}/connectwise.generated.d.ts`

const head = `// Made from openapi.json by \`npm run generate\`. Do not edit.
import type { DecimalText } from '../../std/json.ts'

`

/** A number on the wire is never a double: DecimalText in bodies, text in an address. */
const transform: NonNullable<OpenAPITSOptions['transform']> = (schema, { path }) => {
  if (schema.type !== 'number' && schema.type !== 'integer') return undefined
  if (path?.includes('/parameters/')) return ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword)
  const number = ts.factory.createTypeReferenceNode('DecimalText')
  if (schema.nullable !== true) return number
  const nothing = ts.factory.createLiteralTypeNode(ts.factory.createNull())
  return ts.factory.createUnionTypeNode([number, nothing])
}

/** The types that openapi.json gives, as text. */
export async function generatedTypes(): Promise<string> {
  const description = readFileSync(`${folder}/openapi.json`, 'utf8')
  return head + astToString(await openapiTS(description, { transform, defaultNonNullable: false }))
}

if (import.meta.main) {
  writeFileSync(generatedPath, await generatedTypes())
  writeFileSync('docs/settings.md', settingsPage())
  writeFileSync('README.md', withConfiguration(readFileSync('README.md', 'utf8')))
}
