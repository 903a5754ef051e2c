import { type Look, lookOf } from '../../lib/settings/preferences.ts'
import { currentMember } from './member.ts'
import { within } from './within.ts'

const plain: Look = { appearance: 'light', density: 'dense' }

/** How a page is drawn for whoever asks for it: what they chose, once it is known who they are. */
export async function lookOfPath(path: string | null): Promise<Look> {
  const member = await currentMember(path?.split(/[/?]/)[1] ?? '')
  return member ? within(member, tx => lookOf(tx, member.userId)) : plain
}
