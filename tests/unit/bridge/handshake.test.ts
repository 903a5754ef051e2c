import { expect, test } from 'vitest'
import { type ClaimAnswer, type ClaimWish, introduce } from '../../../app/_bridge/handshake.ts'
import { type HostedApi, HostedSilence } from '../../../app/_bridge/hosted-api.ts'
import { authentication } from './fake-frame.ts'

/** Manage as scripted, and a server that gives these answers one after another. */
function scripted(answers: ClaimAnswer[], manage: Partial<HostedApi> = {}) {
  const asked: ClaimWish[] = []
  let introductions = 0
  const api: HostedApi = {
    authenticate: async () => {
      introductions += 1
      return authentication
    },
    refreshScreen: () => undefined,
    setDirty: () => undefined,
    openScreen: () => undefined,
    screen: () => null,
    onScreen: () => () => undefined,
    decideSaves: () => undefined,
    heard: () => true,
    ...manage,
  }
  const ask = async (_claim: unknown, wish: ClaimWish): Promise<ClaimAnswer> => {
    asked.push(wish)
    return answers.shift() ?? { kind: 'refused', reason: 'server' }
  }
  return { api, ask, asked, introductions: () => introductions }
}

const agreed = { kind: 'agreed', agreement: 'a1', userId: 'u1' } as const
const cookie = async () => true
const noCookie = async () => false

test('the same member goes on without a question about cookies', async () => {
  const { api, ask } = scripted([{ ...agreed, same: true }])
  expect(await introduce(api, ask, noCookie)).toEqual(agreed)
})

test('a new session counts when its cookie came back', async () => {
  const { api, ask } = scripted([{ ...agreed, same: false }])
  expect(await introduce(api, ask, cookie)).toEqual(agreed)
})

test('a refused cookie offers a tab, by the same claim', async () => {
  const { api, ask, asked } = scripted([
    { ...agreed, same: false },
    { kind: 'ticket', url: '/k/enter?ticket=t' },
  ])
  const result = await introduce(api, ask, noCookie)
  expect(result.kind === 'cookies-refused' && (await result.tab('/k/sync'))).toBe('/k/enter?ticket=t')
  expect(asked).toEqual([{ want: 'session' }, { want: 'tab', to: '/k/sync' }])
})

test('an expired hash is asked for once more', async () => {
  const { api, ask, introductions } = scripted([
    { kind: 'refused', reason: 'hash' },
    { ...agreed, same: true },
  ])
  expect(await introduce(api, ask, cookie)).toEqual(agreed)
  expect(introductions()).toBe(2)
})

test('any other refusal is final', async () => {
  const { api, ask, introductions } = scripted([{ kind: 'refused', reason: 'company' }])
  expect(await introduce(api, ask, cookie)).toEqual({ kind: 'refused', reason: 'company' })
  expect(introductions()).toBe(1)
})

test('without a role the member can ask for one', async () => {
  const { api, ask, asked } = scripted([
    { kind: 'no-role', name: 'Tom', admins: ['Jane'] },
    { kind: 'asked' },
  ])
  const result = await introduce(api, ask, cookie)
  expect(result).toMatchObject({ kind: 'no-role', admins: ['Jane'] })
  expect(result.kind === 'no-role' && (await result.ask())).toBe(true)
  expect(asked.at(-1)).toEqual({ want: 'access' })
})

test('silence of Manage says whether anything was heard', async () => {
  const authenticate = () => Promise.reject(new HostedSilence('silent'))
  const { api, ask } = scripted([], { authenticate, heard: () => false })
  expect(await introduce(api, ask, cookie)).toEqual({ kind: 'silent', heard: false })
})

test('our own server out of reach is said so', async () => {
  const { api } = scripted([])
  const ask = () => Promise.reject(new TypeError('fetch failed'))
  expect(await introduce(api, ask, cookie)).toEqual({ kind: 'refused', reason: 'server' })
})
