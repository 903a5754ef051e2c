import type { LedgerTaxRate, MappingKind, MappingLookup, PlanOptions, PlanReference } from './options.ts'
import type { Problem } from './problems.ts'

export interface MappingKey {
  kind: MappingKind
  key: string
  /** for people, on the Mappings screen */
  name: string
}

/** What is sold asks for other mappings and rates than what is bought. */
export type Side = 'sale' | 'purchase'

export function taxMethodOf(options: PlanOptions, side: Side): PlanOptions['taxMethod'] {
  return side === 'sale' ? options.taxMethod : options.purchaseTaxMethod
}

/** One record on the desk: the settings and lists it may look into, and what is noted on the way. */
export class Desk {
  readonly options: PlanOptions
  readonly reference: PlanReference
  readonly side: Side
  readonly #mappings: MappingLookup
  readonly #problems = new Map<string, Problem>()
  readonly #keys = new Map<string, MappingKey>()

  constructor(
    given: { options: PlanOptions; reference: PlanReference; mappings: MappingLookup },
    side: Side = 'sale',
  ) {
    this.side = side
    this.options = given.options
    this.reference = given.reference
    this.#mappings = given.mappings
  }

  /** The ledger id the user chose for this key, null where the choice is still open. Each key asked for is noted. */
  find(kind: MappingKind, key: string, name: string): string | null {
    const noted = `${kind}\n${key}`
    if (!this.#keys.has(noted)) this.#keys.set(noted, { kind, key, name })
    return this.#mappings.find(kind, key)
  }

  /** A choice that may stand and that nobody is asked for. */
  peek(kind: MappingKind, key: string): string | null {
    return this.#mappings.find(kind, key)
  }

  /** As it is on what is sold, or on what is bought. */
  taxRate(id: string): LedgerTaxRate | undefined {
    const rate = this.reference.taxRates.get(id)
    return rate && this.side === 'purchase' ? { ...rate, ...rate.onPurchases } : rate
  }

  get taxMethod(): PlanOptions['taxMethod'] {
    return taxMethodOf(this.options, this.side)
  }

  /** A line that is sold names an item there, which says the account; one that is bought names the account itself. */
  get itemsSayAccount(): boolean {
    return this.side === 'sale' && this.reference.organisation.rules.itemAccounts
  }

  /** A finding that several lines share is told once, with the first line's name and the count. */
  report(problem: Problem): void {
    const { lineId: _lineId, line: _line, amount: _amount, ...shared } = problem
    const key = JSON.stringify(shared)
    const known = this.#problems.get(key)
    this.#problems.set(key, known ? { ...known, lines: (known.lines ?? 1) + 1 } : problem)
  }

  problems(): Problem[] {
    return [...this.#problems.values()]
  }

  mappingKeys(): MappingKey[] {
    return [...this.#keys.values()]
  }
}
