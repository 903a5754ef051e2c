import { Ajv } from 'ajv'

export const EFFECTS = [
  'refuse',
  'limit',
  'slow',
  'drop-before',
  'drop-after-commit',
  '500-before',
  '500-after-commit',
  'commit-late',
  'partial-batch',
  'bad-json',
  'revoke',
] as const

export type Effect = (typeof EFFECTS)[number]
export type FaultMatch = { method?: string; path?: string; bodyIncludes?: string }
/** `delayMs`: fixed, or drawn between two bounds; in the vendor's milliseconds. */
type Shape = {
  delayMs?: number | [number, number]
  status?: number
  retryAfterSeconds?: number
  element?: number
}
export type FaultScript = Shape & { match?: FaultMatch; effect: Effect; times?: number }
export type RandomFaults = Shape & {
  seed: number
  share: number
  effects: Partial<Record<Effect, number>>
  match?: FaultMatch
}
export type Fault = {
  effect: Effect
  delayMs: number
  status: number
  retryAfterSeconds: number
  element?: number
}
export type Faults = ReturnType<typeof createFaults>

/** What goes wrong next: scripts first, in order; then the seeded dice. */
export function createFaults({ serverMaxMs = 150_000 } = {}) {
  let scripts: { script: FaultScript; left: number; random: () => number }[] = []
  let dice: { random: RandomFaults; next: () => number } | undefined

  function build(shape: Shape, effect: Effect, next: () => number): Fault {
    const { delayMs = DELAYS[effect] ?? 0, status = 500, retryAfterSeconds = 1, element } = shape
    const delay = typeof delayMs === 'number' ? delayMs : delayMs[0] + next() * (delayMs[1] - delayMs[0])
    const fault = { effect, delayMs: Math.min(delay, serverMaxMs), status, retryAfterSeconds }
    return element === undefined ? fault : { ...fault, element }
  }

  return {
    /** Adds a script; answers what is wrong with it, if anything. */
    script(input: unknown): string | undefined {
      if (!isScript(input)) return ajv.errorsText(isScript.errors)
      scripts.push({ script: input, left: input.times ?? 1, random: seeded(scripts.length + 1) })
      return undefined
    },
    random(input: unknown): string | undefined {
      if (!isRandom(input)) return ajv.errorsText(isRandom.errors)
      dice = { random: input, next: seeded(input.seed) }
      return undefined
    },
    clear() {
      scripts = []
      dice = undefined
    },
    list: () => ({ scripts: scripts.map(({ script, left }) => ({ ...script, left })), random: dice?.random }),
    draw(method: string, path: string, body: string): Fault | undefined {
      const entry = scripts.find(({ script, left }) => left > 0 && matches(script.match, method, path, body))
      if (entry) {
        entry.left -= 1
        return build(entry.script, entry.script.effect, entry.random)
      }
      if (!dice || !matches(dice.random.match, method, path, body) || dice.next() >= dice.random.share)
        return undefined
      const effect = pick(dice.random.effects, dice.next())
      return effect && build(dice.random, effect, dice.next)
    },
  }
}

/** A late commit lands after any sensible client has given up; slow answers arrive just in time. */
const DELAYS: Partial<Record<Effect, number>> = { slow: 5_000, 'commit-late': 60_000 }

function matches(match: FaultMatch | undefined, method: string, path: string, body: string) {
  if (!match) return true
  if (match.method !== undefined && match.method !== method) return false
  if (match.path !== undefined && !new RegExp(match.path).test(path)) return false
  return match.bodyIncludes === undefined || body.includes(match.bodyIncludes)
}

function pick(weights: Partial<Record<Effect, number>>, at: number): Effect | undefined {
  const total = EFFECTS.reduce((sum, effect) => sum + (weights[effect] ?? 0), 0)
  let left = at * total
  return EFFECTS.find(effect => {
    left -= weights[effect] ?? 0
    return left < 0
  })
}

/** mulberry32: small, well spread, the same on every machine. */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const ajv = new Ajv({ allowUnionTypes: true, strict: false })
const text = { type: 'string' }
const count = { type: 'integer', minimum: 0 }
const match = {
  type: 'object',
  properties: { method: text, path: text, bodyIncludes: text },
  additionalProperties: false,
}
const shape = {
  delayMs: { type: ['number', 'array'], items: { type: 'number' }, minItems: 2, maxItems: 2 },
  status: count,
  retryAfterSeconds: count,
  element: count,
  match,
}
const isScript = ajv.compile<FaultScript>({
  type: 'object',
  properties: { ...shape, effect: { enum: [...EFFECTS] }, times: count },
  required: ['effect'],
  additionalProperties: false,
})
const isRandom = ajv.compile<RandomFaults>({
  type: 'object',
  properties: {
    ...shape,
    seed: { type: 'integer' },
    share: { type: 'number', minimum: 0, maximum: 1 },
    effects: {
      type: 'object',
      properties: Object.fromEntries(EFFECTS.map(effect => [effect, { type: 'number', minimum: 0 }])),
      additionalProperties: false,
    },
  },
  required: ['seed', 'share', 'effects'],
  additionalProperties: false,
})
