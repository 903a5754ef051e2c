import { describe, expect, test } from 'vitest'
import type { Problem } from '../../../lib/accounting/problems.ts'
import { postingStates } from '../../../lib/sync/states.ts'
import { pillOf, standingOfPosting, standingOfRecord } from '../../../lib/sync/views/pill.ts'

const rounding: Problem = { code: 'rounding-applied', difference: '0.01' }
const unmapped: Problem = { code: 'account-unmapped', account: '299', accountName: '' }
const word = (state: Parameters<typeof standingOfPosting>[0], problems: Problem[] = []) => {
  const standing = standingOfPosting(state, problems)
  return standing && pillOf(standing, 'Xero').word
}

describe('a posting in the words of the screens', () => {
  test('every state has its word, and the ledger is named', () => {
    expect(Object.fromEntries(postingStates.map(state => [state, word(state)]))).toEqual({
      planned: 'Waiting',
      ready: 'Waiting',
      sending: 'Sending',
      unknown: 'Checking with Xero',
      posted: 'In Xero',
      confirmed: 'In Xero',
      blocked: 'Needs a fix',
      rejected: 'Needs a fix',
      mismatch: 'Check',
      drifted: 'Changed in Manage',
      undone: 'Undone',
      withdrawn: null,
    })
    expect(pillOf('in-ledger', 'QuickBooks').word).toBe('In QuickBooks')
  })

  test('who changed it since it was sent: somebody in Manage, or in the ledger as well', () => {
    const differs: Problem = { code: 'differs-from-ledger', ours: '125.00', ledger: '110.00' }
    const there: Problem = { code: 'amend-changed', known: '110.00', ledger: '60.50' }
    expect(word('drifted', [differs])).toBe('Changed in Manage')
    expect(word('drifted', [there, differs])).toBe('Changed in Xero')
    expect(word('drifted', [{ code: 'amend-gone' }, differs])).toBe('Changed in Xero')
    const tones = (['changed', 'changed-there'] as const).map(standing => pillOf(standing, 'Xero').tone)
    expect(tones).toEqual(['drift', 'drift'])
  })

  test('a mark that stands in for a document, and its removal, say that nothing was sent', () => {
    const of = (kind: string) =>
      (['planned', 'ready', 'sending', 'unknown', 'posted', 'confirmed', 'rejected', 'undone'] as const).map(
        state => {
          const standing = standingOfPosting(state, [], kind)
          return standing && pillOf(standing, 'Xero').word
        },
      )
    const [marking, marked] = ['Marking in ConnectWise', 'Marked, not sent']
    expect(of('batch')).toEqual([marking, marking, marking, marking, marked, marked, 'Needs a fix', 'Undone'])
    const taking = 'Taking the mark back'
    expect(of('unbatch').slice(1)).toEqual([
      taking,
      taking,
      taking,
      'Undone',
      'Undone',
      'Needs a fix',
      'Undone',
    ])
  })

  test('an undoing is under way until both books are without it', () => {
    const of = (state: Parameters<typeof standingOfPosting>[0]) => standingOfPosting(state, [], 'undo')
    for (const state of ['ready', 'sending', 'unknown', 'posted'] as const) expect(of(state)).toBe('undoing')
    expect([of('confirmed'), of('mismatch')]).toEqual(['undone', 'batch-stays'])
    expect([pillOf('undoing', 'Xero').word, pillOf('batch-stays', 'Xero').word]).toEqual(['Undoing', 'Check'])
  })

  test('what was sent with a finding is worth a look, what was stopped by one needs a fix', () => {
    expect(word('confirmed', [rounding])).toBe('Check')
    expect(word('blocked', [unmapped])).toBe('Needs a fix')
    expect(word('blocked', [{ code: 'zero-total' }])).toBe('Not sent')
  })
})

describe('a record without a posting', () => {
  const closed = { closed: true, batched: false, held: false }

  test.each([
    ['open', { ...closed, closed: false, problems: [unmapped] }, 'Not closed yet'],
    ['in a batch of somebody else', { ...closed, batched: true, problems: null }, 'Not sent'],
    ['that somebody holds', { ...closed, held: true, problems: [unmapped] }, 'Held'],
    ['that somebody holds, open', { ...closed, closed: false, held: true, problems: null }, 'Held'],
    [
      'held, then batched by somebody else',
      { ...closed, batched: true, held: true, problems: null },
      'Not sent',
    ],
    ['never looked at', { ...closed, problems: null }, 'Not checked'],
    ['clean', { ...closed, problems: [] }, 'Ready to send'],
    ['with a rounding line', { ...closed, problems: [rounding] }, 'Ready to send'],
    ['with a missing mapping', { ...closed, problems: [rounding, unmapped] }, 'Needs a fix'],
    ['of $0.00', { ...closed, problems: [{ code: 'zero-total' as const }] }, 'Not sent'],
    [
      'that waits for the ledger',
      { ...closed, problems: [{ code: 'ledger-limit' as const, until: '11:00' }] },
      'Waiting',
    ],
  ])('%s', (_name, record, expected) => {
    expect(pillOf(standingOfRecord(record), 'Xero').word).toBe(expected)
  })
})
