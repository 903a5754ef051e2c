import { z } from 'zod'
import { NumberText, zInteger } from '../../std/json.ts'
import type { HostedSetup, MenuEntry, PsaInstall } from '../install-facts.ts'
import type { Client } from './client.ts'
import type { ConnectWiseConfig } from './config.ts'
import { readAs } from './errors.ts'
import { type Described, zFlag, zMaybeText, zName, zNumericId } from './fields.ts'
import { numeric } from './invoices.ts'
import { all } from './paging.ts'

const zScreen = z.object({ id: zNumericId, screenId: z.string(), name: zMaybeText })

const zHostedSetup = z
  .object({
    id: zNumericId,
    screenId: zNumericId,
    description: zMaybeText,
    url: z.string(),
    type: z.enum(['Tab', 'Pod', 'ToolbarButton']),
    origin: zMaybeText,
    podHeight: zInteger.nullish(),
    disabledFlag: zFlag,
  } satisfies Described<'ConnectWiseHostedSetup'>)
  .transform(
    (row): HostedSetup => ({
      id: row.id,
      screenId: row.screenId,
      description: row.description,
      url: row.url,
      type: row.type,
      origin: row.origin,
      podHeight: row.podHeight ?? null,
      disabled: row.disabledFlag,
    }),
  )

const zMenuEntry = z
  .object({
    id: zNumericId,
    menuLocation: zName,
    caption: zMaybeText,
    link: z.string(),
    newWindowFlag: zFlag,
    origin: zMaybeText,
  } satisfies Described<'MenuEntry'>)
  .transform(
    (row): MenuEntry => ({
      id: row.id,
      menuLocation: row.menuLocation.name,
      caption: row.caption,
      link: row.link,
      newWindow: row.newWindowFlag,
      origin: row.origin,
    }),
  )

/** What stands of this product in Manage's own screens and menu. Which screens can host differs by release: ask. */
export function installIn(client: Client, config: ConnectWiseConfig): PsaInstall {
  const clientId = () => config.clientId.reveal()
  return {
    screens: () =>
      all(client, 'hostable screens', zScreen, (api, params) =>
        api.GET('/system/connectWiseHostedScreens', { params }),
      ),
    hostedSetups: () =>
      all(client, 'hosted setups', zHostedSetup, (api, params) =>
        api.GET('/system/connectwisehostedsetups', { params }),
      ),
    addHostedSetup: async ({ screenId, description, url, type, origin, podHeight }) => {
      const size = podHeight === null ? {} : { podHeight: new NumberText(String(podHeight)) }
      const screen = new NumberText(numeric(screenId))
      const body = { screenId: screen, description, url, type, origin, ...size, clientId: clientId() }
      const answer = await client.change(api => api.POST('/system/connectwisehostedsetups', { body }))
      return readAs(zHostedSetup, answer.text, 'a hosted setup')
    },
    changeHostedSetup: async (id, { disabled, podHeight, ...texts }) => {
      const size =
        podHeight === undefined || podHeight === null ? {} : { podHeight: new NumberText(String(podHeight)) }
      const flag = disabled === undefined ? {} : { disabledFlag: disabled }
      const body = replacing({ ...texts, ...size, ...flag })
      const params = { path: { id: numeric(id) } }
      await client.change(api => api.PATCH('/system/connectwisehostedsetups/{id}', { params, body }))
    },
    removeHostedSetup: async id => {
      const params = { path: { id: numeric(id) } }
      await client.change(api => api.DELETE('/system/connectwisehostedsetups/{id}', { params }))
    },
    menuEntries: () =>
      all(client, 'menu entries', zMenuEntry, (api, params) => api.GET('/system/menuentries', { params })),
    addMenuEntry: async ({ menuLocation, caption, link, newWindow, origin }) => {
      const place = { menuLocation: { name: menuLocation }, newWindowFlag: newWindow }
      const body = { ...place, caption, link, origin, clientId: clientId() }
      const answer = await client.change(api => api.POST('/system/menuentries', { body }))
      return readAs(zMenuEntry, answer.text, 'a menu entry')
    },
    changeMenuEntry: async (id, { newWindow, ...texts }) => {
      const flag = newWindow === undefined ? {} : { newWindowFlag: newWindow }
      const params = { path: { id: numeric(id) } }
      const body = replacing({ ...texts, ...flag })
      await client.change(api => api.PATCH('/system/menuentries/{id}', { params, body }))
    },
    removeMenuEntry: async id => {
      const params = { path: { id: numeric(id) } }
      await client.change(api => api.DELETE('/system/menuentries/{id}', { params }))
    },
  }
}

/** Only what is named changes: what else stands in the row (locations, an icon) is the customer's. */
function replacing(values: object) {
  return Object.entries(values).map(([path, value]) => ({ op: 'replace' as const, path, value }))
}
