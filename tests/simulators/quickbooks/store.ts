import type { Store } from '../kit/store.ts'
import type { Attachable, Code, Company, EntityType, Link, Row, Sequence, Token, Usage } from './entities.ts'

export type Books = ReturnType<typeof openBooks>

/** All tables of the simulator. An index key begins with the realm, so no look-up crosses companies. */
export function openBooks(store: Store) {
  return {
    companies: store.collection<Company>('companies'),
    rows: store.collection<Row>('rows', {
      type: row => key(row.realm, row.type),
      name: row => (row.name === undefined ? undefined : key(row.realm, row.name)),
      number: row => (row.docNumber === undefined ? undefined : key(row.realm, row.docNumber)),
      party: row => (row.party === undefined ? undefined : key(row.realm, row.party)),
    }),
    links: store.collection<Link>('links', {
      from: link => key(link.realm, link.from),
      to: link => key(link.realm, link.to),
    }),
    attachables: store.collection<Attachable>('attachables', {
      realm: row => row.realm,
      on: row => key(row.realm, `${row.refType}|${row.refId}`),
    }),
    sequences: store.collection<Sequence>('sequences', {}, { quiet: true }),
    usage: store.collection<Usage>('usage', {}, { quiet: true }),
    codes: store.collection<Code>('codes', {}, { quiet: true }),
    tokens: store.collection<Token>('tokens', { grant: row => row.grant }, { quiet: true }),
  }
}

/** Names and numbers are compared without regard to case and outer spaces. */
export function key(realm: string, value: string): string {
  return `${realm}|${value.trim().toLowerCase()}`
}

export function rowId(realm: string, type: EntityType, entityId: string): string {
  return `${realm}|${type}|${entityId}`
}

/** The next number of a series of a company. */
export function nextOf({ sequences }: Books, realm: string, series: string): number {
  const id = `${realm}|${series}`
  const last = (sequences.get(id)?.last ?? 0) + 1
  sequences.put({ id, last })
  return last
}
