import { type Route, unsupported } from '../../kit/message.ts'
import { failure, noSuchPlace } from '../errors.ts'
import { bytesOf, fileRow, filesOf } from '../files.ts'
import { listAnswer } from '../query.ts'
import type { Rest } from '../rest.ts'
import { keyOf } from '../store.ts'

/** Documents of records, and their bytes. */
export function documentRoutes(rest: Rest): Route[] {
  return [
    rest.on('GET', '/system/documents', ({ sim, tenant, base }, request) => {
      const { recordType, recordId } = Object.fromEntries(request.query)
      if (recordType === undefined || recordId === undefined)
        return failure(400, 'InvalidArgument', 'recordType and recordId are required.')
      if (recordType !== 'Expense') return unsupported({ _sim: 'documents of other records', recordType })
      const rows = () => filesOf(sim, tenant, Number(recordId)).map(fileRow)
      return listAnswer(request, base, rows, ['recordType', 'recordId'])
    }),
    rest.on('GET', '/system/documents/:id/download', ({ sim, tenant }, request) => {
      const file = sim.books.files.get(keyOf(tenant.company, request.params.id ?? ''))
      if (!file || file.linkFlag || file.urlFlag) return noSuchPlace()
      const headers = {
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="${encodeURIComponent(file.fileName)}"`,
      }
      return { status: 200, headers, body: bytesOf(file) }
    }),
  ]
}
