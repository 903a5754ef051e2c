import type { WAREHOUSE } from '../../simulators/connectwise/seed-stock.ts'
import { LOCATIONS } from '../../simulators/connectwise/seed-tenant.ts'

export const [atSydney = 0, atMelbourne = 0] = LOCATIONS.map(({ id }) => id)

/** The one of that location: its stock is the company's whose location it is. */
export function warehouseOf(location: number): keyof typeof WAREHOUSE {
  return location === atMelbourne ? 'melbourne' : 'sydney'
}
