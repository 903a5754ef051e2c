import { psaOf } from '../lib/accounts/psa.ts'
import { quickBooksControl } from '../tests/simulators/quickbooks/index.ts'
import { REALM_AU } from '../tests/simulators/quickbooks/seed.ts'

/** A batch of QuickBooks holds thirty; a name that is there already is refused, and that is as good. */
const batchMost = 30

/** The MSP's customers and vendors stand in its QuickBooks by their names, but for the one whom the first invoice makes known. */
export async function openCustomers(url: string, accountId: string, realm = REALM_AU): Promise<void> {
  const { access_token } = await quickBooksControl(url).grant({ realm })
  const psa = await psaOf(accountId)
  const vendors = new Set((await psa.vendors()).map(({ id }) => id))
  const companies = (await psa.customers({ ids: null })).filter(({ identifier }) => identifier !== newcomer)
  for (let from = 0; from < companies.length; from += batchMost) {
    const items = companies.slice(from, from + batchMost).map(({ id, name }, at) => ({
      bId: String(at + 1),
      operation: 'create',
      [vendors.has(id) ? 'Vendor' : 'Customer']: { DisplayName: name, CompanyName: name },
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
