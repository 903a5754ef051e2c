import { createHash } from 'node:crypto'
import type { Tenant } from './entities.ts'
import type { FileSpec, RecordFile } from './entities-files.ts'
import { type Sim, stamp } from './sim.ts'
import { keyOf } from './store.ts'

export function attachFile(sim: Sim, tenant: Tenant, recordId: number, spec: FileSpec): RecordFile {
  const id = sim.books.nextId(tenant.company, 'document')
  const { fileName, title = fileName.replace(/\.[^.]*$/, ''), length = 2_048 } = spec
  return sim.books.files.put({
    key: keyOf(tenant.company, id),
    tenant: tenant.company,
    id,
    recordType: 'Expense',
    recordId,
    title,
    fileName,
    length,
    size: spec.size === undefined ? length : spec.size,
    linkFlag: spec.link ?? false,
    urlFlag: spec.url ?? false,
    createdAt: stamp(sim.clock.now()),
  })
}

export function filesOf(sim: Sim, tenant: Tenant, recordId: number): RecordFile[] {
  return sim.books.files.by('record', `${tenant.company}/Expense/${recordId}`)
}

/** No text: what is no UTF-8 must come through as well. */
export function bytesOf({ id, fileName, length }: RecordFile): Buffer {
  const head = Buffer.concat([
    Buffer.from(`%PDF ${id} ${fileName}\n`),
    Buffer.from([0, 255, 254, 13, 10, 129]),
  ])
  return Buffer.alloc(length, head)
}

export function fileTruth(file: RecordFile) {
  const { id, recordId, fileName, length } = file
  return { id, recordId, fileName, length, hash: createHash('sha256').update(bytesOf(file)).digest('hex') }
}

/** As a list of documents has it. */
export function fileRow(file: RecordFile) {
  return {
    id: file.id,
    title: file.title,
    fileName: file.fileName,
    serverFileName: `${file.id}_${file.fileName}`,
    owner: 'Admin1',
    linkFlag: file.linkFlag,
    imageFlag: /\.(?:png|jpe?g|gif)$/i.test(file.fileName),
    publicFlag: false,
    htmlTemplateFlag: false,
    readOnlyFlag: false,
    ...(file.size === null ? {} : { size: file.size }),
    urlFlag: file.urlFlag,
    createdOnDate: file.createdAt,
    _info: { lastUpdated: file.createdAt, updatedBy: 'Admin1' },
  }
}
