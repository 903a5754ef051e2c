/** As a person does it on the ledger's own page: matched with the bank's statement, or in Xero no longer. */
export async function reconcileInXero(
  url: string,
  id: string,
  act: 'reconcile' | 'unreconcile' = 'reconcile',
): Promise<void> {
  await press(`${url}/app/!nw7Au/bank/${id}/${act}`)
}

export async function reconcileInQuickBooks(
  url: string,
  kind: 'spend' | 'receive',
  id: string,
): Promise<void> {
  const query = new URLSearchParams({ path: kind === 'spend' ? 'expense' : 'creditcardcredit', txnId: id })
  await press(`${url}/app/reconcile?${query}`)
}

async function press(address: string): Promise<void> {
  const { status } = await fetch(address, { method: 'POST', redirect: 'manual' })
  if (status !== 302) throw new Error(`It was not done: ${status}.`)
}
