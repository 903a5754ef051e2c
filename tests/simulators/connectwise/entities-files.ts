/** What somebody attached to a record in Manage. Its bytes follow from id and length, so that none are kept. */
export type RecordFile = {
  key: string
  tenant: string
  id: number
  recordType: 'Expense'
  recordId: number
  title: string
  fileName: string
  length: number
  /** What its row says of the length; null: nothing. */
  size: number | null
  linkFlag: boolean
  urlFlag: boolean
  createdAt: string
}

export type FileSpec = {
  fileName: string
  title?: string
  length?: number
  /** Says it, nothing, or something else. */
  size?: number | null
  link?: boolean
  url?: boolean
}
