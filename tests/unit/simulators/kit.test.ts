import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createClock } from '../../simulators/kit/clock.ts'
import { html } from '../../simulators/kit/html.ts'
import { exact, type NumberText, parseExact } from '../../simulators/kit/json.ts'
import { createParameters } from '../../simulators/kit/parameters.ts'
import { createStore } from '../../simulators/kit/store.ts'

test('numbers keep the text they came with', () => {
  const source = '{"a":0.10,"b":1e-7,"c":9007199254740993.01,"d":"x","e":[1.00]}'
  const parsed = parseExact<{ c: NumberText }>(source)
  expect(parsed.c.text).toBe('9007199254740993.01')
  expect(JSON.stringify(parsed)).toBe(source)
  expect(JSON.stringify({ total: exact('10.00') })).toBe('{"total":10.00}')
})

type Row = { id: string; name: string }

test('a store finds rows by index, takes attempts back and restores snapshots', () => {
  const store = createStore()
  const rows = store.collection<Row>('rows', { name: row => row.name })
  rows.put({ id: '1', name: 'a' })
  expect(store.flush()).toBe(1)
  const before = store.snapshot()
  rows.put({ id: '1', name: 'b' })
  expect([rows.by('name', 'a'), rows.by('name', 'b')]).toEqual([[], [{ id: '1', name: 'b' }]])
  store.attempt(
    () => {
      rows.put({ id: '2', name: 'c' })
      rows.delete('1')
    },
    () => false,
  )
  expect(rows.all()).toEqual([{ id: '1', name: 'b' }])
  expect(store.flush()).toBe(1)
  expect(store.restore(before)).toBe(true)
  expect(rows.by('name', 'a')).toEqual([{ id: '1', name: 'a' }])
  expect(store.restore('nothing')).toBe(false)
})

test('a journal brings rows back, without a last line that was cut off, and quiet rows do not count', () => {
  const directory = mkdtempSync(join(tmpdir(), 'store-'))
  const open = () => {
    const store = createStore({ directory })
    return {
      store,
      rows: store.collection<Row>('rows'),
      quiet: store.collection<Row>('quiet', {}, { quiet: true }),
    }
  }
  const first = open()
  first.rows.put({ id: '1', name: 'a' })
  first.rows.put({ id: '2', name: 'b' })
  first.quiet.put({ id: 'k', name: 'key' })
  expect(first.store.flush()).toBe(2)
  first.rows.delete('1')
  first.store.flush()
  first.store.close()
  const path = join(directory, 'store.jsonl')
  writeFileSync(path, `${readFileSync(path, 'utf8')}[["rows","3",{"id":"3"`)
  const second = open()
  expect(second.rows.all()).toEqual([{ id: '2', name: 'b' }])
  expect(second.quiet.all()).toHaveLength(1)
  second.store.close()
  rmSync(directory, { recursive: true })
})

test('the clock divides by its scale and moves when told', async () => {
  const clock = createClock({ scale: 20 })
  expect(clock.span(60_000)).toBe(3_000)
  const waiting = clock.wait(3_600_000)
  const before = clock.now()
  clock.advance(3_600_000)
  expect(await waiting).toBe(true)
  expect(clock.now() - before).toBeGreaterThanOrEqual(180_000)
  const cut = clock.wait(60_000)
  clock.stop()
  expect(await cut).toBe(false)
})

test('parameters refuse unknown names and other types', () => {
  const parameters = createParameters({ limit: 60, latency: { readMs: 0 } }, { limit: 5 })
  expect(parameters.patch({ latency: { readMs: 9 } })).toEqual([])
  expect(parameters.current).toEqual({ limit: 5, latency: { readMs: 9 } })
  expect(parameters.patch({ limits: 1, latency: { readMs: 'x' } })).toEqual([
    'limits: unknown parameter',
    'latency.readMs: number is expected',
  ])
})

test('markup escapes what it is given', () => {
  expect(html`<p title="${'"'}">${'<script>'}${[html`<b>${'&'}</b>`]}</p>`.markup).toBe(
    '<p title="&#34;">&#60;script&#62;<b>&#38;</b></p>',
  )
})
