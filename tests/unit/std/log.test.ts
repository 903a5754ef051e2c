import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Decimal } from '../../../lib/std/decimal.ts'
import { createLogger } from '../../../lib/std/log.ts'
import { Secret } from '../../../lib/std/secret.ts'

function listening(level = 'debug') {
  const lines: string[] = []
  return { logger: createLogger('worker', { level, write: line => lines.push(line) }), lines }
}

function fieldsOf(line: string | undefined) {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(line ?? ''))
}

describe('a line', () => {
  test('is one JSON object with its listed fields', () => {
    const { logger, lines } = listening()
    logger.child({ account: 'a1' }).info({ posting: 'p1', ms: 12, total: Decimal.parse('1.50') }, 'posted')
    expect(lines).toHaveLength(1)
    expect(fieldsOf(lines[0])).toMatchObject({
      name: 'worker',
      account: 'a1',
      posting: 'p1',
      ms: 12,
      total: '1.5',
      msg: 'posted',
    })
  })

  test('leaves out what is not listed and says its name', () => {
    const { logger, lines } = listening()
    logger.info({ memberHash: 'canary', body: { name: 'canary' }, status: 200 }, 'answered')
    expect(lines.join()).not.toContain('canary')
    expect(fieldsOf(lines[0])).toMatchObject({ status: 200, dropped: ['memberHash', 'body'] })
  })

  test('is never two, whatever an outsider wrote', () => {
    const { logger, lines } = listening()
    logger.warn({ reason: 'x\r\n{"level":30,"msg":"forged"}\u2028y' }, 'bad\ninput')
    expect(
      lines
        .join('')
        .trimEnd()
        .split(/[\r\n\u2028]/),
    ).toHaveLength(1)
    expect(fieldsOf(lines[0])).toMatchObject({ msg: 'bad input', reason: 'x {"level":30,"msg":"forged"} y' })
  })

  test('is not written below its level', () => {
    const { logger, lines } = listening('warn')
    logger.info({}, 'quiet')
    logger.error({}, 'loud')
    expect(lines.map(line => fieldsOf(line).msg)).toEqual(['loud'])
  })
})

describe('secrets', () => {
  const canary = 'c4n4ry-9f8e7d'
  test.each([
    { reason: Secret.of(canary) },
    { reason: [Secret.of(canary), { deep: canary }] },
    { reason: `Authorization: Bearer ${canary}` },
    { reason: `authorization: basic ${canary}==` },
    { reason: `access_token=${canary}&x=1` },
    { reason: `{"refresh_token":"${canary}"}` },
    { reason: `memberHash: ${canary}` },
    { url: `https://host.example/path?state=${canary}` },
    { url: new URL(`https://user:${canary}@host.example/`) },
    { reason: `postgres://evenbook:${canary}@db/evenbook is gone` },
    { error: new Error(`connect postgres://evenbook:${canary}@db/evenbook`) },
    { error: Object.assign(new Error('refused'), { config: { headers: canary } }) },
    { password: canary },
    { error: new Error(`Failed query: update "grants" set "access_token_sealed" = $1\nparams: ${canary},1`) },
  ])('%# does not show', fields => {
    const { logger, lines } = listening()
    logger.error(fields, 'failed')
    expect(lines).toHaveLength(1)
    expect(lines.join()).not.toContain(canary)
  })

  test('an error keeps its name, code, kind and place', () => {
    const { logger, lines } = listening()
    logger.error(
      { error: Object.assign(new TypeError('refused'), { code: 'ECONNREFUSED', kind: 'unknown' }) },
      'failed',
    )
    expect(fieldsOf(lines[0]).error).toMatchObject({
      name: 'TypeError',
      message: 'refused',
      code: 'ECONNREFUSED',
      kind: 'unknown',
    })
    expect(lines.join()).toContain('log.test.ts')
  })
})
