import { sql } from 'drizzle-orm'
import type { Database } from '../../drizzle/client.ts'
import { readConnectWise } from './books.ts'
import type { Chaos } from './chaos.ts'
import { judge, judgeCredits, judgePayments, type Verdict } from './checker.ts'
import { figuresOfKinds } from './count-kinds.ts'
import { aloneIn, endLines, faultedOf, faultLines, kindLines, namesCredit, writesOf } from './figures.ts'
import type { Line } from './report.ts'
import { judgedOf, keptSides, numbersOf, type Storm } from './sides.ts'
import { tenant } from './world.ts'

export interface StormResult {
  lines: Line[]
  verdict: Verdict
  /** what the product says of what is not done, for whoever looks for the reason */
  open: string[]
}

/** The figures of a run, once everything has landed. */
export async function count(storm: Storm, chaos: Chaos): Promise<StormResult> {
  const { plan, world, lookout, sides, since } = storm
  const seconds = (performance.now() - since) / 1_000
  const { rig } = world
  const connectwise = readConnectWise(await rig.connectwise.truth(), tenant)
  const judged = await Promise.all(sides.map(judgedOf))
  const verdict = judge(judged, connectwise)
  const kept = await keptSides(storm)
  const paid = judgePayments(kept, connectwise)
  const credited = judgeCredits(kept, connectwise)
  const { writes, ends, payments } = await writesOf(rig)
  const line = lineOf(plan.name)
  const batches = writes.quickbooks.filter(({ path, committed }) => committed && path.endsWith('/batch'))
  const lines = [
    line('invoices', soldIn(sides), 'invoices'),
    ...figuresOfKinds(storm, connectwise, batches),
    line('postings', verdict.postings, 'postings'),
    line('alone', aloneIn(writes.xero), 'invoices'),
    line('batches.quickbooks', batches.length, 'calls'),
    line('duplicates', verdict.duplicates, 'postings'),
    line('lost', verdict.lost, 'records'),
    line('cents_off', verdict.centsOff, 'cents'),
    line('undone', numbersOf(...sides.map(({ seeded }) => seeded.sold.undone)).size, 'invoices'),
    line('amended', numbersOf(...sides.map(({ seeded }) => seeded.sold.amended)).size, 'invoices'),
    line('undone_standing', verdict.standing, 'records'),
    ...moneyLines(line, paid, credited, payments),
    ...faultLines(plan.name, writes),
    ...kindLines(plan.name, writes),
    ...endLines(plan.name, ends),
    line('kills', chaos.kills, 'kills'),
    line('stops', chaos.stops, 'stops'),
    line('seconds', Math.round(seconds * 10) / 10, 's'),
    line('factor', plan.factor, ''),
    line('seed', plan.seed, ''),
  ]
  const offs = [paid, credited].map(({ twice, missing }) => twice + missing)
  const trouble = offs.reduce((count, off) => count + off, verdict.lost + verdict.standing)
  const wanted = plan.recovery === 'product' && trouble > 0
  const open = wanted ? [...(await openPostings(lookout)), rig.directory] : []
  return { lines, verdict, open }
}

type LineOf = (name: string, value: number, unit: string) => Line

function lineOf(plan: string): LineOf {
  return (name, value, unit) => ({ name: `${plan}.${name}`, value, unit })
}

/** What was paid, and what was credited. */
function moneyLines(
  line: LineOf,
  paid: ReturnType<typeof judgePayments>,
  credited: ReturnType<typeof judgeCredits>,
  payments: Awaited<ReturnType<typeof writesOf>>['payments'],
): Line[] {
  return [
    line('payments', paid.payments, 'payments'),
    line('payments_twice', paid.twice, 'payments'),
    line('payments_missing', paid.missing, 'payments'),
    line('faulted_payments', faultedOf(payments), 'calls'),
    line('credits', credited.credits, 'credits'),
    line('credits_twice', credited.twice, 'credits'),
    line('credits_missing', credited.missing, 'credits'),
    line('faulted_credits', faultedOf(payments.filter(isCredit)), 'calls'),
  ]
}

/** Those that are to stand in the end. */
function soldIn(sides: Storm['sides']): number {
  const standing = sides.flatMap(({ seeded: { sold } }) => [
    ...[sold.clicks, sold.callbacks, sold.batched],
    ...[sold.amended, sold.credited],
  ])
  return numbersOf(...standing).size
}

const isCredit = ({ requestBody }: { requestBody: string }) => requestBody.includes(namesCredit)

/** The product's own account of what is not done: for people only, nothing of it is counted. */
async function openPostings(lookout: Database): Promise<string[]> {
  const states = await lookout.execute(sql`
    select kind, state, count(*)::int as count, min(problems::text) as problems
    from postings where state <> 'confirmed' group by kind, state`)
  const events = await lookout.execute(sql`
    select p.kind, p.title, e.at, e.event, e.message, e.status, e.ms
    from posting_events e join postings p on p.id = e.posting_id
    where p.id in (select id from postings where state <> 'confirmed' order by kind, id limit 4)
    order by p.id, e.id`)
  return [...states, ...events].map(row => JSON.stringify(row))
}
