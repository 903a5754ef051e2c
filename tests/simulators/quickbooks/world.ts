import type { AppWorld } from '../kit/app.ts'
import type { SimRequest } from '../kit/message.ts'
import type { Context, Operation } from './context.ts'
import type { Company, EntityType, User } from './entities.ts'
import type { QuickBooksParameters } from './parameters.ts'
import type { Books } from './store.ts'

export type Change = { realm: string; type: EntityType; entityId: string; operation: Operation; at: number }

export type CallContext = Context & { changes: Change[] }

/** What all routes share. */
export type World = AppWorld<Books, QuickBooksParameters, User, Change> & {
  context(company: Company, request?: SimRequest): CallContext
}

export function createWorld(parts: Omit<World, 'context'>): World {
  return {
    ...parts,
    context(company, request) {
      const changes: Change[] = []
      const realm = company.id
      return {
        books: parts.books,
        parameters: parts.parameters.current,
        clock: parts.clock,
        company,
        caller: request ? 'app' : 'ui',
        allowDuplicates: request?.query.get('include') === 'allowduplicatedocnum',
        changes,
        changed(type, entityId, operation) {
          if (changes.some(change => change.type === type && change.entityId === entityId)) return
          changes.push({ realm, type, entityId, operation, at: parts.clock.now() })
        },
      }
    },
  }
}
