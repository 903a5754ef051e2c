import { z } from 'zod'
import { psaOf } from '../lib/accounts/psa.ts'
import { createControl } from '../tests/simulators/kit/control-client.ts'
import type { SandboxPlace } from './sandbox.ts'

const made = z.object({ contacts: z.array(z.object({ ContactID: z.string() })) })
const truth = z.object({ contacts: z.array(z.object({ Name: z.string() })) })

/**
 * The MSP has used Xero before Evenbook: its customers are contacts there, numbered as in ConnectWise. One is not: the
 * customer whom the first invoice makes known.
 */
export async function openContacts(place: SandboxPlace, accountId: string): Promise<void> {
  const xero = createControl(place.xero)
  const psa = await psaOf(accountId)
  const known = new Set(truth.parse(await xero.truth()).contacts.map(({ Name }) => Name))
  for (const { id, identifier, name } of await psa.customers({ ids: null })) {
    if (known.has(name) || identifier === newcomer) continue
    const answer = await xero.seed({ kind: 'bulk', contacts: 1, firstNumber: Number(id) })
    for (const { ContactID } of made.parse(answer).contacts) {
      await xero.seed({ kind: 'contact', id: ContactID, change: { name } })
    }
  }
}

const newcomer = 'MangroveNew'
