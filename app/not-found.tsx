export default function NotFoundPage() {
  return (
    <main className="gate">
      <h1>There is no such page</h1>
      <p>The address may be incomplete, or the account it belongs to is no longer here.</p>
    </main>
  )
}
