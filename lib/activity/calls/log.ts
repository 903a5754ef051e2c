import { createLogger } from '../../std/log.ts'

/** Whose call it is. `in`: a vendor called us. */
export interface CallScope {
  accountId: string
  companyId: string | null
  direction?: 'out' | 'in'
}

/** A call as its maker tells of it; `detail` is asked only when it is kept. Its secrets are masked already. */
export interface Call {
  system: string
  method: string
  status: number | null
  ms: number
  detail(): CallDetail
}

export interface CallDetail {
  at: Date
  path: string
  /** `invoice:1042`, or `number:10456` where only the number is known */
  records: string[]
  correlationId: string
  requestHeaders: Record<string, string>
  requestBody: string
  responseHeaders: Record<string, string>
  responseBody: string
  bytes: number
}

export type CallRow = CallDetail &
  Pick<Call, 'system' | 'method' | 'status' | 'ms'> & { companyId: string | null; direction: 'out' | 'in' }

export interface CallKeeper {
  /** Does the account want its calls kept? */
  isOn(accountId: string): Promise<boolean>
  keep(accountId: string, rows: CallRow[]): Promise<void>
}

interface Account {
  on: boolean
  askedAt: number
  asking: Promise<void> | null
  rows: CallRow[]
}

const log = createLogger('calls')

/** A switch that was turned is obeyed after so long at the latest, in every process. */
const switchMs = 2_000
const flushMs = 500
const flushRows = 200
/** What may wait to be written, in rows and in characters: beyond it calls are left out and counted. */
const waitingMost = { rows: 4_000, characters: 16_000_000 }
const insertCharacters = 2_000_000

/**
 * Keeps calls without holding up who makes them: they are put aside in memory, and written some hundred at a time. While
 * the answer to "on or off?" is on its way a call is put aside, so that the first one after the switch is there too. Off, it
 * costs one question every two seconds and account.
 */
export class CallLog {
  readonly #keeper: CallKeeper
  readonly #accounts = new Map<string, Account>()
  #rows = 0
  #characters = 0
  #dropped = 0
  #timer: NodeJS.Timeout | undefined
  #flushing: Promise<void> = Promise.resolve()

  constructor(keeper: CallKeeper) {
    this.#keeper = keeper
  }

  /** Calls that were left out because too much was waiting, or the database did not take them. */
  get dropped(): number {
    return this.#dropped
  }

  /** Never throws, never waits. */
  took(scope: CallScope, call: Call): void {
    const account = this.#accountOf(scope.accountId)
    const fresh = performance.now() - account.askedAt < switchMs
    if (fresh && !account.on) return
    if (!fresh && !account.asking) account.asking = this.#ask(scope.accountId, account)
    if (this.#rows >= waitingMost.rows || this.#characters >= waitingMost.characters) {
      this.#dropped += 1
      return
    }
    this.#put(account, rowOf(scope, call))
    if (account.rows.length >= flushRows) void this.flush()
    else this.#timer ??= setTimeout(() => void this.flush(), flushMs).unref()
  }

  /** Everything that was put aside until now; one at a time. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#flushing = this.#flushing.then(() => this.#write())
    return this.#flushing
  }

  async #write(): Promise<void> {
    const before = this.#dropped
    for (const [accountId, account] of this.#accounts) {
      await account.asking
      const rows = account.rows
      account.rows = []
      for (const part of portions(rows)) await this.#keep(accountId, part)
      this.#taken(rows)
    }
    if (this.#dropped > before) log.warn({ count: this.#dropped - before }, 'API calls were not kept')
  }

  async #keep(accountId: string, rows: CallRow[]): Promise<void> {
    try {
      await this.#keeper.keep(accountId, rows)
    } catch (error) {
      this.#dropped += rows.length
      log.warn({ account: accountId, count: rows.length, error }, 'API calls could not be kept')
    }
  }

  async #ask(accountId: string, account: Account): Promise<void> {
    try {
      account.on = await this.#keeper.isOn(accountId)
    } catch (error) {
      account.on = false
      log.warn({ account: accountId, error }, 'Whether API calls are kept could not be read')
    }
    account.askedAt = performance.now()
    account.asking = null
    if (account.on) return
    const { rows } = account
    account.rows = []
    this.#taken(rows)
  }

  #accountOf(accountId: string): Account {
    const known = this.#accounts.get(accountId)
    if (known) return known
    const account = { on: false, askedAt: Number.NEGATIVE_INFINITY, asking: null, rows: [] }
    this.#accounts.set(accountId, account)
    return account
  }

  #put(account: Account, row: CallRow): void {
    account.rows.push(row)
    this.#rows += 1
    this.#characters += charactersOf(row)
  }

  #taken(rows: CallRow[]): void {
    this.#rows -= rows.length
    for (const row of rows) this.#characters -= charactersOf(row)
  }
}

function rowOf(scope: CallScope, { system, method, status, ms, detail }: Call): CallRow {
  const { companyId, direction = 'out' } = scope
  return { ...detail(), system, method, status, ms: Math.round(ms), companyId, direction }
}

function charactersOf(row: CallRow): number {
  return row.requestBody.length + row.responseBody.length + row.path.length
}

/** One insert takes so many rows, and not too much text. */
function* portions(rows: CallRow[]): Generator<CallRow[]> {
  let part: CallRow[] = []
  let characters = 0
  for (const row of rows) {
    if (part.length >= flushRows || (part.length > 0 && characters + charactersOf(row) > insertCharacters)) {
      yield part
      part = []
      characters = 0
    }
    part.push(row)
    characters += charactersOf(row)
  }
  if (part.length > 0) yield part
}
