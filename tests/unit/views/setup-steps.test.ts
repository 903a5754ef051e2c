import { expect, test } from 'vitest'
import { type SetupFacts, setupPercent, setupSteps } from '../../../app/[install]/(frame)/setup/steps.ts'

const done: SetupFacts = {
  keys: 'fine',
  organisation: 'Acme AU',
  manage: 'installed',
  unchecked: 0,
  questions: 0,
  sent: 'INV-1',
  live: true,
}
const states = (facts: Partial<SetupFacts>) => setupSteps({ ...done, ...facts }).map(step => step.state)

test('a fresh account: keys are there, ledger and Manage come next, the rest waits for them', () => {
  const fresh = { organisation: null, manage: 'missing', sent: null, live: false } as const
  expect(states(fresh)).toEqual(['done', 'open', 'open', 'later', 'later', 'later'])
  expect(setupPercent(setupSteps({ ...done, ...fresh }))).toBe(17)
})

test('each step is read from what is, and what is taken back opens it again', () => {
  expect(states({})).toEqual(Array.from({ length: 6 }, () => 'done'))
  expect(setupPercent(setupSteps(done))).toBe(100)
  expect(states({ live: false })[5]).toBe('open')
  expect(states({ questions: 2 })[3]).toBe('open')
  expect(states({ unchecked: 7 })[3]).toBe('open')
  expect(states({ organisation: null })).toEqual(['done', 'open', 'done', 'later', 'done', 'done'])
  expect(setupSteps({ ...done, questions: 1 })[3]?.text).toBe('1 question open.')
})

test('a ConnectWise that does not answer is no step to do, and refused keys are one', () => {
  expect(states({ keys: 'unreachable', manage: 'unknown' })).toEqual([
    'unknown',
    'done',
    'unknown',
    'done',
    'done',
    'done',
  ])
  expect(states({ keys: 'refused' })[0]).toBe('open')
})
