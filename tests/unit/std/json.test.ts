import { createServer } from 'node:http'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { Decimal } from '../../../lib/std/decimal.ts'
import { createEgress } from '../../../lib/std/http.ts'
import {
  canonicalJson,
  JsonError,
  NumberText,
  parseJson,
  writeJson,
  zDecimal,
  zId,
  zInteger,
  zText,
} from '../../../lib/std/json.ts'
import { listen } from '../../support/listen.ts'

const exact = [
  '0.1',
  '1e-7',
  '9007199254740993.01',
  '1.10',
  '-0',
  '123456789012345678901234567890.12',
  '2E+2',
]

describe('numbers keep their text', () => {
  test.each(exact)('%s goes through unchanged', text => {
    expect(writeJson(parseJson(`{"amount":[${text}]}`))).toBe(`{"amount":[${text}]}`)
  })

  test('over the wire and back too', async () => {
    const seen: string[] = []
    const port = await listen(
      createServer(async (request, response) => {
        const pieces: Buffer[] = []
        for await (const piece of request) pieces.push(piece)
        seen.push(Buffer.concat(pieces).toString())
        response.end(Buffer.concat(pieces))
      }),
    )
    const egress = createEgress({ allowed: [`http://127.0.0.1:${port}`] })
    onTestFinished(() => egress.close())
    const body = writeJson({
      amounts: ['0.1', '1e-7', '9007199254740993.01'].map(text => new NumberText(text)),
    })
    const answer = await egress.fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body, timeoutMs: 5_000 })
    expect(seen).toEqual(['{"amounts":[0.1,1e-7,9007199254740993.01]}'])
    expect(writeJson(parseJson(answer.text()))).toBe(body)
  })

  test('any JSON means the same after it was read and written', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        const written = writeJson(parseJson(text))
        expect(JSON.parse(written)).toEqual(JSON.parse(text))
        expect(writeJson(parseJson(written))).toBe(written)
      }),
    )
  })

  test('a number literal is only made of a number', () => {
    for (const text of ['', '1,2', '"1"', '1}', 'NaN', '01', ' 1']) {
      expect(() => new NumberText(text)).toThrow(/not call a number/)
    }
  })
})

describe('reading', () => {
  test.each([
    ['{"a":1', 6],
    ['{"secret":"hush" "b":1}', 17],
    ['{"secret":"hush', 15],
    ['{"a":truX,"secret":"hush"}', undefined],
    ['', 0],
  ])('%j fails, with the place when the engine names it, without the body', (text, position) => {
    const error = thrownBy(() => parseJson(text))
    expect(error).toBeInstanceOf(JsonError)
    expect(error).toMatchObject({ position })
    expect(String(error)).not.toMatch(/hush|secret/)
  })

  test('a body that is short and wrong is not echoed either', () => {
    expect(String(thrownBy(() => parseJson('hush')))).toBe('JsonError: The text is not JSON.')
  })

  test('a body that quotes a place does not fool the place', () => {
    expect(thrownBy(() => parseJson('x at position 7 (line 1 column 8)'))).toMatchObject({
      position: undefined,
    })
  })

  test('there is a size cap, and a nesting too deep is no crash', () => {
    expect(() => parseJson('[1,2,3]', 6)).toThrow('longer than 6 characters')
    expect(parseJson('[1,2,3]', 7)).toHaveLength(3)
    expect(() => parseJson('['.repeat(200_000) + ']'.repeat(200_000))).toThrow('nested too deeply')
  })

  test('__proto__ in a body is a key like any other', () => {
    const read = parseJson('{"__proto__":{"admin":true}}')
    expect(read).not.toHaveProperty('admin')
    expect(writeJson(read)).toBe('{"__proto__":{"admin":true}}')
  })
})

describe('writing', () => {
  test('a float has no place here', () => {
    for (const number of [0.1, 1e21, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -1.5]) {
      expect(() => writeJson({ amount: [number] })).toThrow('A float has no place here')
    }
  })

  test('a Decimal is a number literal, a safe integer is welcome', () => {
    const value = { total: Decimal.parse('19.90'), count: 3, name: 'a "b"', none: null, gone: undefined }
    expect(writeJson(value)).toBe('{"total":19.9,"count":3,"name":"a \\"b\\"","none":null}')
  })

  test('nothing and a bigint are refused', () => {
    expect(() => writeJson(undefined)).toThrow(JsonError)
    expect(() => writeJson({ n: 1n })).toThrow(JsonError)
  })
})

describe('canonical text', () => {
  test('is the same for the same value', () => {
    const a = { b: [1, { d: Decimal.parse('1.50'), c: null }], a: new NumberText('2.0'), gone: undefined }
    const b = { a: Decimal.parse('2'), b: [new NumberText('1'), { c: null, d: new NumberText('15e-1') }] }
    expect(canonicalJson(a)).toBe('{"a":2,"b":[1,{"c":null,"d":1.5}]}')
    expect(canonicalJson(b)).toBe(canonicalJson(a))
  })

  test('does not depend on the order of keys, and tells text from numbers', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean())), record => {
        const turned = Object.fromEntries(Object.entries(record).reverse())
        expect(canonicalJson(turned)).toBe(canonicalJson(record))
        expect(JSON.parse(canonicalJson(record))).toEqual(JSON.parse(JSON.stringify(record)))
      }),
    )
    expect(canonicalJson({ a: '1' })).not.toBe(canonicalJson({ a: 1 }))
  })

  test('writes days as JSON does and refuses floats', () => {
    expect(canonicalJson({ at: new Date(0) })).toBe('{"at":"1970-01-01T00:00:00.000Z"}')
    expect(() => canonicalJson([0.5])).toThrow('A float has no place here')
  })
})

describe('schema pieces', () => {
  const schema = z.object({ id: zId, count: zInteger, amount: zDecimal, name: zText })

  test('turn what was read into what we use', () => {
    const read = schema.parse(parseJson('{"id":4711,"count":3.0,"amount":1e-7,"name":"x"}'))
    expect(read).toEqual({ id: '4711', count: 3, amount: Decimal.parse('0.0000001'), name: 'x' })
    expect(zId.parse('abc')).toBe('abc')
  })

  test.each([
    ['{"id":1.5,"count":1,"amount":1,"name":""}', 'id'],
    ['{"id":"","count":1,"amount":1,"name":""}', 'id'],
    ['{"id":1,"count":9007199254740992,"amount":1,"name":""}', 'count'],
    ['{"id":1,"count":1e999,"amount":1,"name":""}', 'count'],
    ['{"id":1,"count":1,"amount":"1","name":""}', 'amount'],
    ['{"id":1,"count":1,"amount":1e999,"name":""}', 'amount'],
    ['{"id":1,"count":1,"amount":1,"name":2}', 'name'],
  ])('%s is refused at %s', (text, field) => {
    const result = schema.safeParse(parseJson(text))
    expect(result.error?.issues.map(({ path }) => path[0])).toEqual([field])
  })

  test('toInteger of what is none is our mistake', () => {
    expect(new NumberText('1e2').toInteger()).toBe(100)
    expect(() => new NumberText('1.5').toInteger()).toThrow(/whole one/)
  })
})

function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown.')
}
