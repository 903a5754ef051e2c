import type { Clock } from '../kit/clock.ts'
import type { SimRequest } from '../kit/message.ts'
import type { Parameters } from '../kit/parameters.ts'
import type { Store } from '../kit/store.ts'
import type { Context, Operation } from './context.ts'
import type { Company, EntityType, User } from './entities.ts'
import type { QuickBooksParameters } from './parameters.ts'
import type { Books } from './store.ts'

export type Change = { realm: string; type: EntityType; entityId: string; operation: Operation; at: number }

export type CallContext = Context & { changes: Change[] }

/** What all routes share. */
export type World = {
  books: Books
  clock: Clock
  parameters: Parameters<QuickBooksParameters>
  clientId: string
  clientSecret: string
  redirectUris: string[]
  users: User[]
  /** Takes changes back that are not to be kept. */
  attempt: Store['attempt']
  /** Changes of one call are told together, after its commit. */
  announce(changes: Change[]): void
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
