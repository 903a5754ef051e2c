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
  /** somebody will change it in Manage: there is more to it than what is changed */
  changing?: boolean
  /** the company gathers a member's expenses of a week: each record is a week of its own */
  byWeek?: boolean
}

/** What is still to be done in Manage: a delivery that is to come, an expense that is to be approved. */
export interface Awaited {
  /** as Manage numbers it, and its callback */
  manageId: number
  number: string
}

/** A kind of which ConnectWise tells when something happened to one. */
export interface Callbacks {
  type: 'purchaseorder' | 'expense'
  /** Made in Manage so that nothing of it is there to be sent. */
  open(rig: Rig, spec: SeedSpec): Promise<Awaited[]>
  finish(rig: Rig, tenant: string, awaited: Awaited): Promise<Asked>
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
  /** Somebody makes it worth something else in Manage; refused while it is in a batch. Answers the id by which its callbacks name it. */
  change(rig: Rig, tenant: string, asked: Asked): Promise<number>
  /** null: ConnectWise tells nobody of this kind */
  callbacks: Callbacks | null
}

export const zEntries = z.array(z.object({ id: z.int(), batchId: z.int().nullable() }))
