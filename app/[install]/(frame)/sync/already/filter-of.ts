import { z } from 'zod'

const day = z.literal('').or(z.iso.date())
const text = z.string().trim().max(100)

/** What an action takes: a filter it cannot read is refused, never widened. */
export const filterSchema = z.object({ before: day, from: text, to: text, customer: text })

export type Filter = z.output<typeof filterSchema>

/** The filter as it stands in the address; what cannot be read there is no bound, and the page says what it shows. */
export function filterOf(read: (name: string) => string): Filter {
  return {
    before: day.catch('').parse(read('before')),
    from: text.catch('').parse(read('from')),
    to: text.catch('').parse(read('to')),
    customer: text.catch('').parse(read('customer')),
  }
}
