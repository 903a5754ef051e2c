import type { AppWorld } from '../kit/app.ts'
import type { SimRequest } from '../kit/message.ts'
import type { Context } from './context.ts'
import type { Organisation, User } from './entities.ts'
import type { XeroParameters } from './parameters.ts'
import type { Books } from './store.ts'

export type Change = {
  tenant: string
  category: 'INVOICE' | 'CREDITNOTE' | 'CONTACT'
  id: string
  type: 'CREATE' | 'UPDATE'
}

export type CallContext = Context & { changes: Change[] }

/** What all routes share. */
export type World = AppWorld<Books, XeroParameters, User, Change> & {
  context(organisation: Organisation, request?: SimRequest): CallContext
}

export function createWorld(parts: Omit<World, 'context'>): World {
  return {
    ...parts,
    context(organisation, request) {
      const changes: Change[] = []
      return {
        books: parts.books,
        parameters: parts.parameters.current,
        clock: parts.clock,
        organisation,
        clientId: request ? parts.clientId : 'ui',
        unitPlaces: request?.query.get('unitdp') === '4' ? 4 : 2,
        changes,
        changed(category, id, type) {
          if (changes.some(change => change.id === id)) return
          changes.push({ tenant: organisation.id, category, id, type })
        },
      }
    },
  }
}
