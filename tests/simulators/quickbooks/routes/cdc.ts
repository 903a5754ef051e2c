import type { Route } from '../../kit/message.ts'
import { envelope } from '../answers.ts'
import type { EntityType, Row } from '../entities.ts'
import { format, metaData } from '../format.ts'
import type { Gate } from '../gate.ts'
import { entityNamed } from '../operations.ts'
import { missing, Refused } from '../problem.ts'
import { key } from '../store.ts'
import type { CallContext } from '../world.ts'

const DAYS = 30
const MOST = 1000

/** What has changed since a moment, deleted entities included: a thousand over all types together. */
export function changeRoutes(gate: Gate): Route[] {
  return [
    gate.route('GET', 'cdc', ({ query }, context) => {
      const types = typesOf(context, query.get('entities'))
      const since = sinceOf(context, query.get('changedSince'))
      let left = MOST
      const QueryResponse = types.map(type => {
        const rows = changed(context, type, since).slice(0, left)
        left -= rows.length
        if (rows.length === 0) return {}
        return { [type]: rows.map(row => view(context, row)), startPosition: 1, maxResults: rows.length }
      })
      return envelope(context, { CDCResponse: [{ QueryResponse }] })
    }),
  ]
}

function typesOf({ parameters }: CallContext, text: string | null): EntityType[] {
  if (!text) throw missing('entities')
  return text.split(',').map(name => {
    const type = entityNamed(name.trim())
    if (!type || (type === 'RefundReceipt' && !parameters.refundReceiptsTold))
      throw new Refused('2170', `Invalid Enumeration : ${name}`)
    return type
  })
}

function sinceOf({ clock }: CallContext, text: string | null): number {
  if (!text) throw missing('changedSince')
  const since = Date.parse(text)
  const oldest = clock.now() - clock.span(DAYS * 24 * 3_600_000)
  if (Number.isNaN(since) || since < oldest) {
    throw new Refused('2060', `changedSince must be a moment of the last ${DAYS} days`, 'changedSince')
  }
  return since
}

function changed({ books, company }: CallContext, type: EntityType, since: number): Row[] {
  return books.rows
    .by('type', key(company.id, type))
    .filter(({ updatedAt }) => updatedAt >= since)
    .sort((left, right) => left.updatedAt - right.updatedAt)
}

/** Of a deleted entity, its id and when it went. */
function view(context: CallContext, row: Row): object {
  if (!row.deleted) return format(context, row)
  const { LastUpdatedTime } = metaData(context.company, row)
  return { ...format(context, row), MetaData: { LastUpdatedTime } }
}
