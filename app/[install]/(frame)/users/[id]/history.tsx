import { within } from '@/app/_session/within.ts'
import type { OpenPage } from '@/app/_ui/open-page.ts'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import { historyOf } from '@/lib/accounts/users/history.ts'
import type { User } from '@/lib/accounts/users/list.ts'

/** Who changed what about this person, newest first. */
export async function History({ page, user }: { page: OpenPage; user: User }) {
  const lines = await within(page.member, tx => historyOf(tx, user))
  if (lines.length === 0) return null
  return (
    <section aria-labelledby="history">
      <h2 id="history" className="section-head">
        History
      </h2>
      <ScrollBox label="History, newest first">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <tr key={line.id}>
                <td>
                  <TimeText at={line.at.toISOString()} />
                </td>
                <td>{line.who}</td>
                <td>{line.what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}
