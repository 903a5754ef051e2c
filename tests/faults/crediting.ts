import { setTimeout as wait } from 'node:timers/promises'
import type { LedgerVendor } from '../../lib/accounts/ledgers.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { ask, type Bookkeeper, openKeeper } from './bookkeeper.ts'
import { type ConnectWiseBooks, readConnectWise } from './books.ts'
import type { Given } from './checker.ts'
import { tenant, type World } from './world.ts'

const lookAgainMs = 300
const looksMost = 8_000

/**
 * Gives each invoice of a credit memo of its customer, in the ledger, once both stand there. Of every three: one at once, one that is
 * taken back and given otherwise, one in two parts. After each step the person in ConnectWise asks for it. Answers what is given.
 */
export async function keepCrediting(
  world: World,
  ledger: LedgerVendor,
  numbers: ReadonlySet<string>,
): Promise<Given[]> {
  const pairs = pairsOf(readConnectWise(await world.rig.connectwise.truth(), tenant), numbers)
  const keeper = await keeperOf(
    world,
    ledger,
    pairs.flatMap(({ credit, invoice }) => [credit, invoice]),
  )
  const date = new Date().toISOString().slice(0, 10)
  const given: Given[] = []
  for (const [at, { credit, invoice }] of pairs.entries()) {
    const first = await keeper.give(credit, invoice, 10.5, date)
    await ask(world)
    if (at % 3 === 1) await first()
    if (at % 3 === 1) await keeper.give(credit, invoice, 11.47, date)
    if (at % 3 === 2) await keeper.give(credit, invoice, 12.25, date)
    await ask(world)
    given.push({ credit, invoice, amount: ['10.50', '11.47', '22.75'][at % 3] ?? '' })
  }
  return given
}

interface Pair {
  credit: string
  invoice: string
}

/** Of each customer as many as it has credit memos and invoices for. */
function pairsOf({ invoices }: ConnectWiseBooks, numbers: ReadonlySet<string>): Pair[] {
  const own = invoices.filter(({ number }) => numbers.has(number))
  return [...Map.groupBy(own, ({ companyId }) => companyId).values()].flatMap(records => {
    const isMemo = ({ total }: { total: string }) => Decimal.parse(total).isNegative()
    const bills = records.filter(record => !isMemo(record))
    return records.filter(isMemo).flatMap(({ number: credit }, at) => {
      const invoice = bills[at]?.number
      return invoice === undefined ? [] : [{ credit, invoice }]
    })
  })
}

async function keeperOf(
  { rig }: World,
  ledger: LedgerVendor,
  numbers: readonly string[],
): Promise<Bookkeeper> {
  for (let look = 1; look <= looksMost; look += 1) {
    const keeper = await openKeeper(ledger, rig)
    if (keeper.standing(numbers).length === numbers.length) return keeper
    await wait(lookAgainMs)
  }
  throw new Error(`Of ${numbers.length} records not all came to stand in ${ledger}.`)
}
