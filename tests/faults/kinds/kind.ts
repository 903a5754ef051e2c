import { z } from 'zod'
import type { DocumentKind } from '../../../lib/accounting/document.ts'
import type { Rig } from '../rig.ts'

/** One record that somebody may ask for. `id`: as the engine knows it. */
export interface Asked {
  id: string
  number: string
}

/** What must stand once in the ledger of a record's company. */
export interface Demanded {
  kind: DocumentKind
  number: string
  total: string
}

/** A record as ConnectWise's own books have it, and what must stand for it. */
export interface ManageRecord {
  id: string
  closed: boolean
  /** the customer who must be one contact; '' where a contact is nothing that is made for it */
  customer: string
  entries: { id: number; batchId: number | null }[]
  documents: Demanded[]
}

/** Whom ConnectWise knows, and the ledgers by the same name. */
export interface Party {
  id: number
  identifier: string
  name: string
}

export interface Parties {
  vendors: readonly Party[]
  /** members of the MSP */
  employees: readonly Party[]
}

export interface SeedSpec {
  /** login company of ConnectWise */
  tenant: string
  count: number
  /** where all of them are */
  location: number
  parties: Parties
}

/** A kind of record beside what is sold: how it is made, how it is found in the books and how its writes are told from others'. */
export interface Kind {
  unit: string
  /** so its documents' numbers begin in a write to a ledger, and the names of its batches in one to ConnectWise */
  writes: { document: string; batch: string }
  /** Made in Manage so that each can be sent at once. */
  seed(rig: Rig, spec: SeedSpec): Promise<Asked[]>
  /** Of one login company's books. */
  read(books: unknown): ManageRecord[]
}

export const zEntries = z.array(z.object({ id: z.int(), batchId: z.int().nullable() }))
