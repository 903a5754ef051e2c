import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAuthentication, parseMessage, readyText, requestText } from '../../../app/_bridge/protocol.ts'
import { authentication, onLoad } from './fake-frame.ts'

test('what goes out is text with the frame id', () => {
  expect(readyText()).toBe('{"message":"ready"}')
  expect(requestText('setDirty', { dirty: true }, 'f1')).toBe(
    '{"hosted_request":"setDirty","args":{"dirty":true},"frameID":"f1"}',
  )
})

test('what comes in is read as text or object, names in lower case', () => {
  expect(parseMessage('{"MessageFrameID":"f1"}')).toEqual({ kind: 'frame-id', frameId: 'f1' })
  expect(parseMessage({ response: 'getMemberAuthentication', data: 1 })).toEqual({
    kind: 'response',
    name: 'getmemberauthentication',
    data: 1,
  })
  expect(parseMessage(onLoad(55))).toEqual({
    kind: 'event',
    event: 'onLoad',
    id: 'load-55',
    screen: { screen: 'invoice', id: '55', hostedAs: 'pod' },
  })
  expect(parseMessage({ event: 'onLoad', data: { screen: 'x' } })).toMatchObject({ screen: null })
})

test('nothing that comes in breaks the reader', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.json()), message => {
      expect(['frame-id', 'response', 'event', undefined]).toContain(parseMessage(message)?.kind)
    }),
  )
})

test('an authentication without one of its parts is none', () => {
  const { memberEmail: _, ...claim } = authentication
  expect(parseAuthentication(authentication)).toEqual(claim)
  const { memberContext: __, ...older } = claim
  expect(parseAuthentication(older)).toEqual({ ...claim, memberContext: '' })
  for (const part of ['site', 'companyid', 'memberid', 'memberHash']) {
    expect(parseAuthentication({ ...claim, [part]: '' })).toBeNull()
    expect(parseAuthentication({ ...claim, [part]: 5 })).toBeNull()
  }
  expect(parseAuthentication({ ...claim, memberHash: 'x'.repeat(2_049) })).toBeNull()
})
