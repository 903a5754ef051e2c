export interface PsaInstall {
  /** screens that can host a pod or tab; `screenId` is the vendor's name, a set-up takes `id` */
  screens(): Promise<{ id: string; screenId: string; name: string }[]>
  hostedSetups(): Promise<HostedSetup[]>
  addHostedSetup(setup: Omit<HostedSetup, 'id' | 'disabled'>): Promise<HostedSetup>
  /** only what is named */
  changeHostedSetup(
    id: string,
    changes: Partial<Pick<HostedSetup, 'url' | 'type' | 'origin' | 'podHeight' | 'disabled'>>,
  ): Promise<void>
  removeHostedSetup(id: string): Promise<void>
  menuEntries(): Promise<MenuEntry[]>
  addMenuEntry(entry: Omit<MenuEntry, 'id'>): Promise<MenuEntry>
  changeMenuEntry(
    id: string,
    changes: Partial<Pick<MenuEntry, 'link' | 'newWindow' | 'origin'>>,
  ): Promise<void>
  removeMenuEntry(id: string): Promise<void>
}

/** One row of Manage's "Hosted API" table. */
export interface HostedSetup {
  id: string
  /** id of the screen */
  screenId: string
  description: string
  url: string
  type: 'Tab' | 'Pod' | 'ToolbarButton'
  /** who may speak to the hosting page */
  origin: string
  podHeight: number | null
  disabled: boolean
}

export interface MenuEntry {
  id: string
  /** name of the menu it stands in */
  menuLocation: string
  caption: string
  link: string
  newWindow: boolean
  origin: string
}
