import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import type { TimelineEvent } from '@/lib/sync/views/timeline.ts'

/** Every attempt, newest first. */
export function Timeline({ events }: { events: TimelineEvent[] }) {
  if (events.length === 0) return <p className="muted">Nothing of it was sent yet.</p>
  return (
    <section aria-label="Timeline">
      <h2 className="section-head">Timeline</h2>
      <ScrollBox label="Timeline, newest first">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">Part</th>
              <th scope="col">Answer</th>
              <th scope="col">Reference of the vendor</th>
            </tr>
          </thead>
          <tbody>
            {events.map(event => (
              <tr key={event.id}>
                <td>
                  <TimeText at={event.at} />
                </td>
                <td>
                  {event.what}
                  {event.message !== '' && <div className="foot">{event.message}</div>}
                </td>
                <td>{event.part}</td>
                <td className="whitespace-nowrap">{answer(event)}</td>
                <td>{event.correlationId}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}

function answer({ status, ms }: TimelineEvent): string {
  return [status === null ? '' : String(status), ms === null ? '' : `${ms.toLocaleString('en')} ms`]
    .filter(part => part !== '')
    .join(' · ')
}
