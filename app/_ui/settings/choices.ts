import { nonProductIds } from '../../../lib/mappings/non-product.ts'
import { type LedgerKind, ledgerItems, type PsaKind, psaItems } from '../../../lib/reference/reference.ts'
import type { ListName } from '../../../lib/settings/entry.ts'
import { locales, timeZones } from '../../../lib/settings/standards.ts'
import type { Transaction } from '../../_session/within.ts'
import type { Choice, FieldView } from './view.ts'

type Source =
  | { ledger: LedgerKind }
  | { psa: PsaKind }
  | { own: (tx: Transaction) => Promise<Choice[]> }
  | { standard: () => Choice[] }
  | null

/** Where each list comes from; null: its side is not read yet. */
const sources: Readonly<Record<ListName, Source>> = {
  'ledger-account': { ledger: 'account' },
  'ledger-item': { ledger: 'item' },
  'ledger-tax': { ledger: 'tax' },
  'ledger-theme': { ledger: 'theme' },
  'tracking-category': { ledger: 'tracking' },
  'psa-location': { psa: 'psa-location' },
  'psa-payment-type': { psa: 'psa-payment-type' },
  'non-product': {
    own: async tx => (await nonProductIds(tx)).map(({ id, open }) => ({ value: id, label: id, open })),
  },
  'time-zone': {
    standard: () => timeZones().map(zone => ({ value: zone, label: zone.replaceAll('_', ' ') })),
  },
  locale: { standard: () => locales.map(({ id, name }) => ({ value: id, label: name })) },
}

/** Each list that a field picks from, once; what is chosen stays on it although its side no longer offers it. */
export async function choicesOf(
  tx: Transaction,
  fields: readonly FieldView[],
  companyId: string | null,
): Promise<Partial<Record<ListName, Choice[]>>> {
  const lists: Partial<Record<ListName, Choice[]>> = {}
  for (const { list, value, control } of fields) {
    if (list === null) continue
    const choices = lists[list] ?? (await readList(tx, list, companyId))
    lists[list] = control === 'text' ? choices : withChosen(choices, value)
  }
  return lists
}

async function readList(tx: Transaction, list: ListName, companyId: string | null): Promise<Choice[]> {
  const source = sources[list]
  if (source === null) return []
  if ('standard' in source) return source.standard()
  if ('own' in source) return source.own(tx)
  if ('psa' in source) return named(await psaItems(tx, [source.psa]))
  return companyId === null ? [] : named(await ledgerItems(tx, companyId, [source.ledger]))
}

function named(rows: { id: string; code: string; name: string; active: boolean }[]): Choice[] {
  return rows
    .filter(row => row.active)
    .map(({ id, code, name }) => ({ value: id, label: code === name ? name : `${code} ${name}`.trim() }))
    .toSorted((a, b) => (a.label < b.label ? -1 : 1))
}

function withChosen(choices: Choice[], value: FieldView['value']): Choice[] {
  const chosen = Array.isArray(value) ? value : typeof value === 'string' ? [value] : []
  const gone = chosen.filter(id => !choices.some(choice => choice.value === id))
  return [...choices, ...gone.map(id => ({ value: id, label: `No longer on the list (${id})` }))]
}
