import { expect, test } from 'vitest'
import type { Answer } from '../../../../lib/connectors/limiter.ts'
import { batchRules, callRules, createAllowance } from '../../../../lib/connectors/quickbooks/allowance.ts'
import { systemClock } from '../../../../lib/std/clock.ts'

function at(rules: typeof callRules) {
  let nowMs = 1_000
  const clock = { ...systemClock(1), monotonicMs: () => nowMs }
  const allowance = createAllowance({ clock, timeFactor: 1 }, rules)
  const call = (answer: Answer | null = null) => allowance.begin().done(answer)
  return {
    allowance,
    call,
    pass: (milliseconds: number) => {
      nowMs += milliseconds
    },
  }
}

test('ten calls begin within a second, the eleventh waits for the first to leave it', () => {
  const { allowance, call, pass } = at(callRules)
  for (let count = 0; count < 10; count += 1) call()
  expect(allowance.obstacle()).toMatchObject({ kind: 'until', day: false })
  expect(allowance.delayMs(0)).toBeGreaterThanOrEqual(1_000)
  pass(1_200)
  expect(allowance.obstacle()).toBeNull()
})

test('a call that was long on its way counts until it is answered', () => {
  const { allowance, pass } = at(callRules)
  const flights = Array.from({ length: 10 }, () => allowance.begin())
  pass(900)
  for (const { done } of flights) done(null)
  pass(900)
  expect(allowance.delayMs(0)).toBeGreaterThanOrEqual(100)
  pass(300)
  expect(allowance.obstacle()).toBeNull()
})

test('five hundred calls fill a minute however they are spread', () => {
  const { allowance, call, pass } = at(callRules)
  for (let count = 0; count < 500; count += 1) {
    call()
    pass(115)
  }
  expect(allowance.obstacle()).toMatchObject({ kind: 'until' })
  expect(allowance.delayMs(0)).toBeLessThan(5_000)
})

test('forty batches fill a minute, those that wait count too', () => {
  const { allowance, call } = at(batchRules)
  for (let count = 0; count < 39; count += 1) call()
  expect(allowance.delayMs(0)).toBe(0)
  expect(allowance.delayMs(1)).toBeGreaterThanOrEqual(60_000)
})

test('a batch that waited for its turn among all calls counts from when it leaves', () => {
  const { allowance, pass } = at(batchRules)
  const flights = Array.from({ length: 40 }, () => allowance.begin())
  pass(30_000)
  for (const flight of flights) {
    flight.leaves?.()
    flight.done(null)
  }
  pass(31_000)
  expect(allowance.delayMs(0)).toBeGreaterThan(28_000)
})

test('ten at once are all, and a refusal makes everybody wait a minute or as long as it says', () => {
  const { allowance, call, pass } = at(batchRules)
  const ends = Array.from({ length: 10 }, () => allowance.begin())
  expect(allowance.obstacle()).toEqual({ kind: 'flights' })
  for (const { done } of ends) done(null)
  call({ status: 429, headers: {} })
  expect(allowance.delayMs(0)).toBe(60_000)
  pass(61_000)
  call({ status: 429, headers: { 'retry-after': '7' } })
  expect(allowance.delayMs(0)).toBe(7_000)
})
