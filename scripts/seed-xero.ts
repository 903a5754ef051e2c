import { psaOf } from '../lib/accounts/psa.ts'
import { createControl } from '../tests/simulators/kit/control-client.ts'
import type { XeroTruth } from '../tests/simulators/xero/truth.ts'
import type { SandboxPlace } from './sandbox.ts'

type Made = { contacts: { ContactID: string }[] }

/**
 * The MSP has used Xero before Evenbook: its customers are contacts there, numbered as in ConnectWise. One is not: the
 * customer whom the first invoice makes known.
 */
export async function openContacts(place: SandboxPlace, accountId: string): Promise<void> {
  const xero = createControl(place.xero)
  const psa = await psaOf(accountId)
  const { organisations } = await xero.truth<XeroTruth>()
  const known = new Map(organisations[0]?.contacts.map(({ contactNumber, id }) => [contactNumber, id]))
  for (const { id, identifier, name } of await psa.customers({ ids: null })) {
    if (identifier === newcomer) continue
    const contactId = known.get(id) ?? (await openContact(id))
    await xero.seed({ kind: 'contact', id: contactId, change: { name } })
  }

  async function openContact(number: string): Promise<string> {
    const made = await xero.seed<Made>({ kind: 'bulk', contacts: 1, firstNumber: Number(number) })
    return made.contacts[0]?.ContactID ?? ''
  }
}

const newcomer = 'MangroveNew'
