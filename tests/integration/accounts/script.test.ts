import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { DEMO } from '../../simulators/connectwise/index.ts'
import { accountsWorld, demoInput, type World } from '../../support/accounts-world.ts'

let world: World

beforeAll(async () => {
  world = await accountsWorld()
})
afterAll(() => world.close())

async function account(command: string, input: string) {
  const child = spawn(process.execPath, ['scripts/account.ts', command], { env: process.env })
  const ended = new Promise<number | null>(resolve => child.on('exit', resolve))
  child.stdin.end(input)
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { out, err, code }
}

const zMade = z.object({ installKey: z.string(), frameUrl: z.string(), callbackUrl: z.string() })

test('create prints where things are, show prints them again, and neither prints a key of ConnectWise', async () => {
  const created = await account('create', JSON.stringify(demoInput()))
  expect(created).toMatchObject({ code: 0, err: '' })
  const made = zMade.parse(JSON.parse(created.out))
  const shown = await account('show', JSON.stringify({ installKey: made.installKey }))
  expect(shown).toMatchObject({ code: 0, err: '' })
  expect(zMade.parse(JSON.parse(shown.out))).toEqual(made)
  expect(created.out + shown.out).not.toContain(DEMO.keys.private)
})

// Six processes start at once.
test('what is wrong is one clear sentence on stderr and never echoes a key', {
  timeout: 60_000,
}, async () => {
  const canary = 'canary-private-key'
  const inputs = [
    ['create', JSON.stringify(demoInput({ privateKey: canary })), /refused the API keys/],
    ['create', `{"privateKey": "${canary}"`, /not JSON/],
    ['create', JSON.stringify({ ...demoInput(), privateKey: [canary] }), /privateKey/],
    ['create', JSON.stringify({ ...demoInput(), extra: canary }), /extra/],
    ['show', '{"name": "Nobody"}', /no such account/],
    ['remove', '{}', /create.*show/],
  ] as const
  const ends = await Promise.all(inputs.map(([command, input]) => account(command, input)))
  for (const [place, { out, err, code }] of ends.entries()) {
    expect(code, err).toBe(1)
    expect(out).toBe('')
    expect(err).toMatch(inputs[place]?.[2] ?? 'never')
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(err).not.toContain(canary)
  }
})
