import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { exchange } from '../../../../lib/connectors/connectwise/exchange.ts'
import { systemClock } from '../../../../lib/std/clock.ts'
import { createEgress } from '../../../../lib/std/http.ts'
import { NumberText, parseJson } from '../../../../lib/std/json.ts'
import { createLogger } from '../../../../lib/std/log.ts'
import { Secret } from '../../../../lib/std/secret.ts'
import { listen } from '../../../support/listen.ts'

// None of them survives a double.
const numbers = ['0.1', '1e-7', '9007199254740993.01']

test('numbers go out and come back by their own text, through the typed client and real HTTP', async () => {
  const bodies: string[] = []
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
    const body = Buffer.concat(chunks).toString('utf8')
    bodies.push(`${incoming.method} ${incoming.url} ${incoming.headers.authorization} ${body}`)
    outgoing.writeHead(201, { 'content-type': 'application/json' }).end(body)
  })
  const origin = `http://127.0.0.1:${await listen(server)}`
  const egress = createEgress({ allowed: [origin] })
  onTestFinished(() => egress.close())
  const config = {
    uiOrigin: origin,
    apiOrigin: origin,
    loginCompany: 'demo',
    codebase: 'v1/',
    publicKey: 'public',
    privateKey: Secret.of('private'),
    clientId: Secret.of('client'),
    egress,
    clock: systemClock(),
    timeFactor: 1,
    log: createLogger('test'),
  }
  const credentials = { authorization: Secret.of('Basic abc') }
  const door = { origin, codebase: 'v1/', credentials, timeoutMs: 5_000 }
  const body = { processedRecordIds: numbers.map(text => new NumberText(text)) }
  const sent = await exchange(config, door, api => api.POST('/finance/accounting/batches', { body }))
  const written = `{"processedRecordIds":[${numbers.join()}]}`
  expect(bodies).toEqual([`POST /v1/apis/3.0/finance/accounting/batches Basic abc ${written}`])
  if (sent.kind !== 'response') throw new Error(sent.message)
  expect(sent.text).toBe(written)
  expect(parseJson(sent.text)).toEqual(body)
})
