'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { askedFactor, codeTrouble, waitText } from '@/app/_session/factor.ts'
import { done, factorMissing, refused } from '@/app/_session/result.ts'
import { enrolApp, newRecoveryCodes, offerApp, removeApp } from '@/lib/accounts/enrolment.ts'
import { wayOf } from '@/lib/accounts/factor.ts'
import { passwordFault } from '@/lib/accounts/passwords.ts'
import { endSession, forgetBrowser, signOutEverywhere } from '@/lib/accounts/profile.ts'
import { askForPassword, changePassword } from '@/lib/accounts/sign-in.ts'
import { proven } from '@/lib/accounts/trust.ts'
import { Secret } from '@/lib/std/secret.ts'
import { drawOffer } from './offer.ts'

const nothing = z.object({})
const one = z.object({ id: z.string().max(16) })

/** Who can be asked for a code is; who has no way yet gets their first one here. */
export const startApp = memberAction(
  nothing,
  'view',
  async ({ member }) => {
    const way = await askedFactor(member, 'recent')
    if (way !== null && way !== 'none') return factorMissing('recent', way)
    const offer = await offerApp(member, member.name)
    return offer
      ? done(await drawOffer(offer))
      : refused('input', 'An app is set up already. Remove it first.')
  },
  'none',
)

export const confirmApp = memberAction(
  z.object({ code: z.string().max(100) }),
  'view',
  async ({ member }, { code }) => {
    const answer = await enrolApp(member, code)
    if (answer.kind !== 'enrolled') return refused('code', codeTrouble(answer))
    await proven({ ...member, deviceHash: null }, { trust: false, browser: '' })
    return done({ codes: answer.recoveryCodes.map(text => text.reveal()) })
  },
  'none',
)

export const makeRecoveryCodes = memberAction(
  nothing,
  'view',
  async ({ member }) => {
    if ((await wayOf(member)) !== 'app') return refused('input', 'Set up an authenticator app first.')
    const codes = await newRecoveryCodes(member)
    return done({ codes: codes.map(text => text.reveal()) })
  },
  'recent',
)

export const dropApp = memberAction(
  nothing,
  'view',
  async ({ member }) => {
    await removeApp(member)
    return done(null)
  },
  'recent',
)

export const mailPassword = memberAction(
  nothing,
  'view',
  async ({ member }) => {
    const answer = await askForPassword(member)
    if (answer.kind === 'sent') return done({ to: answer.to })
    if (answer.kind === 'wait') return refused('code', waitText(answer.until))
    return refused(
      'outside',
      answer.kind === 'failed' ? answer.message : 'There is no address to send it to.',
    )
  },
  'recent',
)

const zPassword = z.object({
  old: z.string().max(1_000),
  password: z.string().max(1_000),
  repeat: z.string(),
})

export const newPassword = memberAction(
  zPassword,
  'view',
  async ({ member }, { old, password, repeat }) => {
    const fault = passwordFault(password) ?? (password === repeat ? null : 'Both must be the same.')
    if (fault !== null) return refused('input', fault)
    const answer = await changePassword(member, Secret.of(old), Secret.of(password))
    if (answer.kind === 'wait') return refused('code', waitText(answer.until))
    return answer.kind === 'wrong' ? refused('old', 'This is not your password.') : done(null)
  },
  'recent',
)

export const revokeTrust = memberAction(
  one,
  'view',
  async ({ member }, { id }) => {
    await forgetBrowser(member, id)
    return done(null)
  },
  'none',
)

export const revokeOwnSession = memberAction(
  one,
  'view',
  async ({ member }, { id }) => {
    await endSession(member, id)
    return done(null)
  },
  'none',
)

export const leaveEverywhere = memberAction(
  nothing,
  'view',
  async ({ member }) => {
    await signOutEverywhere(member)
    return done(null)
  },
  'none',
)
