import { expect, test } from 'vitest'
import { type Call, CallLog, type CallRow } from '../../../lib/activity/calls/log.ts'

const scope = { accountId: 'a', companyId: null }

function call(body = '', asked: string[] = []): Call {
  return {
    ...{ system: 'xero', method: 'GET', status: 200, ms: 12.4 },
    detail: () => {
      asked.push(body)
      return {
        ...{ at: new Date(), path: '/x', records: [], correlationId: '', bytes: body.length },
        ...{ requestHeaders: {}, requestBody: body, responseHeaders: {}, responseBody: '' },
      }
    },
  }
}

function keeper(on: boolean | Error) {
  const inserts: CallRow[][] = []
  let asked = 0
  return {
    inserts,
    questions: () => asked,
    log: new CallLog({
      isOn: async () => {
        asked += 1
        if (on instanceof Error) throw on
        return on
      },
      keep: async (_accountId, rows) => void inserts.push(rows),
    }),
  }
}

test('the first call after the switch is there too', async () => {
  const { log, inserts } = keeper(true)
  log.took(scope, call('first'))
  await log.flush()
  expect(inserts.flat().map(row => [row.requestBody, row.ms, row.direction])).toEqual([['first', 12, 'out']])
})

test('off, nothing is kept, and after the answer a call is not even looked at', async () => {
  const { log, inserts, questions } = keeper(false)
  const asked: string[] = []
  log.took(scope, call('one', asked))
  await log.flush()
  for (let n = 0; n < 1_000; n += 1) log.took(scope, call('more', asked))
  await log.flush()
  expect(inserts).toEqual([])
  expect(asked).toEqual(['one'])
  expect(questions()).toBe(1)
})

test('whether it is on cannot be read: nothing is kept, and nobody is held up', async () => {
  const { log, inserts } = keeper(new Error('away'))
  log.took(scope, call('one'))
  await log.flush()
  expect(inserts).toEqual([])
})

test('one insert for two hundred rows, less when they are large', async () => {
  const { log, inserts } = keeper(true)
  log.took(scope, call())
  await log.flush()
  for (let n = 0; n < 450; n += 1) log.took(scope, call())
  await log.flush()
  expect(inserts.map(rows => rows.length)).toEqual([1, 200, 200, 50])
  for (let n = 0; n < 50; n += 1) log.took(scope, call('x'.repeat(100_000)))
  await log.flush()
  expect(Math.max(...inserts.slice(4).map(rows => rows.length))).toBe(19)
  expect(inserts.flat()).toHaveLength(501)
})

test('under pressure calls are left out and counted, and there is room again afterwards', async () => {
  const gate = Promise.withResolvers<void>()
  const kept: CallRow[] = []
  const log = new CallLog({
    isOn: async () => true,
    keep: async (_accountId, rows) => {
      await gate.promise
      kept.push(...rows)
    },
  })
  for (let n = 0; n < 5_000; n += 1) log.took(scope, call())
  expect(log.dropped).toBe(1_000)
  gate.resolve()
  await log.flush()
  log.took(scope, call('after'))
  await log.flush()
  expect(kept).toHaveLength(4_001)
})

test('a database that takes none of it costs those rows only', async () => {
  let fails = true
  const kept: CallRow[] = []
  const log = new CallLog({
    isOn: async () => true,
    keep: async (_accountId, rows) => {
      if (fails) throw new Error('away')
      kept.push(...rows)
    },
  })
  log.took(scope, call('lost'))
  await log.flush()
  expect(log.dropped).toBe(1)
  fails = false
  log.took(scope, call('kept'))
  await log.flush()
  expect(kept.map(row => row.requestBody)).toEqual(['kept'])
})
