import { psaOf } from '../lib/accounts/psa.ts'
import { quickBooksControl } from '../tests/simulators/quickbooks/index.ts'
import { REALM_AU } from '../tests/simulators/quickbooks/seed.ts'

/** A batch of QuickBooks holds thirty; a name that is there already is refused, and that is as good. */
const batchMost = 30

/** The MSP's customers and vendors stand in its QuickBooks by their names, but for the one whom the first invoice makes known. */
export async function openCustomers(url: string, accountId: string, realm = REALM_AU): Promise<void> {
  const psa = await psaOf(accountId)
  const vendors = new Set((await psa.vendors()).map(({ id }) => id))
  const companies = (await psa.customers({ ids: null })).filter(({ identifier }) => identifier !== newcomer)
  const names = companies.map(({ id, name }): Name => ({ as: vendors.has(id) ? 'Vendor' : 'Customer', name }))
  await openNames(url, names, realm)
}

interface Name {
  as: 'Customer' | 'Vendor'
  name: string
}

export async function openNames(url: string, names: readonly Name[], realm = REALM_AU): Promise<void> {
  const { access_token } = await quickBooksControl(url).grant({ realm })
  for (let from = 0; from < names.length; from += batchMost) {
    const items = names.slice(from, from + batchMost).map(({ as, name }, at) => ({
      bId: String(at + 1),
      operation: 'create',
      [as]: { DisplayName: name, CompanyName: name },
    }))
    const response = await fetch(`${url}/v3/company/${realm}/batch`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${access_token}`,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ BatchItemRequest: items }),
    })
    if (!response.ok) throw new Error(`The simulated QuickBooks answered ${response.status}.`)
  }
}

const newcomer = 'MangroveNew'
