import createApi from 'openapi-fetch'
import { present } from '../../std/assert.ts'
import { writeJson } from '../../std/json.ts'
import { Secret } from '../../std/secret.ts'
import { type SendResult, send } from '../transport.ts'
import type { WriteGuard } from '../write-facts.ts'
import type { ConnectWiseConfig } from './config.ts'
import type { paths } from './connectwise.generated.d.ts'

export type Api = ReturnType<typeof createApi<paths>>

/** One call by the description: path, query and body are typed. Its answer is read by us, so nothing is returned. */
export type Call = (api: Api) => Promise<unknown>

/** Where a call knocks, and with which credentials. */
export interface Door {
  origin: string
  codebase: string
  credentials: Record<string, Secret>
  timeoutMs: number
  /** a file of at most so many bytes is asked for */
  bytesMost?: number
}

// A model is kept for a year after the next one; fields may be added at any time (knowledge/connectwise.md §3).
const usualVersion = '2025.16'
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export async function exchange(
  config: ConnectWiseConfig,
  door: Door,
  call: Call,
  guard?: WriteGuard,
): Promise<SendResult> {
  const results: SendResult[] = []
  const fetch = async (request: Request) => {
    results.push(await overEgress(config, door, request, guard))
    // openapi-fetch reads answers with JSON.parse, which makes doubles of amounts: it gets none, we read the text.
    return new Response(null, { status: 204 })
  }
  const baseUrl = `${door.origin}/${door.codebase}apis/3.0`
  await call(createApi<paths>({ baseUrl, bodySerializer: writeJson, fetch }))
  return present(results[0], 'a call of the ConnectWise API was not sent')
}

async function overEgress(
  { egress, clientId, onCall, apiVersion = usualVersion, hurry }: ConnectWiseConfig,
  { credentials, timeoutMs, bytesMost }: Door,
  request: Request,
  guard?: WriteGuard,
): Promise<SendResult> {
  const method = present(
    methods.find(one => one === request.method),
    `${request.method} is no method of the ConnectWise API`,
  )
  const json = `application/vnd.connectwise.com+json; version=${apiVersion}`
  const accept = bytesMost === undefined ? json : `${json}, application/octet-stream`
  const headers = { ...Object.fromEntries(request.headers), accept, clientId, ...credentials }
  const body = request.body === null ? {} : { body: await request.text() }
  return send(
    egress,
    {
      system: 'connectwise',
      url: request.url,
      method,
      headers,
      ...body,
      ...(bytesMost !== undefined && { file: true, maxBytes: bytesMost }),
      timeoutMs: Math.min(timeoutMs, hurry?.timeoutMs ?? timeoutMs),
      ...(hurry && { signal: hurry.signal }),
      onCall,
    },
    guard,
  )
}

/** Keys, or the login of a legacy version, which has to say what it is (knowledge/connectwise.md §2.1). */
export function keys(config: ConnectWiseConfig): Record<string, Secret> {
  const { loginCompany, publicKey, privateKey, integrator } = config
  if (!integrator) return { authorization: basic(`${loginCompany}+${publicKey}`, privateKey) }
  return {
    authorization: basic(`${loginCompany}+${integrator.username}`, integrator.password),
    'x-cw-usertype': Secret.of('integrator'),
  }
}

function basic(user: string, password: Secret): Secret {
  return Secret.of(`Basic ${Buffer.from(`${user}:${password.reveal()}`).toString('base64')}`)
}
