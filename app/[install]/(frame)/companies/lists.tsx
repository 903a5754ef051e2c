import { ActButton } from '@/app/_ui/act-button.tsx'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import type { Viewer } from '@/app/_ui/viewer.ts'
import type { listStates } from '@/lib/reference/reference.ts'
import { refreshLists } from './actions.ts'

const names: Readonly<Record<string, string>> = {
  organisation: 'Organisation and lock dates',
  account: 'Accounts',
  tax: 'Tax rates',
  tracking: 'Tracking categories',
  item: 'Items',
  theme: 'Branding themes',
  contact: 'Contacts',
  'psa-tax': 'ConnectWise tax codes',
  'psa-term': 'ConnectWise billing terms',
  'psa-account': 'ConnectWise GL accounts',
  'psa-customer': 'ConnectWise customers',
  'psa-location': 'ConnectWise locations',
  'psa-payment-type': 'ConnectWise expense payment types',
}

/** The lists that plans and pickers use: when each was read, and what stood in the way. */
export function Lists(props: {
  companyId: string
  viewer: Viewer
  lists: Awaited<ReturnType<typeof listStates>>
  connected: boolean
}) {
  const known = props.lists.filter(list => names[list.kind] !== undefined)
  return (
    <section className="card" aria-label="Lists">
      <div className="page-head">
        <h2 className="section-head">Lists</h2>
        {props.viewer.mayMap && (
          <div className="row">
            <ActButton action={refreshLists} input={{ companyId: props.companyId }} busy="Asking…">
              Refresh
            </ActButton>
          </div>
        )}
      </div>
      {known.length === 0 ? (
        <p>{props.connected ? 'They are being read.' : 'They are read once a ledger is connected.'}</p>
      ) : (
        <ScrollBox label="Lists">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">List</th>
                <th scope="col">Last read</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {known.map(list => (
                <tr key={list.kind}>
                  <td>{names[list.kind]}</td>
                  <td>{list.refreshedAt ? <TimeText at={list.refreshedAt.toISOString()} /> : 'Never'}</td>
                  <td>
                    {list.trouble === '' ? (
                      'Fine'
                    ) : (
                      <span className="error">{list.trouble} What was read before is used.</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </section>
  )
}
