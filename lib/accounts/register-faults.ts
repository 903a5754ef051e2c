import { type AccountRefused, zCreateAccount } from './prove.ts'
import type { RegistrationForm } from './register.ts'
import type { Draft } from './register-draft.ts'

export type RegistrationField = keyof Draft | 'privateKey' | 'password' | 'form'

/** A sentence at each field; `form` for what belongs to none. */
export type Faults = { [Field in RegistrationField]?: string }

/** What can be said without ConnectWise, all of it at once. */
export function faultsOf({ draft, privateKey }: RegistrationForm): Faults {
  const { shape } = zCreateAccount
  const own: [RegistrationField, { schema: typeof shape.name; value: string }][] = [
    ['accountName', { schema: shape.name, value: draft.accountName }],
    ['yourName', { schema: shape.name, value: draft.yourName }],
    ['region', { schema: shape.region, value: draft.region }],
    ['loginCompany', { schema: shape.loginCompany, value: draft.loginCompany }],
    ['publicKey', { schema: shape.publicKey, value: draft.publicKey }],
    ['privateKey', { schema: shape.privateKey, value: privateKey }],
    ['memberIdentifier', { schema: shape.name, value: draft.memberIdentifier }],
  ]
  if (draft.companyName.trim() !== '')
    own.push(['companyName', { schema: shape.name, value: draft.companyName }])
  return Object.fromEntries(
    own.flatMap(([field, { schema, value }]) => {
      const result = schema.safeParse(value)
      return result.success ? [] : [[field, sentence(result.error.issues[0]?.message)]]
    }),
  )
}

const fieldOf: Readonly<Record<AccountRefused['thing'], RegistrationField>> = {
  input: 'form',
  region: 'region',
  'login-company': 'loginCompany',
  keys: 'privateKey',
  member: 'memberIdentifier',
  connectwise: 'form',
  taken: 'form',
  person: 'form',
}

export function refusalOf({ thing, message }: AccountRefused): Faults {
  return { [fieldOf[thing]]: message }
}

function sentence(message = 'cannot be used'): string {
  return `This ${message}.`
}
