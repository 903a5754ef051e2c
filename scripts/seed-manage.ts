import { z } from 'zod'
import { env } from '../lib/env.ts'
import { DEMO } from '../tests/simulators/connectwise/index.ts'
import type { SandboxPlace } from './sandbox.ts'

const screens = z.array(z.object({ id: z.int(), screenId: z.string() }))
const rows = z.array(z.object({ id: z.int() }))

type Tenant = Pick<typeof DEMO, 'company' | 'keys'>

/** What an administrator of Manage does by hand in Setup Tables: the pods, the tab and the menu entry. */
export async function installInManage(
  place: SandboxPlace,
  { frameUrl, menuUrl }: { frameUrl: string; menuUrl: string },
  tenant: Tenant = DEMO,
): Promise<void> {
  const manage = openManage(place, tenant)
  const origin = env().EVENBOOK_URL
  if (rows.parse(await manage('GET', 'system/connectwisehostedsetups')).length === 0) {
    for (const { id, screenId } of screens.parse(await manage('GET', 'system/connectWiseHostedScreens'))) {
      const type = hosted[screenId]
      if (!type) continue
      await manage('POST', 'system/connectwisehostedsetups', {
        screenId: id,
        description: 'Evenbook',
        url: frameUrl,
        type,
        origin,
        podHeight: 260,
        disabledFlag: false,
      })
    }
  }
  if (rows.parse(await manage('GET', 'system/menuentries')).length === 0) {
    await manage('POST', 'system/menuentries', {
      menuLocation: { id: 1, name: 'Finance' },
      caption: 'Evenbook',
      link: menuUrl,
      newWindowFlag: false,
      origin,
    })
  }
}

const hosted: Readonly<Record<string, 'Pod' | 'Tab'>> = { InvoiceDetail: 'Pod', CompanyFinanceDetail: 'Tab' }

function openManage(place: SandboxPlace, { company, keys }: Tenant) {
  const basic = Buffer.from(`${company}+${keys.public}:${keys.private}`).toString('base64')
  return async (method: string, resource: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${place.api}/v4_6_release/apis/3.0/${resource}`, {
      method,
      headers: {
        authorization: `Basic ${basic}`,
        clientId: env().CONNECTWISE_CLIENT_ID,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`The simulated Manage answers ${answer.status} to ${method} ${resource}.`)
    return answer.json()
  }
}
