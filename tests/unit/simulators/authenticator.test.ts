import { expect, test } from 'vitest'
import { authenticatorOf } from '../../simulators/connectwise/authenticator.ts'
import { DEMO, startConnectWise } from '../../simulators/connectwise/index.ts'

test.each([
  [59, '287082', 1_000],
  [1_111_111_109, '081804', 1_000],
  [20_000_000_000, '353130', 10_000],
])('RFC 6238: at %i s the phone shows %s', async (seconds, code, leftMs) => {
  const sim = await startConnectWise()
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  await sim.control.call('POST', 'members', {
    tenant: DEMO.company,
    member: DEMO.member,
    authenticator: secret,
  })
  const signedIn = await fetch(`${sim.urls.ui}/signin?company=${DEMO.company}&member=${DEMO.member}`, {
    redirect: 'manual',
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const url = `${sim.urls.ui}/v4_6_release/manage/${DEMO.company}/data/authenticator`
  const shown: unknown = await (await fetch(url, { headers: { cookie } })).json()
  expect(shown).toMatchObject({ code: expect.stringMatching(/^\d{6}$/) })
  const member = { authenticator: secret }
  expect(authenticatorOf({ member }, seconds * 1_000)).toEqual({ code, leftMs })
  await sim.close()
})
