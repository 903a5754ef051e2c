import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import AjvDraft4 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { parse as parseYaml } from 'yaml'

/** Answers what is wrong with a body, or nothing. */
export type BodyCheck = (body: unknown) => ErrorObject[] | undefined

/** The vendors' documents, beside the checkout on machines that have them. */
const SPECS = join(import.meta.dirname, '../../../../shared/specs')
const CACHE = join(import.meta.dirname, '../../../node_modules/.cache/evenbook-simulators')

/** Our own checked-in subset: each file is one closed schema, referring to others by file name. */
export function subsetChecks(directory: string, files: string[]): (file: string) => BodyCheck {
  const ajv = new Ajv({ allErrors: true, strict: false })
  addFormats.default(ajv)
  for (const file of files) ajv.addSchema(readJson(join(directory, file)), file)
  return file => toCheck(() => ajv.getSchema(file))
}

type Document = { components: { schemas: Record<string, Record<string, unknown>> } }

/**
 * The vendor's own document with every object closed, when it is at hand: `#/components/schemas/<name>`.
 * Closing catches misspelt and unwrapped bodies, which these documents allow.
 */
export function documentChecks(file: string): ((name: string) => BodyCheck) | undefined {
  const path = join(SPECS, file)
  if (!existsSync(path)) return undefined
  const load = once(() => {
    const document = readDocument(path)
    for (const schema of Object.values(document.components.schemas)) close(schema)
    const ajv = new AjvDraft4({ allErrors: true, strict: false, validateSchema: false })
    addFormats.default(ajv)
    ajv.addSchema({ components: { schemas: document.components.schemas } }, 'document')
    return ajv
  })
  return name => toCheck(() => load().getSchema(`document#/components/schemas/${name}`))
}

/**
 * The vendor's own closed definitions, when they are at hand: `#/definitions/<name>`. Lengths are left out:
 * the vendor answers for those in words of its own.
 */
export function definitionChecks(file: string): ((name: string) => BodyCheck) | undefined {
  const path = join(SPECS, file)
  if (!existsSync(path)) return undefined
  const load = once(() => {
    const document = readJson(path)
    dropLengths(document)
    const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false })
    addFormats.default(ajv)
    ajv.addSchema(document, 'definitions')
    return ajv
  })
  return name => toCheck(() => load().getSchema(`definitions#/definitions/${name}`))
}

function dropLengths(schema: unknown) {
  if (typeof schema !== 'object' || schema === null) return
  if ('maxLength' in schema && typeof schema.maxLength === 'number')
    Reflect.deleteProperty(schema, 'maxLength')
  for (const child of Object.values(schema)) dropLengths(child)
}

/** A megabyte of YAML takes seconds to parse, so its JSON is kept beside the installed packages. */
function readDocument(path: string): Document {
  if (path.endsWith('.json')) return JSON.parse(readFileSync(path, 'utf8'))
  const { size, mtimeMs } = statSync(path)
  const kept = join(CACHE, `${basename(path)}-${size}-${Math.floor(mtimeMs)}.json`)
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8'))
  const document: Document = parseYaml(readFileSync(path, 'utf8'))
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(`${kept}.${process.pid}`, JSON.stringify(document))
  renameSync(`${kept}.${process.pid}`, kept)
  return document
}

function toCheck(find: () => ValidateFunction | undefined): BodyCheck {
  const validate = once(find)
  return body => {
    const check = validate()
    if (!check) throw new Error('no such schema')
    return check(body) ? undefined : (check.errors ?? [])
  }
}

function close(schema: unknown) {
  if (typeof schema !== 'object' || schema === null) return
  if ('properties' in schema && !('additionalProperties' in schema))
    Reflect.set(schema, 'additionalProperties', false)
  for (const child of Object.values(schema)) close(child)
}

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
