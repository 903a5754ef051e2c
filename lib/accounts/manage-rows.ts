import type { HostedSetup, MenuEntry } from '../connectors/install-facts.ts'

/** The account's own addresses, and the key by which a row of Manage's tables is recognised as ours. */
export interface Addresses {
  installKey: string
  origin: string
  frameUrl: string
  menuUrl: string
}

export interface Standing {
  screens: { id: string; screenId: string; name: string }[]
  setups: HostedSetup[]
  entries: MenuEntry[]
}

export type ManageTable = 'Manage Hosted API' | 'Custom Menu Entry' | 'Callbacks'

type HostedChanges = Partial<Pick<HostedSetup, 'url' | 'type' | 'origin' | 'podHeight' | 'disabled'>>
type MenuChanges = Partial<Pick<MenuEntry, 'link' | 'newWindow' | 'origin'>>

/** One thing that should stand in Manage, compared with what stands there. */
export type Planned = { label: string; spare: string[] } & (
  | { table: 'Manage Hosted API'; wanted: Omit<HostedSetup, 'id' | 'disabled'>; found: Found<HostedChanges> }
  | { table: 'Custom Menu Entry'; wanted: Omit<MenuEntry, 'id'>; found: Found<MenuChanges> }
  /** this release of Manage lists no such screen */
  | { table: 'Manage Hosted API'; wanted: null; found: null }
)

type Found<Changes> = { id: string; changes: Changes } | null

export const podHeight = 260

interface Host {
  name: RegExp
  label: string
  type: 'Pod' | 'Tab'
  /** it once led to the menu entry's page: such a row is led here */
  wasMenu?: true
}

/** Screens are found by the vendor's own name for them; their numbers differ from one Manage to the next. */
const hosts: readonly Host[] = [
  { name: /^invoice(detail)?$/i, label: 'Pod on the Invoice screen', type: 'Pod' },
  { name: /^companyfinance(detail)?$/i, label: 'Tab on Company Finance', type: 'Tab' },
  { name: /^connectwisetoday$/i, label: 'Tab on ConnectWise Today', type: 'Tab', wasMenu: true },
  { name: /^purchaseorder(detail)?$/i, label: 'Pod on the Purchase Order screen', type: 'Pod' },
  { name: /^agreements?(detail)?$/i, label: 'Pod on the Agreement screen', type: 'Pod' },
  { name: /^expense(detail|entry)?$/i, label: 'Pod on the Expense screen', type: 'Pod' },
]

export function planRows(standing: Standing, addresses: Addresses): Planned[] {
  return [...hosts.map(host => planHosted(host, standing, addresses)), planMenu(standing, addresses)]
}

function planHosted(host: Host, standing: Standing, addresses: Addresses): Planned {
  const { label, type } = host
  const table = 'Manage Hosted API'
  const screen = standing.screens.find(one => host.name.test(one.screenId))
  if (!screen) return { label, table, wanted: null, found: null, spare: [] }
  const url = addresses.frameUrl
  const wanted = {
    screenId: screen.id,
    description: 'Evenbook',
    url,
    type,
    origin: addresses.origin,
    podHeight: type === 'Pod' ? podHeight : null,
  }
  const of = (page: string) =>
    standing.setups.filter(
      row =>
        row.screenId === screen.id && row.type !== 'ToolbarButton' && isSamePage(row.url, page, addresses),
    )
  const own = of(url)
  const ours = own.length === 0 && host.wasMenu ? of(addresses.menuUrl) : own
  const alike = ours.filter(row => row.type === type)
  const { best, spare } = choose(alike.length > 0 ? alike : ours, row => hostedChanges(row, wanted))
  return { label, table, wanted, found: best, spare }
}

function hostedChanges(row: HostedSetup, wanted: Omit<HostedSetup, 'id' | 'disabled'>): HostedChanges {
  const { url, type, origin, podHeight: height } = wanted
  return {
    ...(row.url !== url && { url }),
    ...(row.type !== type && { type }),
    ...(!isSameOrigin(row.origin, origin) && { origin }),
    // Another height is somebody's choice; none at all shows nothing.
    ...(height !== null && (row.podHeight ?? 0) <= 0 && { podHeight: height }),
    ...(row.disabled && { disabled: false }),
  }
}

function planMenu({ entries }: Standing, addresses: Addresses): Planned {
  const wanted = {
    menuLocation: 'Finance',
    caption: 'Evenbook',
    link: addresses.menuUrl,
    newWindow: false,
    origin: addresses.origin,
  }
  const ours = entries.filter(row => isSamePage(row.link, wanted.link, addresses))
  const { best, spare } = choose(ours, row => ({
    ...(row.link !== wanted.link && { link: wanted.link }),
    ...(!isSameOrigin(row.origin, wanted.origin) && { origin: wanted.origin }),
    // A window of its own is introduced to nobody.
    ...(row.newWindow && { newWindow: false }),
  }))
  return { label: 'Entry in the Finance menu', table: 'Custom Menu Entry', wanted, found: best, spare }
}

/** The same row for everybody who looks: without a fault first, then the oldest. Two that install at once agree on it. */
function choose<Row extends { id: string }, Changes extends object>(
  rows: Row[],
  changesOf: (row: Row) => Changes,
): { best: Found<Changes>; spare: string[] } {
  const ranked = rows
    .map(row => ({ id: row.id, changes: changesOf(row) }))
    .sort((a, b) => Number(drifted(a)) - Number(drifted(b)) || Number(a.id) - Number(b.id))
  const [best = null, ...spare] = ranked
  return { best, spare: spare.map(row => row.id) }
}

export function drifted(found: { changes: object }): boolean {
  return Object.keys(found.changes).length > 0
}

/** Our install key stands in no address but ours, whatever host Evenbook had when the row was made. */
export function isOurs(address: string, { installKey }: Pick<Addresses, 'installKey'>): boolean {
  return URL.parse(address)?.pathname.split('/')[1] === installKey
}

function isSamePage(address: string, wanted: string, addresses: Addresses): boolean {
  return isOurs(address, addresses) && pageOf(address) === pageOf(wanted)
}

/** The menu entry once led to /sync, which /home leads on to. */
function pageOf(address: string): string {
  const page = new URL(address).pathname.split('/').slice(2).join('/')
  return page === 'sync' ? 'home' : page
}

function isSameOrigin(stored: string, origin: string): boolean {
  return stored.replace(/\/$/, '').toLowerCase() === origin.toLowerCase()
}
