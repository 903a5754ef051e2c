'use client'

/** Drawn inside the root layout, whose inline script keeps answering Manage. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <main className="gate" role="alert">
      <h1>Something went wrong on our side</h1>
      <p>Saving in ConnectWise still works.</p>
      <div className="actions">
        <button type="button" onClick={() => location.reload()}>
          Try again
        </button>
      </div>
      {error.digest && <p className="foot">Reference {error.digest}</p>}
    </main>
  )
}
