import { ConnectorError } from '../ports.ts'

/**
 * Records that were changed after that moment, by ConnectWise's own clock. The vendor's pages name the field in two ways
 * (knowledge/connectwise.md §3, §5): the one with its path first, the short one where that is refused.
 */
export async function* changedAfter<T>(
  after: Date,
  read: (conditions: string) => AsyncGenerator<T[]>,
): AsyncGenerator<T[]> {
  const moment = after.toISOString().replace(/\.\d+Z$/, 'Z')
  try {
    yield* read(`_info/lastUpdated > [${moment}]`)
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'invalid') throw error
    yield* read(`lastUpdated > [${moment}]`)
  }
}
