import type { Step } from '@/lib/sync/views/steps.ts'

const icons = { done: '✓', now: '↻', later: '○' } as const
const spoken = { done: 'done', now: 'under way', later: 'later' } as const

/** What happens to a record on its way, step by step. */
export function Steps({ steps, queued }: { steps: Step[]; queued: boolean }) {
  const done = steps.filter(step => step.progress === 'done').length
  return (
    <>
      {queued && <p>Queued: it sends in a moment.</p>}
      <progress
        className="bar"
        max={steps.length}
        value={done}
        aria-label={`Step ${Math.min(done + 1, steps.length)} of ${steps.length}`}
      />
      <ol className="steps">
        {steps.map(step => (
          <li key={step.word}>
            <span aria-hidden="true">{icons[step.progress]}</span>
            <span>
              {step.word}
              <span className="sr-only">, {spoken[step.progress]}</span>
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}
