import { expect, test } from 'vitest'
import { stepsOf, undoStepsOf } from '../../../lib/sync/views/steps.ts'

const progress = (...states: Parameters<typeof stepsOf>) =>
  stepsOf(...states)
    .map(step => step.progress)
    .join(' ')

test.each([
  ['queued', 'planned', null, null, 'now later later later'],
  ['checked, its customer is new', 'ready', 'sending', null, 'done now later later'],
  ['on its way', 'sending', 'posted', null, 'done done now later'],
  ['without an answer', 'unknown', null, null, 'done done now later'],
  ['in the ledger', 'posted', null, 'sending', 'done done done now'],
  ['batched', 'confirmed', null, 'confirmed', 'done done done done'],
] as const)('%s', (_name, document, contact, mark, expected) => {
  expect(progress(document, contact, mark, 'Xero')).toBe(expected)
})

test.each([
  ['asked for', 'ready', 'now later later'],
  ['without an answer', 'unknown', 'done now later'],
  ['out of the ledger', 'posted', 'done done now'],
  ['undone', 'confirmed', 'done done done'],
] as const)('the other way: %s', (_name, state, expected) => {
  const steps = undoStepsOf(state, 'void', 'Xero')
  expect(steps.map(({ progress: now }) => now).join(' ')).toBe(expected)
  expect(steps[1]?.word).toBe('Voided in Xero')
})
