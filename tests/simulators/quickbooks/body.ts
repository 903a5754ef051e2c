import { join } from 'node:path'
import { type SimRequest, type SimResponse, unsupported } from '../kit/message.ts'
import { type BodyCheck, definitionChecks, subsetChecks } from '../kit/schema.ts'
import type { EntityType } from './entities.ts'
import { Refused } from './problem.ts'

const FILE = 'entities.json'
const subset = subsetChecks(join(import.meta.dirname, 'schema'), [FILE])
const vendor = definitionChecks('quickbooks.schema.json')

const checks = new Map<string, BodyCheck[]>()

/** Reads and compiles the schemas now, so that the first write does not wait for it. */
export function prepareBodies() {
  for (const name of ['Customer', 'Invoice']) for (const check of checksOf(name)) check({})
}

function checksOf(name: string): BodyCheck[] {
  const known = checks.get(name)
  if (known) return known
  const ours = subset(`${FILE}#/definitions/${name}`)
  const made = vendor && name !== 'Batch' && name !== 'Removal' ? [ours, vendor(name)] : [ours]
  checks.set(name, made)
  return made
}

/** Checks a body against our subset and, where Intuit's definitions are at hand, against those as well. */
export function bodyProblem(
  body: unknown,
  name: EntityType | 'Attachable' | 'Batch' | 'Removal',
): SimResponse | undefined {
  for (const check of checksOf(name)) {
    const errors = check(body)
    if (errors) return unsupported({ _sim: 'schema', errors })
  }
  return undefined
}

/** The body as plain JSON, for the schemas. */
export function parsed(request: SimRequest): unknown {
  try {
    return JSON.parse(request.text())
  } catch {
    throw new Refused(
      '2010',
      'Property Name:failed to parse json object; a property specified is unsupported or invalid',
    )
  }
}
