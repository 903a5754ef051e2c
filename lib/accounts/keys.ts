import { ConnectorError } from '../connectors/ports.ts'
import { psaOf } from './psa.ts'

/** Does ConnectWise take the stored keys now? A protected read of one row. */
export async function keysWork(accountId: string): Promise<'fine' | 'refused' | 'unreachable'> {
  try {
    await (await psaOf(accountId)).probe()
    return 'fine'
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    // The cloud answers 404 to a wrong company or key (knowledge/connectwise.md §3).
    return ['unauthorized', 'forbidden', 'not-found'].includes(error.kind) ? 'refused' : 'unreachable'
  }
}
