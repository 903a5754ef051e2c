import { z } from 'zod'
import { few } from './asks.ts'
import type { Callbacks } from './kinds/kind.ts'
import { kindNames, kinds } from './kinds/table.ts'
import type { Rig } from './rig.ts'
import type { Side } from './sides.ts'
import { type Bulk, tenant, type World } from './world.ts'

/** Somebody closes each in Manage, whose callback then says so. */
export async function close({ rig }: World, invoices: Bulk['invoices']): Promise<void> {
  await few(invoices, 2, async ({ id }) => {
    await rig.connectwise.call('PATCH', 'invoices', { tenant, id, status: 'Closed' })
  })
  await untilHeard(
    rig,
    'invoice',
    invoices.map(({ id }) => id),
  )
}

/** What is ordered arrives and what is spent is approved, and each callback says so. */
export async function finish({ world: { rig }, seeded }: Side): Promise<void> {
  for (const name of kindNames) {
    const { callbacks } = kinds[name]
    const awaited = seeded.awaited[name]
    if (!callbacks || awaited.length === 0) continue
    await few(awaited, 2, async one => {
      seeded.others[name].callbacks.push(await callbacks.finish(rig, tenant, one))
    })
    await untilHeard(
      rig,
      callbacks.type,
      awaited.map(({ manageId }) => manageId),
    )
  }
}

/** An event that a busy machine did not answer within ConnectWise's five seconds is sent once more. */
async function untilHeard(
  { connectwise }: Rig,
  type: 'invoice' | Callbacks['type'],
  ids: readonly number[],
): Promise<void> {
  for (let unheard = ids; unheard.length > 0; ) {
    await connectwise.call('POST', 'callbacks/settled')
    const heard = heardOf(await connectwise.call('GET', 'callbacks'), type)
    unheard = ids.filter(id => !heard.has(id))
    await few(unheard, 1, async id => {
      await connectwise.call('POST', 'callbacks/send', { tenant, id, type })
    })
  }
}

const deliveries = z.array(z.object({ status: z.int(), body: z.string() }))
const event = z.object({ ID: z.int(), Type: z.string() })

function heardOf(log: unknown, type: string): Set<number> {
  const heard = deliveries.parse(log).filter(({ status }) => status >= 200 && status < 300)
  const events = heard.map(({ body }) => event.parse(JSON.parse(body)))
  return new Set(events.filter(({ Type }) => Type === type).map(({ ID }) => ID))
}
