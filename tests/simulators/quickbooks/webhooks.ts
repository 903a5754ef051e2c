import { createHmac, randomUUID } from 'node:crypto'
import type { Clock } from '../kit/clock.ts'
import { createWebhooks, type Delivery } from '../kit/webhooks.ts'
import type { QuickBooksParameters } from './parameters.ts'
import type { Change } from './world.ts'

export type WebhookTarget = { url: string; verifierToken: string }
export type QuickBooksWebhooks = ReturnType<typeof createQuickBooksWebhooks>

/** Three seconds to answer, and these pauses between tries. */
const PAUSES = [10_000, 20_000, 30_000, 300_000, 1_200_000, 7_200_000, 14_400_000, 21_600_000]

type Parts = { clock: Clock; parameters: { current: QuickBooksParameters } }

/** One address for the app; a delivery carries whatever companies had changes in the meantime. */
export function createQuickBooksWebhooks({ clock, parameters }: Parts) {
  let target: WebhookTarget | undefined
  let waiting: Change[] = []
  let gathering: Promise<void> | undefined
  const sender = createWebhooks({
    clock,
    timeoutMs: 3_000,
    retryPausesMs: PAUSES,
    mode: () => parameters.current.webhooks,
  })

  function deliver() {
    const changes = waiting
    waiting = []
    if (!target || changes.length === 0) return
    const { shape } = parameters.current.webhooks
    const body = shape === 'cloudevents' ? changes.map(cloudEvent) : notifications(changes)
    sender.send(sign(target, JSON.stringify(body)))
  }

  return {
    register(registered: WebhookTarget | undefined) {
      target = registered
    },
    announce(changes: Change[]) {
      waiting.push(...changes)
      const { gatherMs } = parameters.current.webhooks
      if (gatherMs === 0) return deliver()
      gathering ??= clock.wait(gatherMs).then(() => {
        gathering = undefined
        deliver()
      })
    },
    log: sender.log,
    settled: async () => {
      await gathering
      await sender.settled()
    },
  }
}

const VERBS = { Create: 'created', Update: 'updated', Delete: 'deleted', Void: 'voided' } as const

function cloudEvent({ realm, type, entityId, operation, at }: Change): object {
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: 'intuit.quickbooks',
    type: `qbo.${type.toLowerCase()}.${VERBS[operation]}.v1`,
    datacontenttype: 'application/json',
    time: new Date(at).toISOString(),
    intuitentityid: entityId,
    intuitaccountid: realm,
    data: {},
  }
}

/** The shape before CloudEvents. */
function notifications(changes: Change[]): object {
  const realms = [...new Set(changes.map(({ realm }) => realm))]
  const eventNotifications = realms.map(realmId => ({
    realmId,
    dataChangeEvent: {
      entities: changes
        .filter(({ realm }) => realm === realmId)
        .map(({ type, entityId, operation, at }) => ({
          name: type,
          id: entityId,
          operation,
          lastUpdated: new Date(at).toISOString(),
        })),
    },
  }))
  return { eventNotifications }
}

function sign({ url, verifierToken }: WebhookTarget, body: string): Delivery {
  const signature = createHmac('sha256', verifierToken).update(body).digest('base64')
  return { url, headers: { 'content-type': 'application/json', 'intuit-signature': signature }, body }
}
