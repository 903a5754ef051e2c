import type { DetailsInput } from '../../lib/accounts/details/wanted.ts'
import { DEMO } from '../simulators/connectwise/index.ts'
import { accountsWorld, type World } from './accounts-world.ts'

/** Two regions of one simulated cloud: the second reaches the same servers by their other name. */
export async function detailsWorld(): Promise<World> {
  const world = await accountsWorld()
  const { ui, api } = world.connectwise.urls
  const other = [ui, api].map(origin => origin.replace('127.0.0.1', 'localhost')).join('|')
  process.env.CONNECTWISE_SITES = `demo=${ui}|${api},other=${other}`
  return world
}

/** The form as it is read: nothing typed. */
export function detailsInput(changes: Partial<DetailsInput> = {}): DetailsInput {
  return {
    kind: 'cloud',
    region: 'demo',
    host: '',
    loginCompany: DEMO.company,
    softwareVersion: 'latest',
    integratorUsername: '',
    integratorPassword: '',
    publicKey: DEMO.keys.public,
    privateKey: '',
    ...changes,
  }
}

/** A second pair of keys of the demo's API member. */
export const secondKeys = { public: 'secondPublicKey02', private: 'secondPrivateKey9c41' }

export async function allowSecondKeys(world: World): Promise<void> {
  const keys = [
    { ...DEMO.keys, memberId: 150 },
    { ...secondKeys, memberId: 150 },
  ]
  await world.connectwise.control.call('POST', 'tenants', { tenant: DEMO.company, setup: { keys } })
}
