import { expect, test } from 'vitest'
import { createHostedFrame, type HostModes } from '../../simulators/connectwise/page/host-protocol.js'

const calm: HostModes = { duplicateFrameId: false, onLoadBeforeFrameId: false, lateMs: 0, silent: false }
const invoice = { screen: 'invoice', id: 1201, hostedAs: 'pod' }

function open(modes: Partial<HostModes> = {}, hostedAs = 'pod') {
  const sent: { [name: string]: unknown }[] = []
  const acts: string[] = []
  let serial = 0
  const frame = createHostedFrame({
    send: text => sent.push(JSON.parse(text)),
    later: run => run(),
    authenticate: async () => ({ memberid: 'JNg' }),
    act: {
      refreshScreen: () => acts.push('refresh'),
      setDirty: dirty => acts.push(`dirty ${dirty}`),
      openScreen: target => acts.push(`open ${target.screen} ${target.id}`),
    },
    frameId: 'frame-1',
    newId() {
      serial += 1
      return `event-${serial}`
    },
    hostedAs,
    modes: { ...calm, ...modes },
  })
  frame.show(invoice)
  const say = (message: object) => frame.receive(JSON.stringify(message))
  const ask = (name: string, args = {}) => say({ hosted_request: name, args, frameID: 'frame-1' })
  return { frame, sent, acts, say, ask, ready: () => say({ message: 'ready' }) }
}

test('ready is answered with the frame id and then onLoad, as texts', () => {
  const { sent, ready } = open()
  expect(sent).toEqual([])
  ready()
  expect(sent).toEqual([
    { MessageFrameID: 'frame-1' },
    { event: 'onLoad', _id: 'event-1', data: { screenObject: invoice } },
  ])
})

test('answers carry the lower-cased name and no more', async () => {
  const { sent, ready, ask } = open()
  ready()
  ask('getMemberAuthentication')
  await expect
    .poll(() => sent.at(-1))
    .toEqual({
      response: 'getmemberauthentication',
      data: { memberid: 'JNg' },
    })
})

test('objects, `request`, foreign ids, unknown names and talk before ready are dropped', async () => {
  const { frame, sent, say, acts, ready, ask } = open()
  ask('setDirty', { dirty: true })
  ready()
  const before = sent.length
  frame.receive({ hosted_request: 'setDirty', args: { dirty: true }, frameID: 'frame-1' })
  frame.receive('not JSON')
  say({ request: 'setDirty', args: { dirty: true }, frameID: 'frame-1' })
  say({ hosted_request: 'setDirty', args: { dirty: true }, frameID: 'frame-2' })
  say({ hosted_request: 'setDirty', args: { dirty: true } })
  ask('getScreenObject')
  ask('openScreen', { screen: 'invoice', id: 1 })
  expect([sent.length, acts]).toEqual([before, []])
  ask('setDirty', { dirty: true })
  ask('openScreen', { screen: 'company', id: 20 })
  ask('refreshScreen')
  expect(acts).toEqual(['dirty true', 'open company 20', 'refresh'])
})

test('beforeSave waits for the answer to its own event and passes the texts on', async () => {
  const { frame, sent, say, ready } = open()
  ready()
  const saving = frame.beforeSave()
  const event = sent.at(-1)
  expect(event).toMatchObject({ event: 'beforeSave', data: { screenObject: invoice } })
  say({ event: 'beforeSave', _id: 'another', result: 'success', frameID: 'frame-1' })
  say({ event: 'beforeSave', _id: event?._id, result: 'failure', errors: ['No.', 7], frameID: 'frame-1' })
  expect(await saving).toEqual({ ok: false, errors: ['No.'] })
})

test('tabs and frames that never spoke do not hold up a save', async () => {
  expect(await open().frame.beforeSave()).toEqual({ ok: true, errors: [] })
  const tab = open({}, 'tab')
  tab.ready()
  expect(await tab.frame.beforeSave()).toEqual({ ok: true, errors: [] })
})

test('the next record is only another onLoad', () => {
  const { frame, sent, ready } = open()
  ready()
  frame.show({ ...invoice, id: 1202 })
  expect(sent.at(-1)).toMatchObject({ event: 'onLoad', data: { screenObject: { id: 1202 } } })
})

test('modes: doubled id, onLoad first, silence', () => {
  const doubled = open({ duplicateFrameId: true })
  doubled.ready()
  expect(doubled.sent.filter(one => 'MessageFrameID' in one)).toHaveLength(2)
  const early = open({ onLoadBeforeFrameId: true })
  early.ready()
  expect(early.sent[0]).toMatchObject({ event: 'onLoad' })
  const silent = open({ silent: true })
  silent.ready()
  expect(silent.sent).toEqual([])
})
