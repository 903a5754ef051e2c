/**
 * The life of a posting, one literal table (design §4). A change that is not in it does not compile where the states are
 * literal, and throws where they are not. Each change is one `update … where state = expected and fence = mine`.
 */
export const transitions = {
  planned: ['blocked', 'ready', 'withdrawn'],
  blocked: ['planned', 'withdrawn'],
  ready: ['sending', 'planned', 'withdrawn'],
  sending: ['posted', 'ready', 'rejected', 'unknown', 'mismatch'],
  unknown: ['posted', 'mismatch', 'ready', 'sending'],
  posted: ['confirmed', 'mismatch'],
  mismatch: ['posted', 'undone'],
  confirmed: ['drifted', 'undone'],
  drifted: ['confirmed', 'undone'],
  rejected: ['planned', 'withdrawn'],
  undone: [],
  withdrawn: [],
} as const satisfies Record<string, readonly string[]>

export type PostingState = keyof typeof transitions
export type NextState<S extends PostingState> = (typeof transitions)[S][number]

export const postingStates = Object.keys(transitions).filter(isState)

export function isState(text: string): text is PostingState {
  return Object.hasOwn(transitions, text)
}

export function allowed(from: PostingState, to: PostingState): boolean {
  const next: readonly string[] = transitions[from]
  return next.includes(to)
}

/** Nothing more happens by itself: what a stream or a run waits for. */
const settled: ReadonlySet<PostingState> = new Set<PostingState>([
  'blocked',
  'rejected',
  'mismatch',
  'confirmed',
  'drifted',
  'undone',
  'withdrawn',
])

export function isSettled(state: PostingState): boolean {
  return settled.has(state)
}
