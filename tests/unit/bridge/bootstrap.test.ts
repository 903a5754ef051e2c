import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { transform } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { bootstrapScript, startFrame } from '../../../app/_bridge/bootstrap.ts'
import { fakeFrame, manage, onLoad, topWindow } from './fake-frame.ts'

const started = () => {
  const fake = fakeFrame()
  startFrame(fake.frame, manage)
  return fake
}
const beforeSave = { event: 'beforeSave', _id: 7, data: {} }
const success = { event: 'beforeSave', _id: 7, result: 'success', frameID: 'f1' }

test('says ready to the account’s own Manage and to nobody else', () => {
  const { told, targets } = started()
  expect(told).toEqual([{ message: 'ready' }])
  expect(targets).toEqual([manage])
})

test('answers beforeSave at once, before any app is there', () => {
  const { say, told } = started()
  say({ MessageFrameID: 'f1' })
  say(beforeSave)
  expect(told.at(-1)).toEqual(success)
})

test('every other event is answered too, whatever it is called', () => {
  const { say, told } = started()
  say({ event: 'beforeBack', _id: 'b' })
  expect(told.at(-1)).toMatchObject({ event: 'beforeBack', _id: 'b', result: 'success' })
})

describe('the app decides a save', () => {
  test.each([
    [
      'stops it',
      () => ({ result: 'failure', errors: ['Line 3'] }),
      { result: 'failure', errors: ['Line 3'] },
    ],
    ['has no view', () => null, { result: 'success' }],
    [
      'breaks',
      () => {
        throw new Error('broken')
      },
      { result: 'success' },
    ],
  ])('it %s', (_name, save, answer) => {
    const fake = started()
    const start = fake.start()
    if (start) start.save = save
    fake.say({ MessageFrameID: 'f1' })
    fake.say(beforeSave)
    expect(fake.told.at(-1)).toMatchObject({ _id: 7, ...answer })
  })
})

describe('foreign and broken messages are not heard', () => {
  test.each([
    ['a look-alike origin', { origin: `${manage}.evil.example` }],
    ['another origin', { origin: 'https://evil.example' }],
    ['a sibling pod of the same origin', { source: {} }],
  ])('%s', (_name, from) => {
    const { hear, told, start } = started()
    hear(JSON.stringify({ MessageFrameID: 'forged' }), from)
    hear(JSON.stringify(beforeSave), from)
    expect(start()?.id).toBe('')
    expect(told).toHaveLength(1)
    expect(start()?.queue).toEqual([])
  })

  test.each([
    ['no JSON', '{'],
    ['too long', JSON.stringify({ event: 'beforeSave', pad: 'x'.repeat(70_000) })],
    ['a number', 5],
    ['nothing', null],
  ])('%s', (_name, data) => {
    const { hear, told } = started()
    hear(data)
    expect(told).toHaveLength(1)
  })
})

test('objects are tolerated, and kept for the app up to a limit', () => {
  const { hear, start } = started()
  hear({ MessageFrameID: 12 })
  for (let id = 0; id < 80; id++) hear(onLoad(id))
  expect(start()?.id).toBe('12')
  expect(start()?.queue).toHaveLength(50)
})

test('runs once a document, and not in a window of its own', () => {
  const fake = started()
  startFrame(fake.frame, manage)
  expect(fake.listeners).toHaveLength(1)
  expect(() => startFrame(topWindow(), manage)).not.toThrow()
})

test('as inline text it works by itself, and no origin breaks out of it', () => {
  const fake = fakeFrame()
  runInNewContext(bootstrapScript(manage), { window: fake.frame })
  expect(fake.told).toEqual([{ message: 'ready' }])
  expect(bootstrapScript('https://x</script><script>alert(1)')).not.toContain('</script>')
})

test('is at most 2 kB', async () => {
  const { code } = await transform(bootstrapScript(manage), { minify: true })
  expect(Buffer.byteLength(code)).toBeLessThanOrEqual(2_048)
  expect(gzipSync(code).length).toBeLessThan(1_000)
})
