export const MOMENTS = ['connect', 'sender', 'recipient', 'data'] as const

type Moment = (typeof MOMENTS)[number]

/** At that moment the server answers `code`, or says nothing at all. Each counts down its `times`. */
export type Refusal = { at: Moment; code?: number; silent?: boolean; times?: number; recipient?: string }

export type Refusals = ReturnType<typeof createRefusals>

export function createRefusals() {
  let scripts: (Refusal & { left: number })[] = []
  return {
    script(refusal: Refusal): string | undefined {
      if (!MOMENTS.includes(refusal.at)) return `at: one of ${MOMENTS.join(', ')}`
      scripts.push({ ...refusal, left: refusal.times ?? 1 })
      return undefined
    },
    clear() {
      scripts = []
    },
    draw(at: Moment, recipient = ''): Refusal | undefined {
      const found = scripts.find(
        one => one.left > 0 && one.at === at && (one.recipient === undefined || one.recipient === recipient),
      )
      if (found) found.left -= 1
      return found
    },
    list: () => scripts,
  }
}
