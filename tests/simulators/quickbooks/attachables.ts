import { createHash } from 'node:crypto'
import { type Context, find, moment } from './context.ts'
import { type Attachable, TRANSACTIONS } from './entities.ts'
import { missing, Refused } from './problem.ts'
import { invalid, type Query } from './query.ts'
import { key, nextOf } from './store.ts'

export type Metadata = {
  AttachableRef?: { EntityRef?: { type?: string; value: string } }[]
  FileName?: string
  ContentType?: string
}

/** The file of one upload, kept with what it hangs on. */
export function keepFile(context: Context, metadata: Metadata, content: Buffer): Attachable {
  const { books, company, clock, parameters } = context
  const [ref, ...more] = metadata.AttachableRef ?? []
  const { type = '', value = '' } = ref?.EntityRef ?? {}
  if (!metadata.FileName) throw missing('FileName')
  const entity = TRANSACTIONS.find(name => name.toLowerCase() === type.toLowerCase())
  if (more.length > 0 || !entity || !find(context, entity, value))
    throw new Refused('2500', `Invalid Reference Id : ${type} element id ${value} not found`, 'AttachableRef')
  if (content.length > parameters.attachmentBytesMost)
    throw new Refused('6000', 'Business Validation Error: The file is larger than an attachment may be.')
  const entityId = String(nextOf(books, company.id, 'Attachable'))
  const row = {
    id: `${company.id}|${entityId}`,
    realm: company.id,
    entityId,
    fileName: metadata.FileName,
    contentType: metadata.ContentType ?? 'application/octet-stream',
    refType: entity,
    refId: value,
    length: content.length,
    hash: createHash('sha256').update(content).digest('hex'),
    createdAt: clock.now(),
  }
  books.attachables.put(row)
  return row
}

/** By what they hang on, the one thing that they can be asked for here. */
export function attachables(
  context: Context,
  { tests, start, most }: Query,
): { entities: object[]; total: number } {
  const wanted = (field: string) => {
    const test = tests.find(one => one.field.toLowerCase() === `attachableref.entityref.${field}`)
    if (test?.operator !== '=')
      throw invalid('attachables are selected by AttachableRef.EntityRef.Type and .value')
    return test.values[0] ?? ''
  }
  const on = key(context.company.id, `${wanted('type')}|${wanted('value')}`)
  if (tests.length > 2) throw invalid('attachables are selected by what they hang on')
  const rows = context.books.attachables.by('on', on)
  const page = rows.slice(start - 1, start - 1 + most)
  return { entities: page.map(row => formatAttachable(context, row)), total: rows.length }
}

export function formatAttachable({ company }: Context, row: Attachable): object {
  const at = moment(company, row.createdAt)
  return {
    FileName: row.fileName,
    FileAccessUri: `/v3/company/${company.id}/download/${row.entityId}`,
    Size: row.length,
    ContentType: row.contentType,
    domain: 'QBO',
    sparse: false,
    Id: row.entityId,
    SyncToken: '0',
    MetaData: { CreateTime: at, LastUpdatedTime: at },
    AttachableRef: [{ EntityRef: { value: row.refId, type: row.refType }, IncludeOnSend: false }],
  }
}
