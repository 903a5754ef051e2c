import { env } from '../../lib/env.ts'
import { present } from '../../lib/std/assert.ts'
import { workCompany } from '../../lib/sync/lane.ts'
import { createEngine } from '../../lib/worker/engine.ts'

/** Where a worker is killed: before or after one of its calls. */
export const deaths = [
  'before exportSales',
  'after exportSales',
  'before createContacts',
  'after createContacts',
  'before createDocuments',
  'after createDocuments',
  'before createBatch',
  'after createBatch',
] as const

/**
 * `node dying-worker.ts <account> <company> <death>`: a worker's process that works one company and kills itself with the
 * signal that nothing can catch.
 */
async function main(): Promise<void> {
  const [, , accountId = '', companyId = '', death = ''] = process.argv
  const engine = createEngine(env())
  const fatal = <Port extends object>(port: Port): Port => mortal(port, death)
  const signal = new AbortController().signal
  await workCompany(
    {
      ...engine,
      psaOf: async id => fatal(await engine.psaOf(id)),
      ledgerOf: async (id, company) => fatal(present(await engine.ledgerOf(id, company), 'a ledger')),
    },
    accountId,
    companyId,
    signal,
  )
  process.exit(0)
}

function mortal<Port extends object>(port: Port, death: string): Port {
  const [moment, name] = death.split(' ')
  return new Proxy(port, {
    get: (target, key, receiver) => {
      const method: unknown = Reflect.get(target, key, receiver)
      if (key !== name || typeof method !== 'function') return method
      return async (...parameters: unknown[]) => {
        if (moment === 'before') process.kill(process.pid, 'SIGKILL')
        await Reflect.apply(method, target, parameters)
        process.kill(process.pid, 'SIGKILL')
        return new Promise(() => undefined)
      }
    },
  })
}

if (import.meta.main) await main()
