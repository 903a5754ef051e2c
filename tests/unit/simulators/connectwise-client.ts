import { DEMO, type RunningConnectWise } from '../../simulators/connectwise/index.ts'
import { parseExact } from '../../simulators/kit/json.ts'

export type Answer<Shape> = { status: number; headers: Headers; body: Shape; text: string }
export type Credentials = { company: string; keys: { public: string; private: string } }

/** A plain caller of the simulator's REST, with numbers as their text. */
export function callerOf(simulator: RunningConnectWise, who: Credentials = DEMO, codebase = 'v4_6_release') {
  const basic = Buffer.from(`${who.company}+${who.keys.public}:${who.keys.private}`).toString('base64')
  return async <Shape>(path: string, init: RequestInit = {}): Promise<Answer<Shape>> => {
    const headers = new Headers({ authorization: `Basic ${basic}`, clientId: 'a-client' })
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value)
    const response = await fetch(`${simulator.urls.api}/${codebase}/apis/3.0${path}`, { ...init, headers })
    const text = await response.text()
    const body: Shape = parseExact<Shape>(text === '' ? 'null' : text)
    return { status: response.status, headers: response.headers, body, text }
  }
}

export const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) })
export const patch = (path: string, value: unknown): RequestInit => ({
  method: 'PATCH',
  body: JSON.stringify([{ op: 'replace', path, value }]),
})
export const where = (conditions: string): string => `conditions=${encodeURIComponent(conditions)}`
