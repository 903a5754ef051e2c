'use server'

import { headers } from 'next/headers'
import { z } from 'zod'
import { standingOf } from '../../lib/accounts/directory/standing.ts'
import { mintTicket } from '../../lib/accounts/directory.ts'
import { checkCode, mailCode, wayOf } from '../../lib/accounts/factor.ts'
import { proven } from '../../lib/accounts/trust.ts'
import { memberAction } from './action.ts'
import { browserName } from './device.ts'
import { codeTrouble, waitText } from './factor.ts'
import { done, refused } from './result.ts'

const noWay = 'There is neither an authenticator app nor an e-mail address to send a code to.'

/** A code is never typed in a frame: its own tab, two minutes, once; ten where a mail has to arrive first. */
export const openFactor = memberAction(
  z.object({ need: z.enum(['trusted', 'recent']), stay: z.boolean() }),
  'view',
  async ({ member }, { need, stay }) => {
    const { accountId, installKey, sessionHash, userId } = member
    const way = await wayOf(member)
    if (way === 'none') return refused('input', noWay)
    const sent = way === 'mail' ? await mailCode(member) : null
    if (sent?.kind === 'failed') return refused('outside', sent.message)
    const { deviceHash } = await standingOf(sessionHash)
    const subject = JSON.stringify({ userId, need })
    const seconds = way === 'mail' ? 600 : 120
    const ticket = await mintTicket({
      ...{ accountId, sessionHash, subject, deviceHash, seconds },
      purpose: 'factor',
    })
    const query = new URLSearchParams({ ticket, ...(stay && { stay: '1' }) })
    return done({ url: `/${installKey}/factor?${query}` })
  },
  'none',
)

/** Outside a frame it is typed where it is asked for. */
export const typeCode = memberAction(
  z.object({ code: z.string().max(100), trust: z.boolean() }),
  'view',
  async ({ member }, { code, trust }) => {
    if (member.framed) return refused('input', 'Inside ConnectWise a code is typed in a tab of its own.')
    const answer = await checkCode(member, code)
    if (answer.kind !== 'right') return refused('code', codeTrouble(answer))
    const { deviceHash } = await standingOf(member.sessionHash)
    const browser = browserName((await headers()).get('user-agent'))
    await proven({ ...member, deviceHash }, { trust, browser })
    return done(null)
  },
  'none',
)

export const sendCode = memberAction(
  z.object({}),
  'view',
  async ({ member }) => {
    const answer = await mailCode(member)
    if (answer.kind === 'no-address') return refused('input', noWay)
    if (answer.kind === 'failed') return refused('outside', answer.message)
    return answer.kind === 'wait' ? refused('code', waitText(answer.until)) : done({ to: answer.to })
  },
  'none',
)
