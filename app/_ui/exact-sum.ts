/** Adds decimal texts digit by digit, where no decimal library is loaded: the browser's totals of ticked rows. */
export function exactSum(amounts: readonly string[]): string {
  const places = Math.max(2, ...amounts.map(placesOf))
  const total = amounts.reduce((all, amount) => all + scaled(amount, places), 0n)
  const digits = (total < 0n ? -total : total).toString().padStart(places + 1, '0')
  return `${total < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

function placesOf(amount: string): number {
  return amount.split('.')[1]?.length ?? 0
}

function scaled(amount: string, places: number): bigint {
  const [whole = '0', part = ''] = amount.split('.')
  return BigInt(`${whole}${part.padEnd(places, '0')}`)
}
