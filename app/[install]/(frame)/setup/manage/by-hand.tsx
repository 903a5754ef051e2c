import { CopyField } from '@/app/_ui/copy-field.tsx'
import { podHeight } from '@/lib/accounts/manage-rows.ts'

/** For those whose API member may not write set-up tables: the same rows, typed by an administrator of Manage. */
export function ByHand({ frameUrl, menuUrl, origin }: { frameUrl: string; menuUrl: string; origin: string }) {
  return (
    <details className="card">
      <summary>Or do it by hand</summary>
      <p>
        In Manage under <strong>System, Setup Tables</strong>. Manage replaces <code>[cw_screen]</code> and{' '}
        <code>[cw_id]</code> itself.
      </p>
      <h2 className="section-head">Manage Hosted API</h2>
      <p>
        One row for each screen: <em>Invoice</em>, <em>Purchase Order</em>, <em>Agreement</em> and{' '}
        <em>Expense</em> with type <em>Pod</em>, where your release lists them, and <em>Company Finance</em>{' '}
        and <em>ConnectWise Today</em> with type <em>Tab</em>. Without those screens the tab and the menu
        entry have everything too.
      </p>
      <CopyField label="Description" value="Evenbook" />
      <CopyField label="URL" value={frameUrl} />
      <CopyField label="Origin" value={origin} />
      <CopyField label="Pod height" value={String(podHeight)} />
      <h2 className="section-head">Custom Menu Entry</h2>
      <p>
        Menu <em>Finance</em>, not in a new window.
      </p>
      <CopyField label="Caption" value="Evenbook" />
      <CopyField label="Link" value={menuUrl} />
      <CopyField label="Origin of the link" value={origin} />
    </details>
  )
}
