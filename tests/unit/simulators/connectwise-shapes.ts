import { readFileSync } from 'node:fs'
import { Ajv, type ErrorObject } from 'ajv'
import addFormats from 'ajv-formats'
import { documentChecks } from '../../simulators/kit/schema.ts'

const ajv = new Ajv({ strict: false, allErrors: true })
addFormats.default(ajv)
const schema = 'tests/simulators/connectwise/schema/rows.json'
ajv.addSchema(JSON.parse(readFileSync(schema, 'utf8')), 'rows')

const vendorDocument = documentChecks('connectwise.openapi.json')

/** Our own closed subset always; the vendor's document too where it is at hand. */
export function faultsOf(name: string, row: unknown): ErrorObject[] {
  const own = ajv.getSchema(`rows#/definitions/${name}`)
  if (!own) throw new Error(`no schema of ${name}`)
  own(row)
  const vendor = vendorDocument?.(name)(row)
  return [...(own.errors ?? []), ...(vendor ?? [])]
}
