import { expect, test } from 'vitest'
import { Crew, type Say, taskNames } from '../../../lib/sync/crew.ts'

/** A clock whose waits end when the test says so. */
function handClock() {
  const waits = new Set<() => void>()
  const now = { ms: 0 }
  return {
    now,
    monotonicMs: () => now.ms,
    wait: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        if (ms <= 0) return resolve()
        waits.add(resolve)
        signal?.addEventListener('abort', () => {
          waits.delete(resolve)
          reject(signal.reason)
        })
      }),
    ring: () => {
      for (const end of waits) end()
    },
  }
}

const everybody = async () => new Set(taskNames)

async function work(crew: Crew, staff: () => void): Promise<void> {
  for (;;) {
    staff()
    if (crew.size === 0) return
    await crew.next()
  }
}

test('the work is done when everybody rests', async () => {
  const crew = new Crew(handClock(), everybody)
  const left = { plan: 3, send: 2 }
  const did: string[] = []
  const task = (name: 'plan' | 'send') => async () => {
    if (left[name] === 0) return 0
    left[name] -= 1
    did.push(name)
    return 1
  }
  await work(crew, () => {
    crew.keep('plan', 1, task('plan'))
    crew.keep('send', 2, task('send'))
  })
  expect(did.toSorted()).toEqual(['plan', 'plan', 'plan', 'send', 'send'])
})

test('what a task is given while it looks is not missed', async () => {
  const crew = new Crew(handClock(), everybody)
  const looking = Promise.withResolvers<void>()
  let marks = 0
  let looks = 0
  await work(crew, () => {
    crew.keep('send', 1, async () => {
      if (marks > 0) return 0
      await looking.promise
      marks = 1
      return 1
    })
    crew.keep('mark', 1, async () => {
      looks += 1
      const seen = marks
      if (looks === 1) {
        // It has looked and found nothing; only now the send ends.
        looking.resolve()
        await new Promise(resolve => setImmediate(resolve))
      }
      if (seen === 0) return 0
      marks = 2
      return looks > 4 ? 0 : 1
    })
  })
  expect(marks).toBe(2)
})

test('one place is taken until its task has found work, then the next', async () => {
  const crew = new Crew(handClock(), everybody)
  const gates = [1, 2, 3].map(() => Promise.withResolvers<void>())
  let started = 0
  const task = async ({ begun }: Say) => {
    const gate = gates[started]
    started += 1
    if (!gate) return 0
    begun()
    await gate.promise
    return 1
  }
  const staff = () => crew.keep('send', 3, task)
  staff()
  staff()
  expect(crew.size).toBe(2)
  await crew.next()
  staff()
  expect(crew.size).toBe(3)
  staff()
  expect(crew.size).toBe(3)
  for (const gate of gates) gate.resolve()
  await work(crew, staff)
  expect(started).toBeGreaterThan(3)
})

test('who has left his place makes room, until as many again are on their way out', async () => {
  const crew = new Crew(handClock(), everybody)
  const gate = Promise.withResolvers<void>()
  let started = 0
  const staff = () =>
    crew.keep('send', 2, async ({ begun, left }) => {
      started += 1
      if (started > 4) return 0
      begun()
      left()
      await gate.promise
      return 1
    })
  for (let turn = 0; turn < 9; turn += 1) staff()
  expect(crew.size).toBe(4)
  gate.resolve()
  await work(crew, staff)
  expect(started).toBeGreaterThan(4)
})

test('sends that were held back look again when they may', async () => {
  const crew = new Crew(handClock(), everybody)
  let plans = 2
  let sent = 0
  await work(crew, () => {
    crew.keep('plan', 1, async () => {
      plans -= 1
      return plans > 0 ? 1 : 0
    })
    const held = crew.yields('plan')
    crew.holdBack(held)
    crew.keep('send', 1, async () => {
      if (held || sent > 0) return 0
      sent += 1
      return 1
    })
  })
  expect(sent).toBe(1)
})

test('what a task gives before its end is taken up while it goes on', async () => {
  const crew = new Crew(handClock(), everybody)
  const rested = Promise.withResolvers<void>()
  const taken = Promise.withResolvers<void>()
  let plans = 0
  await work(crew, () => {
    crew.keep('collect', 1, async say => {
      if (plans > 1) return 0
      await rested.promise
      await new Promise(resolve => setImmediate(resolve))
      say.gave()
      await taken.promise
      return 1
    })
    crew.keep('plan', 1, async () => {
      plans += 1
      if (plans === 1) rested.resolve()
      if (plans === 2) taken.resolve()
      return 0
    })
  })
  expect(plans).toBeGreaterThan(1)
})

test('while one is busy for long, the others look again after a while', async () => {
  const clock = handClock()
  const crew = new Crew(clock, everybody)
  const busy = Promise.withResolvers<void>()
  const looks = Promise.withResolvers<void>()
  let planned = 0
  const done = work(crew, () => {
    crew.keep('send', 1, async ({ begun }) => {
      begun()
      await busy.promise
      return 0
    })
    crew.keep('plan', 1, async () => {
      planned += 1
      if (planned === 2) looks.resolve()
      return 0
    })
  })
  await new Promise(resolve => setImmediate(resolve))
  expect(planned).toBe(1)
  clock.ring()
  await looks.promise
  busy.resolve()
  await done
})

test('only those begin whom the survey names; the others once they are given something', async () => {
  const crew = new Crew(handClock(), async () => new Set(['plan'] as const))
  const began: string[] = []
  let planned = 0
  await crew.begin()
  await work(crew, () => {
    crew.keep('look', 1, async () => {
      began.push('look')
      return 0
    })
    crew.keep('pay', 1, async () => {
      began.push('pay')
      return 0
    })
    crew.keep('plan', 1, async () => {
      began.push('plan')
      planned += 1
      return planned === 1 ? 1 : 0
    })
    crew.keep('mark', 1, async () => {
      began.push('mark')
      return 0
    })
  })
  expect(began.toSorted()).toEqual(['mark', 'plan', 'plan'])
})

test('what a task throws is thrown, the others come to their end', async () => {
  const crew = new Crew(handClock(), everybody)
  const gate = Promise.withResolvers<void>()
  let ended = false
  crew.keep('plan', 1, async () => {
    throw new Error('unreachable')
  })
  crew.keep('mark', 1, async () => {
    await gate.promise
    ended = true
    return 1
  })
  await expect(crew.next()).rejects.toThrow('unreachable')
  gate.resolve()
  await crew.allSettled()
  expect([ended, crew.size]).toEqual([true, 0])
})

test('while one ends after the other, what came from outside is seen all the same', async () => {
  const clock = handClock()
  let clicked = false
  const crew = new Crew(
    clock,
    async () => new Set(['receipts' as const, ...(clicked ? ['plan' as const] : [])]),
  )
  await crew.begin()
  let files = 0
  let plannedAfter = 0
  await work(crew, () => {
    crew.keep('plan', 1, async () => {
      plannedAfter ||= files
      return 0
    })
    crew.keep('receipts', 1, async () => {
      if (files === 100) return 0
      files += 1
      clock.now.ms += 100
      clicked = files >= 10
      return 1
    })
  })
  expect(plannedAfter).toBeGreaterThanOrEqual(10)
  expect(plannedAfter).toBeLessThanOrEqual(41)
})
