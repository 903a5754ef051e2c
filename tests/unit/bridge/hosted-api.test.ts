import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createHostedApi, type HostedApi, HostedSilence, silenceMs } from '../../../app/_bridge/hosted-api.ts'
import { present } from '../../../lib/std/assert.ts'
import { authentication, fakeFrame, manage, onLoad, topWindow } from './fake-frame.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function opened(): ReturnType<typeof fakeFrame> & { api: HostedApi } {
  const fake = fakeFrame()
  return { ...fake, api: present(createHostedApi(fake.frame, manage), 'A framed page has an API.') }
}

const asked = (told: Record<string, unknown>[]) => told.filter(message => 'hosted_request' in message)
const answer = { response: 'getmemberauthentication', data: authentication }

describe('the handshake', () => {
  test('waits for the frame id, then asks with it', async () => {
    const { api, say, told } = opened()
    const claim = api.authenticate()
    expect(asked(told)).toEqual([])
    say({ MessageFrameID: 'f1' })
    say({ MessageFrameID: 'f1' })
    expect(asked(told)).toEqual([{ hosted_request: 'getMemberAuthentication', args: {}, frameID: 'f1' }])
    say(answer)
    expect(await claim).toMatchObject({ memberid: 'JNg', memberHash: 'canary-hash' })
  })

  test('one request of a name is out at a time', async () => {
    const { api, say, told } = opened()
    say({ MessageFrameID: 'f1' })
    const both = Promise.all([api.authenticate(), api.authenticate()])
    expect(asked(told)).toHaveLength(1)
    say({ ...answer, response: 'getMemberAuthentication' })
    const [first, second] = await both
    expect(first).toBe(second)
    void api.authenticate().catch(() => undefined)
    expect(asked(told)).toHaveLength(2)
  })

  test('silence ends after five seconds; ready is said once more before', async () => {
    const { api, told } = opened()
    const claim = expect(api.authenticate()).rejects.toBeInstanceOf(HostedSilence)
    await vi.advanceTimersByTimeAsync(silenceMs - 1)
    expect(told).toEqual([{ message: 'ready' }, { message: 'ready' }])
    await vi.advanceTimersByTimeAsync(1)
    await claim
    expect(api.heard()).toBe(false)
  })

  test('an answer that comes too late is nobody’s; one that is incomplete is silence', async () => {
    const { api, say } = opened()
    say({ MessageFrameID: 'f1' })
    const late = expect(api.authenticate()).rejects.toBeInstanceOf(HostedSilence)
    await vi.advanceTimersByTimeAsync(silenceMs)
    await late
    say(answer)
    const incomplete = expect(api.authenticate()).rejects.toBeInstanceOf(HostedSilence)
    say({ response: 'getmemberauthentication', data: { memberid: 'JNg' } })
    await incomplete
    expect(api.heard()).toBe(true)
  })

  test('a forged answer is not taken', async () => {
    const { api, hear, say } = opened()
    say({ MessageFrameID: 'f1' })
    const claim = api.authenticate()
    const forged = { ...answer, data: { ...authentication, memberid: 'Mallory' } }
    hear(JSON.stringify(forged), { origin: 'https://evil.example' })
    hear(JSON.stringify(forged), { source: {} })
    say(answer)
    expect(await claim).toMatchObject({ memberid: 'JNg' })
  })
})

describe('the screen', () => {
  test('ten records in a row end on the last, each with a higher sequence', () => {
    const { api, say } = opened()
    const seen: [string, number][] = []
    api.onScreen(screen => seen.push([screen.id, screen.sequence]))
    for (let id = 1; id <= 10; id++) say(onLoad(id))
    expect(seen.at(-1)).toEqual(['10', 10])
    expect(api.screen()).toMatchObject({ id: '10', screen: 'invoice', sequence: 10 })
  })

  test('what came before the app, and before the frame id, is not lost', () => {
    const fake = fakeFrame()
    createHostedApi(fake.frame, manage)
    const start = present(fake.start(), 'The inline script ran.')
    start.on = null
    fake.say(onLoad(4))
    fake.say(onLoad(5))
    const later = createHostedApi(fake.frame, manage)
    expect(later?.screen()).toMatchObject({ id: '5', sequence: 2 })
  })

  test('a listener that stopped hears nothing', () => {
    const { api, say } = opened()
    const stop = api.onScreen(() => expect.unreachable())
    stop()
    say(onLoad(1))
  })
})

test('a page’s own rule can stop a save, and be taken away', () => {
  const { api, say, told } = opened()
  say({ MessageFrameID: 'f1' })
  api.decideSaves(() => ({ result: 'failure', errors: ['Line 3'] }))
  say({ event: 'beforeSave', _id: 1 })
  expect(told.at(-1)).toMatchObject({ result: 'failure', errors: ['Line 3'], frameID: 'f1' })
  api.decideSaves(null)
  say({ event: 'beforeSave', _id: 2 })
  expect(told.at(-1)).toMatchObject({ _id: 2, result: 'success' })
})

test('the other requests go out with their arguments', () => {
  const { api, say, told } = opened()
  say({ MessageFrameID: 'f1' })
  api.setDirty(true)
  api.openScreen('company', 250, true)
  api.refreshScreen()
  expect(asked(told).map(({ hosted_request, args }) => [hosted_request, args])).toEqual([
    ['setDirty', { dirty: true }],
    ['openScreen', { newTab: true, screen: 'company', id: 250 }],
    ['refreshScreen', {}],
  ])
})

test('a window of its own has no API', () => {
  expect(createHostedApi(topWindow(), manage)).toBeNull()
})
